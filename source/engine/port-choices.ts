import {chinese} from './chinese.ts';
import type {Detected, DetectedPort, ServedPort} from './detected.ts';
import type {SettingQuestion} from './question.ts';
import {say} from './words.ts';

type Choice = NonNullable<SettingQuestion['choices']>[number];

/** A port with all that was found on it. */
type Found = {readonly value: string; readonly sockets: DetectedPort[]; readonly served: ServedPort[]};

// Services of the system itself, which nobody puts behind a load balancer: ssh, DNS, DHCP, NTP, CUPS, rpcbind, …
const housekeeping = new Set([22, 25, 53, 67, 68, 111, 123, 323, 546, 631, 5353, 5355]);
// Databases, caches and agents: they are seldom what a load balancer checks on a host that serves something else too.
const backstage = new Set([2379, 2380, 3306, 5432, 6379, 9100, 9200, 10050, 11211, 27017, 33060]);
const usual = [80, 8080, 443, 8000, 3000, 5000, 8888, 9000, 8443];

const front = /^(?:nginx|openresty|tengine|httpd|apache2|caddy|haproxy|envoy|traefik)$/;
const application = /^(?:java|node|gunicorn|uwsgi|docker-proxy)$/;

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** The smaller, the likelier to be the backend port. */
const rankOf = ({port, protocol, address, process = ''}: DetectedPort): number => {
	const place = usual.indexOf(port);
	if (housekeeping.has(port)) return 1000;
	if (protocol === 'udp') return 500;
	if (backstage.has(port) || process.startsWith('php-fpm')) return 300;
	// What is behind a proxy of this host listens so; the proxy itself is only bound wrongly.
	if (isLoopback(address) && !front.test(process)) return place === -1 ? 160 : 120 + place;
	return place === -1 ? (front.test(process) || application.test(process) ? 50 : 100) : place;
};

/** Set up, but nothing listens: behind what listens for all, before what listens for the host itself. */
const rankOfServed = ({port, protocol}: ServedPort): number =>
	housekeeping.has(port) ? 1000 : protocol === 'udp' ? 510 : usual.includes(port) ? 105 : 110;

const rank = ({sockets, served}: Found): number =>
	sockets.length > 0 ? Math.min(...sockets.map(rankOf)) : Math.min(...served.map(rankOfServed));

const choiceOf = ({port, protocol}: Pick<DetectedPort, 'port' | 'protocol'>): string =>
	protocol === 'udp' ? `${port}/udp` : `${port}`;

const portsOf = ({ports, served}: Detected): readonly Found[] => {
	const all = new Map<string, Found>();
	const at = (value: string): Found => {
		const found = all.get(value) ?? {value, sockets: [], served: []};
		all.set(value, found);
		return found;
	};

	for (const socket of ports) at(choiceOf(socket)).sockets.push(socket);
	for (const one of served) at(choiceOf(one)).served.push(one);
	return [...all.values()].toSorted(
		(one, other) => rank(one) - rank(other) || Number.parseInt(one.value, 10) - Number.parseInt(other.value, 10),
	);
};

/** The ports that were found as choices, the likeliest first; the value is `80`, or `53/udp` for UDP. */
export const portChoices = (detected: Detected): readonly Choice[] =>
	portsOf(detected).map(found => ({value: found.value, label: found.value, hint: hintFor(found)}));

const hintFor = ({sockets, served: [one]}: Found): string => {
	if (sockets.length === 0)
		return one === undefined
			? ''
			: say({
					en: `${one.by.en} is set to serve it${whereOf(one)}; nothing listens`,
					zh: chinese`${one.by.zh} 配置了该端口${whereOf(one)}；没有服务监听`,
				});
	const {process = say({en: 'something', zh: '某个进程'}), pid} =
		sockets.find(socket => socket.process !== undefined) ?? {};
	const who = pid === undefined ? process : `${process} (pid ${pid})`;
	const isLocal = sockets.every(({address}) => isLoopback(address));
	const what =
		one === undefined
			? ''
			: one.at === undefined
				? say({en: `, for ${one.by.en}`, zh: chinese`，用于 ${one.by.zh}`})
				: whereOf(one);
	return say({
		en: `${who} listens${isLocal ? ', on loopback only' : ''}${what}`,
		zh: chinese`${who} 正在监听${isLocal ? '，仅限回环地址' : ''}${what}`,
	});
};

const whereOf = ({at, state}: ServedPort): string => {
	if (at !== undefined) return say({en: `, ${at}`, zh: `，${at}`});
	return state === undefined ? '' : say({en: ` (${state})`, zh: `（${state}）`});
};

/** The port to suggest: the likeliest one that isn't the system's own. */
export const suggestedPort = (detected: Detected): Choice | undefined =>
	portChoices(detected).find(({value}) => !housekeeping.has(Number.parseInt(value, 10)));

/** What is set up to serve a TCP port and says what it speaks. */
export const speakerOn = ({served}: Detected, port: number): ServedPort | undefined =>
	served.find(one => one.port === port && one.protocol === 'tcp' && one.speaks !== undefined);
