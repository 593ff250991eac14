import type {CauseCode} from '../engine/cause-code.ts';
import {addressCauses} from './address.ts';
import {balancerCauses} from './balancer.ts';
import {bindingCauses} from './binding.ts';
import {capacityCauses} from './capacity.ts';
import type {Cause} from './cause.ts';
import {cloudCauses} from './cloud.ts';
import {cloudNetworkCauses} from './cloud-network.ts';
import {containerCauses} from './container.ts';
import {descriptorCauses} from './descriptors.ts';
import {diskCauses} from './disk.ts';
import {exchangeCauses} from './exchange.ts';
import {filterCauses} from './filter.ts';
import {healthPageCauses} from './health-page.ts';
import {kernelCauses} from './kernel.ts';
import {listeningCauses} from './listening.ts';
import {loadCauses} from './load.ts';
import {parameterCauses} from './parameters.ts';
import {processCauses} from './process.ts';
import {processorTimeCauses} from './processor-time.ts';
import {requestHeaderCauses} from './request-header.ts';
import {requestLineCauses} from './request-line.ts';
import {routeCauses} from './route.ts';
import {securityCauses} from './security.ts';
import {statusCauses} from './status.ts';
import {timeCauses} from './time.ts';
import {udpCauses} from './udp.ts';

/** Every cause that can be reported, under its stable code (the contract's section 3). */
export const catalogue: Readonly<Record<CauseCode, Cause>> = {
	...listeningCauses,
	...bindingCauses,
	...processCauses,
	...capacityCauses,
	...descriptorCauses,
	...containerCauses,
	...filterCauses,
	...securityCauses,
	...addressCauses,
	...routeCauses,
	...kernelCauses,
	...healthPageCauses,
	...statusCauses,
	...requestLineCauses,
	...requestHeaderCauses,
	...exchangeCauses,
	...timeCauses,
	...udpCauses,
	...balancerCauses,
	...parameterCauses,
	...cloudCauses,
	...cloudNetworkCauses,
	...loadCauses,
	...processorTimeCauses,
	...diskCauses,
};
