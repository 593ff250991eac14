import type {AnyStep} from '../engine/step.ts';
import acceptQueue from './accept-queue.ts';
import answer from './answer.ts';
import firewall from './firewall.ts';
import healthPage from './health-page.ts';
import listening from './listening.ts';
import load from './load.ts';
import parameters from './parameters.ts';
import port from './port.ts';
import reachable from './reachable.ts';
import returnRoute from './return-route.ts';
import reversePath from './reverse-path.ts';
import sources from './sources.ts';
import witness from './witness.ts';

/** The troubleshooting document: its statements in its order, and then what its own tests are blind to. */
export const guide: readonly AnyStep[] = [
	reachable,
	port,
	sources,
	parameters,
	healthPage,
	load,
	listening,
	firewall,
	answer,
	returnRoute,
	reversePath,
	acceptQueue,
	witness,
];
