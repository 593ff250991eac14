import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		root: new URL('..', import.meta.url).pathname,
		include: ['test/**/*.test.{ts,tsx}'],
		// Two cores: the lab and the terminal tests start many processes of their own.
		maxWorkers: 2,
		maxConcurrency: 4,
		testTimeout: 60_000,
		hookTimeout: 120_000,
	},
});
