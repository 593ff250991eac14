import {declareScenarios} from './declare.ts';

declareScenarios('ssh');
