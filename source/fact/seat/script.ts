import {type Command, privileged} from '../../engine/command.ts';
import type {Words} from '../../engine/words.ts';
import {whyFailed} from './no-seat.ts';

/** A temporary interface carries the pid of the shell that takes it away: `slbws1234` (at most 15 characters, IFNAMSIZ). */
const prefix = 'slbws';

/**
 * Makes a seat for the load balancer, in the words of any POSIX shell: a network namespace, a pair of veth, one address of
 * the sources at the far end, and a host route for it. Nothing is written: the namespace lives as long as a `sleep` does,
 * and with it go the interfaces, the route and the neighbour entries, whatever becomes of the program. The shell that
 * waits for it (in a session of its own) deletes the pair explicitly, for sockets that are still closing keep a namespace.
 *
 * Neighbour entries are written instead of asked for: arp_ignore, arp_filter and arptables of the host don't count here.
 */
const guard = `
src=$1 backend=$2 limit=$3 own=$4 name=${prefix}$$
say() { printf '%s\\n' "$*"; }
had=no; [ -d /sys/module/veth ] && had=yes
unshare -n sleep "$limit" </dev/null >/dev/null 2>&1 &
holder=$!
leave() {
kill "$holder"; ip link del "$name"
[ $had = yes ] || for n in 1 2 3 4 5 6 7 8; do rmmod veth && break; sleep 0.2 || sleep 1; done
} >/dev/null 2>&1
trap 'exit 143' HUP INT TERM
trap leave EXIT
n=0
while [ "$(readlink "/proc/$holder/ns/net")" = "$(readlink /proc/self/ns/net)" ]; do
n=$((n + 1))
[ $n -lt 40 ] && kill -0 "$holder" 2>/dev/null || { say "failed: no network namespace can be made (unshare -n)"; exit; }
sleep 0.05 2>/dev/null || sleep 1
done
near=02:53:4c:42:57:01 far=02:53:4c:42:57:02
far_side() { nsenter -t "$holder" -n ip "$@"; }
try() { why=$("$@" 2>&1) || { say "failed: $*: $why"; exit; }; }
try ip link add "$name" address $near type veth peer name slbwfar address $far netns "$holder"
ip link set "$name" addrgenmode none 2>/dev/null
far_side link set slbwfar addrgenmode none 2>/dev/null
try far_side link set lo up
try far_side link set slbwfar up
try far_side address add "$src/32" dev slbwfar
try far_side neigh add "$backend" lladdr $near dev slbwfar nud permanent
try far_side route add "$backend/32" dev slbwfar
[ "$own" = bare ] || try ip address add "$backend/32" dev "$name"
try ip link set "$name" up
try ip route add "$src/32" dev "$name"
try ip neigh add "$src" lladdr $far dev "$name" nud permanent
say "seat $name $holder"
say "back $(ip -4 route get "$src" from "$backend" 2>&1 | head -n 1)"
say "in $(ip -4 route get "$backend" from "$src" iif "$name" 2>&1 | head -n 1)"
exec >/dev/null 2>&1
wait "$holder"
`;

/**
 * First it takes away what earlier seats may have left: interfaces whose shell is gone. Then the guard is started in a
 * session of its own; what it says is passed on until it is ready.
 */
const open = `
[ "$(id -u)" = 0 ] || { echo "failed: it needs root"; exit; }
for tool in ip unshare nsenter setsid; do
command -v $tool >/dev/null || { echo "failed: $tool is not on this host"; exit; }
done
for link in /sys/class/net/${prefix}*; do
[ -e "$link" ] || continue
grep -q slbw-seat "/proc/\${link##*/${prefix}}/cmdline" 2>/dev/null || ip link del "\${link##*/}" 2>/dev/null
done
said=$(setsid sh -c "$4" slbw-seat "$1" "$2" "$3" "$5" 2>/dev/null </dev/null &)
printf '%s\\n' "$said"
`;

/** Ends a seat, and waits until its interface is gone. Says `gone`, or `left`. */
const close = `
kill "$2" 2>/dev/null
n=0
while [ -e "/sys/class/net/$1" ] && [ $n -lt 60 ]; do n=$((n + 1)); sleep 0.05 2>/dev/null || sleep 1; done
if [ -e "/sys/class/net/$1" ]; then echo left; else echo gone; fi
`;

/**
 * Opens a seat with this address of the sources; it ends by itself after so many seconds. Its interface on the host has no
 * address (`bare`), or the backend's own once more: a rule that redirects sends packets to the address of the interface
 * which they arrive on, and drops them where there is none (nf_nat_redirect_ipv4).
 */
export const openSeat = ({
	source,
	backend,
	limitS,
	near,
}: {
	readonly source: string;
	readonly backend: string;
	readonly limitS: number;
	readonly near: 'addressed' | 'bare';
}): Command => ({
	...privileged('sh', '-c', open, 'slbw-open', source, backend, `${limitS}`, guard, near),
	changes: true,
	timeoutMs: 15_000,
});

export const closeSeat = ({link, holder}: OpenSeat): Command => ({
	...privileged('sh', '-c', close, 'slbw-close', link, `${holder}`),
	changes: true,
	timeoutMs: 10_000,
});

/** A seat that stands. */
export type OpenSeat = {
	/** Its interface on the host. */
	readonly link: string;
	/** The process whose network namespace it is. */
	readonly holder: number;
	/** `ip route get` for the answer, and for the probe as it arrives. */
	readonly back: string;
	readonly in: string;
};

/** Reads what the guard said: a seat, or why there is none. */
export const readSeat = (stdout: string): OpenSeat | {readonly why: Words} => {
	const [, link, holder] = new RegExp(`^seat (${prefix}\\d+) (\\d+)$`, 'm').exec(stdout) ?? [];
	const failed = /^failed: (.*)$/m.exec(stdout)?.[1];
	if (link === undefined || holder === undefined) return {why: whyFailed(failed)};
	const line = (name: string): string => new RegExp(`^${name} (.*)$`, 'm').exec(stdout)?.[1]?.trim() ?? '';
	return {link, holder: Number(holder), back: line('back'), in: line('in')};
};
