import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		root: new URL('..', import.meta.url).pathname,
		globalSetup: 'test/state-folder.ts',
		// What the program prints depends on the locale; a CI job may have none.
		env: {LANG: 'C.UTF-8'},
		include: ['test/**/*.test.{ts,tsx}'],
		// Two cores: the lab and the terminal tests start many processes of their own, and a starved one is late. So one
		// file comes after the other, and three labs at most stand at a time.
		fileParallelism: false,
		maxConcurrency: 3,
		testTimeout: 60_000,
		hookTimeout: 120_000,
	},
});
