// node test/bench/packet.mjs [--write] [--rounds N]: what it costs to read and judge rule sets: large ones by the packed
// program as whole processes, with their peak memory, and an ordinary one by the simulation alone, within one process.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {measure, median, putIntoReadme, root, unpack} from './shared.mjs';

const flag = process.argv.indexOf('--rounds');
const rounds = flag === -1 ? 5 : Number(process.argv[flag + 1]);

const [rules, elements] = [100_000, 1_000_000];
const address = index => `${1 + (index % 90)}.${(index >> 8) & 255}.${index & 255}.${(index * 7) & 255}`;
const element = index => `${1 + (index % 200)}.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
const port = index => 1 + (index % 60_000);
const many = (number, make) => Array.from({length: number}, (_, index) => make(index));

const iptables = (lines, policy = 'ACCEPT') =>
	['*filter', `:INPUT ${policy} [0:0]`, ':FORWARD ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]', ...lines, 'COMMIT', ''].join(
		'\n',
	);

const place = {family: 'inet', table: 't'};
const table = {table: {family: 'inet', name: 't', handle: 1}};
const chain = {
	chain: {...place, name: 'in', handle: 1, type: 'filter', hook: 'input', prio: 0, policy: 'accept'},
};
const equal = (protocol, field, right) => ({match: {op: '==', left: {payload: {protocol, field}}, right}});
const counter = {counter: {packets: 0, bytes: 0}};
const rule = (handle, ...expr) => ({rule: {...place, chain: 'in', handle, expr: [...expr, {drop: null}]}});

/** Rule sets, as the tools print them. */
const texts = {
	'rules.v4': () =>
		iptables(
			many(
				rules,
				index =>
					`[0:0] -A INPUT -s ${address(index)}/32 -p tcp -m tcp --dport ${port(index)} -m comment --comment "rule ${index}" -j DROP`,
			),
		),
	'rules.json': () =>
		JSON.stringify({
			nftables: [
				table,
				chain,
				...many(rules, index =>
					rule(index + 2, equal('ip', 'saddr', address(index)), equal('tcp', 'dport', port(index)), counter),
				),
			],
		}),
	'rules.nft': () =>
		`table inet t {\n\tchain in {\n\t\ttype filter hook input priority filter; policy accept;\n${many(
			rules,
			index =>
				`\t\tip saddr ${address(index)} tcp dport ${port(index)} counter packets 0 bytes 0 drop # handle ${index + 2}\n`,
		).join('')}\t}\n}\n`,
	'set.v4': () => iptables(['-A INPUT -m set --match-set big src -j DROP']),
	'set.ipset': () =>
		`create big hash:net family inet hashsize 1024 maxelem 2000000\n${many(elements, index => `add big ${element(index)}\n`).join('')}`,
	'set.json': () =>
		JSON.stringify({
			nftables: [
				table,
				{
					set: {
						...place,
						name: 's',
						handle: 3,
						type: 'ipv4_addr',
						flags: ['interval'],
						elem: many(elements, element),
					},
				},
				chain,
				rule(4, equal('ip', 'saddr', '@s')),
			],
		}),
	'set.nft': () =>
		`table inet t {\n\tset s {\n\t\ttype ipv4_addr\n\t\tflags interval\n\t\telements = { ${many(elements, element).join(',\n\t\t\t     ')} }\n\t}\n\n\tchain in {\n\t\ttype filter hook input priority filter; policy accept;\n\t\tip saddr @s drop\n\t}\n}\n`,
};

/** Three hundred rules of a firewall that somebody has grown for years. */
const ordinary = iptables(
	many(
		300,
		index =>
			`[0:0] -A INPUT -s 100.${64 + (index % 60)}.0.0/16 -p tcp -m tcp --dport ${75 + (index % 20)} -m comment --comment "rule ${index}" -j ${index % 3 ? 'ACCEPT' : 'DROP'}`,
	),
	'DROP',
);

/** A program around the simulation alone: prints what its first and its later judgements take, in milliseconds. */
const stopwatch = `
import {readIptables} from ${JSON.stringify(join(root, 'source/packet/iptables/listing.ts'))};
import {simulate} from ${JSON.stringify(join(root, 'source/packet/simulate.ts'))};
const network = {addresses: [{interface: 'eth0', address: '10.11.192.1', prefix: 24}], setting: () => 0};
const packet = {
	sources: ['100.64.0.0/10'], destination: '10.11.192.1', protocol: 'tcp', port: 80, inInterface: 'eth0', exchange: 'request',
};
const {tables} = readIptables({text: ${JSON.stringify(ordinary)}, family: 4});
const filters = {family: 4, tables, sets: {known: true, sets: new Map()}};
const times = Array.from({length: 30}, () => {
	const began = performance.now();
	simulate({filters, packet, network});
	return performance.now() - began;
});
console.log(JSON.stringify(times));
`;

/** Bundles the stopwatch as the program is bundled, and runs it. */
const timesOfOrdinary = async folder => {
	const {rolldown} = await import('rolldown');
	const input = join(folder, 'stopwatch.ts');
	writeFileSync(input, stopwatch);
	const bundle = await rolldown({input, platform: 'node', resolve: {modules: [join(root, 'node_modules')]}});
	const output = join(folder, 'stopwatch.mjs');
	await bundle.write({file: output, format: 'esm'});
	const runs = many(rounds, () => JSON.parse(spawnSync(process.execPath, [output], {encoding: 'utf8'}).stdout));
	return {first: median(runs.map(([first]) => first)), later: median(runs.flatMap(times => times.slice(10)))};
};

const folder = mkdtempSync(join(tmpdir(), 'slb-wizard-bench-'));
try {
	const {program} = unpack(folder);
	for (const [name, make] of Object.entries(texts)) writeFileSync(join(folder, name), make());
	const probe = ['--from', '100.64.0.0/10', '--to', '10.11.192.1', '--to-port', '80', '--in', 'eth0', '--json'];
	const trace = (...names) => [
		process.execPath,
		program,
		...['explain', '--trace', ...probe],
		...names.flatMap(name => ['--rules', join(folder, name)]),
	];
	const rows = [
		{what: '`node -e 0`', words: [process.execPath, '-e', '0']},
		{what: '100,000 rules of iptables', words: trace('rules.v4')},
		{what: '100,000 rules of nft, as JSON', words: trace('rules.json')},
		{what: '100,000 rules of nft, as text', words: trace('rules.nft')},
		{what: 'an ipset of a million elements', words: trace('set.v4', 'set.ipset')},
		{what: 'a set of nft with a million elements, as JSON', words: trace('set.json')},
		{what: 'a set of nft with a million elements, as text', words: trace('set.nft')},
	].map(row => ({...row, runs: []}));
	for (let round = 0; round < rounds; round += 1) {
		for (const row of rows) {
			const run = await measure(row.words);
			if (run.status !== 0) {
				throw new Error(`${row.what}: status ${run.status}`);
			}

			row.runs.push(run);
		}
	}

	const floor = median(rows[0].runs.map(({ms}) => ms));
	const lines = rows.map(({what, runs}, index) => {
		const [ms, rssMb] = [median(runs.map(run => run.ms)), median(runs.map(run => run.rssMb))];
		const limits = index === 0 ? '' : '2000 ms, 500 MB';
		return `| ${what} | ${Math.round(ms)} ms | ${(ms / floor).toFixed(1)} × | ${Math.round(rssMb)} MB | ${limits} |`;
	});
	const {first, later} = await timesOfOrdinary(folder);
	const shown = [
		`Read and judged by \`explain --trace --rules\`, as whole processes; medians of ${rounds} interleaved runs, ratios to \`node -e 0\` in the same run.`,
		'',
		'| what | measured | ratio | memory | limit |',
		'| --- | ---: | ---: | ---: | ---: |',
		...lines,
		`| 300 rules, the simulation alone, the first time in a process | ${first.toFixed(1)} ms | | | 20 ms |`,
		`| 300 rules, the simulation alone, later | ${later.toFixed(1)} ms | | | 20 ms |`,
	].join('\n');
	console.log(shown);
	if (process.argv.includes('--write')) putIntoReadme('bench: rules', shown);
} finally {
	rmSync(folder, {recursive: true, force: true});
}
