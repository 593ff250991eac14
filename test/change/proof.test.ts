import {afterEach, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import {proofOf} from '../../source/change/proof.ts';
import type {CauseCode} from '../../source/engine/cause-code.ts';
import type {Certainty} from '../../source/engine/finding.ts';
import type {Result, StepStatus, Verdict} from '../../source/engine/result.ts';
import {speak} from '../../source/engine/words.ts';

afterEach(() => speak('en'));

type Looks = {
	readonly firewall: StepStatus;
	readonly witness: StepStatus;
	readonly causes?: ReadonlyArray<readonly [CauseCode, Certainty]>;
	readonly verdict: Verdict;
};

const result = ({firewall, witness, causes = [], verdict}: Looks): Result => ({
	schemaVersion: 1,
	tool: {name: 'slb-wizard', version: '0'},
	startedAt: '',
	durationMs: 1,
	target: sampleTarget,
	verdict,
	causes: causes.map(([code, certainty]) => ({
		code,
		certainty,
		severity: 'failure',
		step: 'firewall',
		summary: '',
		evidence: [],
		remedies: [],
	})),
	steps: [
		{id: 'firewall', title: '', status: firewall, commands: []},
		{id: 'witness', title: '', status: witness, commands: []},
	],
});

const drops = 'firewall-drops-probes';
const before: Looks = {firewall: 'problem', witness: 'unknown', causes: [[drops, 'proven']], verdict: 'unhealthy'};
const seen: Looks = {...before, witness: 'problem'};
const well: Looks = {firewall: 'ok', witness: 'unknown', verdict: 'healthy'};

test.each<readonly [string, Looks, Looks, string]>([
	['all that could tell says yes', before, well, 'fixed'],
	['the probes that were seen to fail are seen to be answered', seen, {...well, witness: 'ok'}, 'fixed'],
	['the probes that were seen to fail are not seen any more', seen, well, 'unproven'],
	['nobody could look at the rules', before, {...well, firewall: 'unknown', verdict: 'unknown'}, 'unproven'],
	['nobody could look, and it is called healthy all the same', before, {...well, firewall: 'skipped'}, 'unproven'],
	['the cause is there as before', before, before, 'still'],
	['the cause is only possible now', before, {...well, causes: [[drops, 'possible']]}, 'still'],
	['another one is left', before, {...before, causes: [['http-server-error', 'proven']]}, 'others'],
	['the verdict can’t be told', before, {...well, verdict: 'unknown'}, 'unproven'],
])('%s', (_name, first, second, is) => {
	expect(proofOf(drops, result(first), result(second)).is).toBe(is);
});

test.each<readonly [string, Looks, string, string]>([
	['a step', {...well, firewall: 'unknown', verdict: 'unknown'}, 'firewall: could not tell', 'firewall：无法判断'],
	['the verdict', {...well, verdict: 'unknown', witness: 'ok'}, 'the verdict is unknown', '无法得出结论'],
])('what is not proven is said in both languages: %s', (_name, after, en, zh) => {
	const why = (): string => {
		const proof = proofOf(drops, result(before), result(after));
		return proof.is === 'unproven' ? proof.why : proof.is;
	};
	expect(why()).toBe(en);
	speak('zh-CN');
	expect(why()).toBe(zh);
});
