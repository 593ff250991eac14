import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		root: new URL('..', import.meta.url).pathname,
		globalSetup: 'test/state-folder.ts',
		include: ['test/**/*.test.{ts,tsx}'],
		// Two cores: the lab and the terminal tests start many processes of their own, and a starved one is late. So one
		// file comes after the other, and three labs at most stand at a time.
		fileParallelism: false,
		maxConcurrency: 3,
		testTimeout: 60_000,
		hookTimeout: 120_000,
	},
});
