/**
 * Parts of commands that only the host can tell. On an imagined host these values stand for them: none of them is likely to
 * be somebody's own.
 */
export const known = {
	pid: '4194201',
	other: '4194202',
	master: '4194203',
	socket: '419420999',
	port: 64_209,
	file: '/slbw-imagined-file',
	folder: '/slbw-imagined-folder',
	unit: 'slbw-imagined.service',
	name: 'slbw-imagined-name',
	group: 'slbw-imagined-group',
	release: 'slbw-imagined-release',
	iface: 'slbwif',
	address: '192.0.2.209',
	/** What the person hasn't said of the target yet. */
	backend: '192.0.2.210',
	source: '192.0.2.211/32',
	backendPort: 64_208,
	container: '51b3ed51b3ed',
} as const;

const words: ReadonlyArray<readonly [RegExp, string]> = [
	[/\bslbws4194201\b/g, '<seat>'],
	[/\b419420[123]\b/g, '<pid>'],
	[/\b4194209991?\b/g, '<socket>'],
	[/\b64209\b/g, '<other-port>'],
	[/\b64208\b/g, '<port>'],
	[/\b192\.0\.2\.210\b/g, '<backend>'],
	[/\b192\.0\.2\.211\b(?:\/32)?/g, '<source>'],
	[/\/slbw-imagined-file\b/g, '<file>'],
	[/\/slbw-imagined-folder\b/g, '<folder>'],
	[/(?:\/proc\/2\/root)?\/cg[12](?:\/slbw-imagined-group|\/system\.slice|\/slbw-imagined\.service)*/g, '<cgroup>'],
	[/\bslbw-imagined\.service\b/g, '<unit>'],
	[/\bslbw-imagined-name\b/g, '<name>'],
	[/\bslbw-imagined-release\b/g, '<kernel>'],
	[/\bslbwif2?\b/g, '<interface>'],
	[/\b192\.0\.2\.209\b/g, '<address>'],
	[/\b51b3ed51b3ed\b/g, '<container>'],
];

/** A word of a command with `<pid>` and the like in the place of what the host will tell. */
export const withPlaces = (word: string): string =>
	words.reduce((text, [what, place]) => text.replace(what, place), word);
