import {fileURLToPath} from 'node:url';
import type {Check, Truth} from '../scenario.ts';
import {backendAddress, type Lab} from './lab.ts';

const script = fileURLToPath(new URL('../servers/probe-udp.py', import.meta.url));

/** What a UDP check of the load balancer comes to. HAProxy has no such check, so a small prober stands for it. */
export const udpOpinion = async (lab: Lab, check: Check, sources: readonly string[]): Promise<Truth> => {
	const target = check.backend ?? backendAddress;
	const port = String(check.checkPort ?? check.port ?? 80);
	const ping = check.product === 'nlb' ? ['ping'] : [];
	const opinions = await Promise.all(
		sources.map(source => lab.balancer.run('python3', [script, source, target, port, ...ping])),
	);
	const wrong = opinions.find(({stdout}) => !['up', 'down'].includes(stdout.trim()));
	if (wrong !== undefined) {
		throw new Error(`The UDP prober failed: ${wrong.stderr}`);
	}

	return opinions.some(({stdout}) => stdout.trim() === 'down') ? 'down' : 'up';
};
