import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Check, Truth} from '../scenario.ts';
import {waitFor} from './execute.ts';
import {backendAddress, type Lab} from './lab.ts';

const script = fileURLToPath(new URL('../servers/probe-udp.py', import.meta.url));

/** What a prober has printed; undefined until it has made up its mind. */
const opinionIn = (file: string): string | undefined => {
	const text = readFileSync(file, 'utf8').trim();
	return text === '' ? undefined : text;
};

/**
 * What a UDP check of the load balancer comes to. HAProxy has no such check, so a small prober for each source stands for
 * it. It goes on probing, unless it has to be quiet.
 */
export const udpOpinion = async (
	lab: Lab,
	check: Check,
	sources: readonly string[],
	{quiet}: {readonly quiet?: true},
): Promise<Truth> => {
	const target = check.backend ?? backendAddress;
	const port = String(check.checkPort ?? check.port ?? 80);
	const more = [...(check.product === 'nlb' ? ['ping'] : []), ...(quiet ? ['quiet'] : [])];
	const opinions = await Promise.all(
		sources.map(async (source, index) => {
			const label = `prober-${index}`;
			lab.balancer.start(label, 'python3', script, source, target, port, ...more);
			return waitFor('the UDP prober', () => opinionIn(join(lab.directory, `${label}.out`)));
		}),
	);
	const wrong = opinions.find(opinion => !['up', 'down'].includes(opinion));
	if (wrong !== undefined) {
		throw new Error(`The UDP prober failed: ${wrong}`);
	}

	return opinions.includes('down') ? 'down' : 'up';
};
