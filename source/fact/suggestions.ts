import type {Detected} from '../engine/detected.ts';
import type {Fact} from '../engine/fact.ts';
import {apacheLines} from './apache-config.ts';
import {apacheSetUp} from './apache-set-up.ts';
import {cloudServer} from './cloud-server.ts';
import {containerSetUp} from './container-set-up.ts';
import {containers} from './containers.ts';
import {detected} from './detect.ts';
import {nginxHere} from './nginx-here.ts';
import {nothingSetUp, together} from './set-up.ts';

/** All that can be suggested to a person before anything is known of the target. */
export const suggestions: Fact<Detected> = {
	id: 'suggestions',
	what: {en: 'what there is on the host, and what it is set up to serve', zh: '主机的情况和它配置的服务'},
	lookUp: async look => {
		if (look.target.platform === 'windows') {
			const found = await look.know(detected);
			return found.known ? {...found, value: {...nothingSetUp, ...found.value}} : found;
		}

		const [found, nginx, apache, published, server] = await Promise.all([
			look.know(detected),
			look.know(nginxHere),
			look.run(apacheLines),
			look.know(containers),
			look.know(cloudServer),
		]);
		const setUp = together([
			nginx.known ? nginx.value : nothingSetUp,
			apacheSetUp(apache.stdout),
			published.known ? containerSetUp(published.value) : nothingSetUp,
		]);
		return {
			known: true,
			value: {
				ports: [],
				addresses: [],
				...(found.known ? found.value : {}),
				...setUp,
				...(server.known ? {server: server.value} : {}),
			},
			from: [...found.from, ...nginx.from, apache, ...published.from, ...server.from],
		};
	},
};
