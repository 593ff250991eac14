import type {Reporter, TestModule} from 'vitest/node';

/**
 * Names the tests that passed only when they were tried again (`SLBW_RETRY`), with what failed the first time: on two cores
 * with many real processes one is starved now and then, and what really is rare must not be lost among those.
 */
export const secondTries: Reporter = {
	onTestRunEnd: (modules: readonly TestModule[]) => {
		const told = modules.flatMap(module =>
			[...module.children.allTests('passed')].flatMap(test => {
				if (test.diagnostic()?.flaky !== true) return [];
				const [first] = test.result().errors ?? [];
				return [`${module.relativeModuleId} > ${test.fullName}\n${first?.stack ?? first?.message ?? ''}`];
			}),
		);
		if (told.length > 0) process.stdout.write(`\nPassed only when tried again: ${told.length}\n${told.join('\n\n')}\n`);
	},
};
