import {createHash} from 'node:crypto';
import {execute} from './execute.ts';
import type {Lab} from './lab.ts';

/** How to look at each thing that a careless look could change; none of these commands changes anything itself. */
const looks: Readonly<Record<string, string>> = {
	'iptables-save': 'iptables-save | grep -v ^#',
	'ip6tables-save': 'ip6tables-save | grep -v ^#',
	'the tables of iptables-legacy': 'cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null || true',
	nftables: 'nft --stateless list ruleset',
	ipset: 'ipset save',
	routes: 'ip route show table all; ip -6 route show table all | sed "s/ expires [0-9]*sec//"',
	'policy rules': 'ip rule; ip -6 rule',
	links: 'ip -o link; ip -o address | sed "s/valid_lft.*//"',
	sysctls:
		'sysctl -a 2>/dev/null | grep "^net\\." | grep -vE "conntrack_count|random|stable_secret|\\.dropwatch|neigh"',
	modules: "cut -d' ' -f1 /proc/modules | sort",
	'listening sockets': 'ss -Hlntu',
};

/** The names, kinds, sizes, times and modes of everything in some directories. */
const listing = (directories: readonly string[]) =>
	`find ${directories.join(' ')} -xdev -printf '%p %y %s %T@ %m %U\\n' 2>/dev/null | sort`;

/** Everything on the backend that must be the same before and after, by name; long things as lines. */
export const hostState = async (lab: Lab): Promise<Readonly<Record<string, string>>> => {
	const state: Record<string, string> = {};
	for (const [name, script] of Object.entries(looks)) {
		state[name] = (await lab.backend.run('sh', ['-c', script])).stdout;
	}

	state['network namespaces of this lab'] = (await execute('ip', ['netns', 'list'])).stdout
		.split('\n')
		.filter(line => line.startsWith(lab.name))
		.sort()
		.join('\n');
	state.files = (await execute('sh', ['-c', listing(['/etc', '/run/nginx* /run/xtables*', lab.directory])])).stdout;
	state['digest of the files of the lab'] = createHash('sha256')
		.update(
			(await execute('sh', ['-c', `find ${lab.directory} -type f -not -name '*.log' | sort | xargs sha256sum`])).stdout,
		)
		.digest('hex');
	return state;
};
