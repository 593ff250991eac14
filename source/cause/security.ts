import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Values} from '../engine/finding.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {letThrough, wayOf} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {because, given, hitSources} from './check-words.ts';
import {hostsAllow} from './deny-file.ts';
import {remedy} from './remedy.ts';
import {routeBack} from './route-back.ts';
import {tailscaleForGood, tailscaleStopGap} from './tailscale.ts';
import {unban} from './unban.ts';

/** Programs that use, or guard against, the addresses that probes come from. */
export const securityCauses = {
	'security-software-blocks-probes': {
		place: 'filter',
		step: 'sources',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: 'Security software blocks the probes', zh: '安全软件或拒绝名单拦截了探测'},
		meaning: {
			en: 'A ban list, a host agent or a deny file takes the load balancer for an attacker: behind a layer-7 listener all clients come from the same few addresses. A ban of one node is enough to make the backend go up and down.',
			zh: '封禁列表、主机安全客户端或拒绝名单把负载均衡当成了攻击者：使用七层监听时，所有客户端的请求都来自少数几个相同的地址。只要封禁其中一个节点，后端服务器就会时而正常、时而异常。',
		},
		found: {
			en: 'fail2ban-client status and its jails; chains named f2b-… or after an agent in iptables-save; /etc/hosts.deny; running agents (aegis, safedog, yunsuo, BT panel).',
			zh: 'fail2ban-client status 及其各个 jail；iptables-save 中名为 f2b-… 或以安全软件命名的链；/etc/hosts.deny；正在运行的安全软件（aegis、安全狗、云锁、宝塔面板）。',
		},
		source: {
			en: 'SLB documentation, ECS instance exception troubleshooting (security software blocks the local addresses of SLB)',
			zh: 'SLB 文档，ECS 实例异常排查（安全软件拦截 SLB 的本地地址）',
		},
		summary: (values, target) => {
			const [who, sources] = [blocker(values), hitSources(values, target)];
			const reason = because(values.rule ?? values.detail);
			return {
				en: `${who.en} blocks ${sources.en}${reason.en}.`,
				zh: chinese`${who.zh} 拦截了 ${sources.zh}${reason.zh}。`,
			};
		},
		remedies: (values, target) => {
			if (values.owner === 'fail2ban') return unban(values, target);
			if (values.name?.includes('hosts.deny')) return [hostsAllow(values, target)];
			return [
				remedy({
					summary: {
						en: `Put ${target.sources.join(', ')} on the allow list of ${values.ownerName ?? 'that product'}, in its own console: a rule that it wrote comes back when it is removed by hand.`,
						zh: chinese`在 ${values.ownerName ?? '该产品'} 自己的控制台中，将 ${target.sources.join('、')} 加入白名单：手动删除它写入的规则，规则会再次出现。`,
					},
					risk: 'low',
				}),
				...(values.tool === undefined ? [] : letThrough(values, target, wayOf(values))),
			];
		},
	},
	'tailscale-captures-probe-range': {
		place: 'filter',
		step: 'sources',
		severity: 'failure',
		explains: [
			'firewall-drops-probes',
			'return-route-wrong',
			'return-route-missing',
			'reverse-path-filter',
			'intermittent-failures',
		],
		title: {en: 'Tailscale takes 100.64.0.0/10 for itself', zh: 'Tailscale 占用或丢弃 100.64.0.0/10 网段'},
		meaning: {
			en: "Tailscale uses the same addresses as the load balancer's probes: it drops what comes from them on any other interface (chain ts-input), and may route the answers into its tunnel (table 52).",
			zh: 'Tailscale 使用的地址与负载均衡的探测源相同：它丢弃从其他网卡到达的这些地址的报文（链 ts-input），并可能将应答路由到它的隧道（路由表 52）。',
		},
		found: {
			en: 'iptables-save shows -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP; ip route get 100.64.0.1 shows dev tailscale0 table 52.',
			zh: 'iptables-save 显示 -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP；ip route get 100.64.0.1 显示 dev tailscale0 table 52。',
		},
		source: {
			en: 'tailscale/tailscale issues 21249, 3104 and 12696; RFC 6598',
			zh: 'tailscale/tailscale 的 issue 21249、3104 和 12696；RFC 6598',
		},
		summary: (values, target) => {
			const [sources, reason] = [hitSources(values, target), because(values.rule ?? values.route)];
			return {
				en: `Tailscale ${values.route === undefined ? 'drops' : 'routes away'} ${sources.en}, where probes come from${reason.en}.`,
				zh: chinese`Tailscale ${values.route === undefined ? '丢弃来自' : '改变了发往'} ${sources.zh} 的${values.route === undefined ? '报文' : '应答的路由'}，而探测来自这些地址${reason.zh}。`,
			};
		},
		remedies: (values, target) => [...tailscaleStopGap(values, target), tailscaleForGood()],
	},
	'overlay-captures-probe-range': {
		place: 'route',
		step: 'sources',
		severity: 'failure',
		explains: ['return-route-wrong', 'return-route-missing', 'reverse-path-filter', 'intermittent-failures'],
		title: {en: 'An overlay network uses the probe addresses', zh: '其他虚拟网络、容器网络占用了探测源网段'},
		meaning: {
			en: 'A VPN, container or pod network has addresses within the sources of the probes, so the answers go into it instead of back to the load balancer.',
			zh: 'VPN、容器或 Pod 网络使用了探测源网段内的地址，因此应答进入该网络，而没有回到负载均衡。',
		},
		found: {
			en: 'ip route get 100.64.0.1 (and other parts of the sources) shows a tunnel or bridge; ip -4 -o addr shows an address within the sources.',
			zh: 'ip route get 100.64.0.1（以及探测源网段的其他部分）显示隧道或网桥；ip -4 -o addr 显示探测源网段内的地址。',
		},
		source: {
			en: 'RFC 6598; ALB documentation, health checks (sources are the vSwitch ranges); gardener/gardener issue 1963',
			zh: 'RFC 6598；ALB 文档，健康检查（来源为交换机网段）；gardener/gardener 的 issue 1963',
		},
		summary: (values, target) => {
			const [name, maker] = [values.interface ?? values.ownerName, madeBy(values)];
			const [sources, way] = [hitSources(values, target), because(values.route)];
			return {
				en: `${name ?? 'An overlay network'}${maker} uses addresses of ${sources.en}, so replies to the load balancer go there${way.en}.`,
				zh: chinese`${name ?? '其他虚拟网络'}${maker} 占用了 ${sources.zh} 中的地址，因此发往负载均衡的应答进入了该网络${way.zh}。`,
			};
		},
		remedies: (values, target) => [
			...routeBack(values, target),
			remedy({
				summary: {
					en: `Renumber the overlay so that it stays out of ${target.sources.join(', ')} (Docker: default-address-pools in /etc/docker/daemon.json, then recreate the network).`,
					zh: `为该虚拟网络更换网段，避开 ${target.sources.join('、')}（Docker：设置 /etc/docker/daemon.json 中的 default-address-pools，然后重建网络）。`,
				},
				risk: 'high',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;

/** " (Cloudflare WARP, warp-svc (pid 812))". */
const madeBy = ({owner, process}: Values): string => {
	const words = [owner, process].filter(word => word !== undefined);
	return words.length === 0 ? '' : ` (${words.join(', ')})`;
};

/** `fail2ban (f2b-nginx)`, `aegis`, `/etc/hosts.deny`. */
const blocker = ({owner, ownerName, name}: Values): Words => {
	if (owner !== undefined && owner !== 'security-software' && owner !== 'hand-made')
		return verbatim(`${owner}${given(ownerName, word => ` (${word})`)}`);
	const known = ownerName ?? name;
	return known === undefined ? {en: 'Security software', zh: '安全软件'} : verbatim(known);
};
