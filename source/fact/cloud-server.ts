import ipaddr from 'ipaddr.js';
import {type Command, command, succeeded} from '../engine/command.ts';
import type {CloudServer} from '../engine/detected.ts';
import type {Fact} from '../engine/fact.ts';
import type {Words} from '../engine/words.ts';
import {whyNothing} from './ladder.ts';

/** Keys of the metadata service (ECS, "View instance metadata"). Credentials of roles are never asked for. */
const keys = ['instance-id', 'region-id', 'private-ipv4', 'eipv4'] as const;

/**
 * Asks the metadata service, where the machine's maker says that there is one: elsewhere the address may belong to
 * anybody. A token is asked for first, since the hardened mode answers nothing without one (ECS, "Instance metadata");
 * the normal mode takes it as well. Each request may take a second, and the first one that gets no answer is the last.
 * Proxies and the person's own settings of curl don't matter to it.
 */
const script = `read v 2>/dev/null </sys/class/dmi/id/sys_vendor || v=
case $v in *Alibaba*) ;; *) echo elsewhere; exit 0 ;; esac
has() { command -v "$1" >/dev/null 2>&1; }
a=100.100.100.200 cr=$(printf '\\r') nl='
'
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
words() { printf '%s /latest/%s HTTP/1.0\\r\\nHost: %s\\r\\n%s\\r\\nConnection: close\\r\\n\\r\\n' "$1" "$2" "$a" "$3"; }
body() { case $1 in "HTTP/1."?" 200"*"$cr$nl$cr$nl"*) echo "\${1#*"$cr$nl$cr$nl"}" ;; esac; }
ask() {
	if has curl; then
		[ "$1" = PUT ] && set -- "$@" -X PUT
		w=$2 m=$3; shift 3
		curl -q -s -f -m 1 --noproxy '*' -H "$m" "$@" "http://$a/latest/$w"; r=$?
		[ "$r" != 22 ] || r=0; return "$r"
	elif has bash && has timeout; then
		r=$(words "$@" | timeout 1 bash -c 'exec 3<>"/dev/tcp/$0/80" && cat >&3 && cat <&3' "$a") || return 1
		body "$r"
	elif has nc; then
		r=$( (words "$@"; sleep 0.2 2>/dev/null) | nc -w 1 "$a" 80) || return 1
		[ -n "$r" ] || return 1
		body "$r"
	elif [ "$1" = GET ]; then
		has wget && wget -q -T 1 -O - "http://$a/latest/$2" 2>/dev/null || :
	fi
}
t=$(ask PUT api/token 'X-aliyun-ecs-metadata-token-ttl-seconds: 60' 2>/dev/null) || { echo silent; exit 0; }
case $t in *[!A-Za-z0-9+/=_.-]*) t= ;; esac
h='Accept: */*'
[ -z "$t" ] || h="X-aliyun-ecs-metadata-token: $t"
for k; do v=$(ask GET "meta-data/$k" "$h" 2>/dev/null) || exit 0; echo "$k $v"; done`;

/** Two requests that get no answer, at the most. */
const limitMs = 3000;

const askMetadata: Command = {...command('sh', '-c', script, 'sh', ...keys), timeoutMs: limitMs};

const address = (word: string): string | undefined =>
	ipaddr.IPv4.isValidFourPartDecimal(word) ? ipaddr.IPv4.parse(word).toString() : undefined;

/** Reads the keys and values; what doesn't look like what it should be is left out. */
export const readMetadata = (text: string): CloudServer => {
	const values = new Map(
		text.split('\n').flatMap(line => {
			const [, key, value] = /^([a-z0-9-]+) (\S+)$/.exec(line.trim()) ?? [];
			return key === undefined || value === undefined ? [] : [[key, value] as const];
		}),
	);
	const word = (key: (typeof keys)[number], shape: RegExp): string | undefined => {
		const value = values.get(key);
		return value !== undefined && shape.test(value) ? value : undefined;
	};

	const instanceId = word('instance-id', /^[A-Za-z0-9][A-Za-z0-9-]{1,63}$/);
	const region = word('region-id', /^[a-z]{2,}(?:-[a-z0-9]+){1,4}$/);
	const privateAddress = address(values.get('private-ipv4') ?? '');
	const publicAddress = address(values.get('eipv4') ?? '');
	return {
		...(instanceId === undefined ? {} : {instanceId}),
		...(region === undefined ? {} : {region}),
		...(privateAddress === undefined ? {} : {privateAddress}),
		...(publicAddress === undefined ? {} : {publicAddress}),
	};
};

const onlyOnLinux: Words = {en: 'the metadata service is only asked on Linux', zh: '只在 Linux 上询问元数据服务'};
const noServer: Words = {en: 'this is no server of Alibaba Cloud', zh: '这不是阿里云的服务器'};
const noAnswer: Words = {
	en: 'the metadata service, 100.100.100.200, does not answer',
	zh: '元数据服务 100.100.100.200 没有应答',
};

/** What the cloud says of this server; unknown on a machine that is none of its own. */
export const cloudServer: Fact<CloudServer> = {
	id: 'cloud-server',
	what: {en: 'what the metadata service says', zh: '元数据服务的信息'},
	lookUp: async look => {
		const {platform} = look.target;
		if (platform === 'windows') return {known: false, why: onlyOnLinux, from: []};
		const asked = await look.run(askMetadata);
		const value = readMetadata(succeeded(asked) ? asked.stdout : '');
		if (Object.keys(value).length > 0) return {known: true, value, from: [asked]};
		const [first] = asked.stdout.split('\n');
		const why = first === 'elsewhere' ? noServer : first === 'silent' ? noAnswer : whyNothing(asked);
		return {known: false, why, from: [asked]};
	},
};
