import {declareScenarios} from './declare.ts';

declareScenarios('local');
