import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		root: new URL('..', import.meta.url).pathname,
		globalSetup: 'test/state-folder.ts',
		// What the program prints, and in which language, depends on the locale: whoever runs the tests may have another one,
		// and a CI job none. Empty ones count as unset.
		env: {LANG: 'C.UTF-8', LC_ALL: '', LC_CTYPE: '', LC_MESSAGES: '', LANGUAGE: ''},
		include: ['test/**/*.test.{ts,tsx}'],
		// Two cores: the lab and the terminal tests start many processes of their own, and a starved one is late. So one
		// file comes after the other, and three labs at most stand at a time.
		fileParallelism: false,
		maxConcurrency: 3,
		testTimeout: 60_000,
		hookTimeout: 120_000,
	},
});
