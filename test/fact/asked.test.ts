import {expect, test} from 'vitest';
import type {ProbeObservation, ProbeReply} from '../../source/engine/probe.ts';
import {askMore} from '../../source/fact/asked.ts';
import {checkShape} from '../../source/fact/check-shape.ts';
import {type FrozenProcess, frozenProcesses} from '../../source/fact/frozen.ts';
import type {Variant} from '../../source/fact/variants.ts';
import {known, lookAt, target} from './look.ts';

const shape = checkShape(target, {address: target.backend, port: 80}, 5000);
const came = (reply: ProbeReply): ProbeObservation => ({
	command: {file: 'curl', args: []},
	stdout: '',
	stderr: '',
	durationMs: 1,
	shape,
	reply,
});
const exact = came({outcome: 'answer-timeout', connectMs: 1, totalMs: 5000});
const byGet: Variant = {
	differs: ['method'],
	value: 'GET',
	observation: came({outcome: 'answered', status: 200, connectMs: 1, totalMs: 2}),
	isAccepted: true,
};
const frozen: FrozenProcess = {pid: 7, name: 'nginx', args: ['nginx'], state: 'T', cgroups: []};

test.each<[string, readonly FrozenProcess[], readonly Variant[]]>([
	['what helps is kept', [], [byGet]],
	['where a process is frozen, what met another one is no help', [frozen], []],
])('no answer comes: %s', async (_, processes, expected) => {
	const look = lookAt({}, {facts: [[frozenProcesses, known(processes)]]});
	const {health, variants} = await askMore(look, {exact, early: Promise.resolve([byGet])});
	expect([health, variants]).toEqual(['silent', expected]);
});
