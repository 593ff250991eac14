import {serverName} from '../../engine/equivalent.ts';
import type {ProbeReply, ProbeShape} from '../../engine/probe.ts';
import {tlsSilent} from '../../engine/prober-words.ts';
import {requestText} from '../request.ts';
import {beforeConnection, type Prober, startMs, unfinished} from './prober.ts';
import {readRaw} from './raw.ts';

/**
 * Python 2.6 and later, without any module of its own. It prints a line for each thing that happened, with the time in
 * milliseconds: `connected 0.2`, `failed 0.1 ECONNREFUSED`, `ended 12.5 eof`, then what came, as hexadecimal digits.
 */
const script = `
import sys, socket, time, errno, binascii
kind, address, port, limit, source, name, proxy, request = sys.argv[1:9]
limit = float(limit)
begin = time.time()
def ms(): return round((time.time() - begin) * 1000, 1)
def say(*words): sys.stdout.write(' '.join(str(word) for word in words) + '\\n'); sys.stdout.flush()
def word(error):
    if isinstance(error, socket.timeout): return 'timeout'
    return errno.errorcode.get(getattr(error, 'errno', None) or 0, str(error).replace('\\n', ' '))
def whole():
    rest = came
    while rest:
        if rest[:5] != b'HTTP/'[:len(rest)]: return True
        ends = [end for end in (rest.find(b'\\n\\r\\n') + 3, rest.find(b'\\n\\n') + 2) if end > 2]
        if not ends: return len(rest) >= 65536
        status = rest[8:].lstrip()[:3]
        if status[:1] != b'1' or status == b'101': return True
        rest = rest[min(ends):]
    return False
def left(): return max(limit - (time.time() - begin), 0.001)
family = socket.AF_INET6 if ':' in address else socket.AF_INET
s = socket.socket(family, socket.SOCK_DGRAM if kind == 'udp' else socket.SOCK_STREAM)
step = 'failed'
came = b''
why = 'whole'
try:
    s.settimeout(left())
    if source: s.bind((source, 0))
    s.connect((address, int(port)))
    if kind != 'udp':
        say('connected', ms())
        step = 'ended'
    if kind == 'udp':
        s.send(b'X')
        s.settimeout(left())
        came = s.recv(1024)
        why = 'answered'
    elif kind != 'tcp':
        if proxy:
            here, there = s.getsockname(), s.getpeername()
            s.sendall(('PROXY %s %s %s %d %d\\r\\n' % ('TCP6' if ':' in address else 'TCP4', here[0], there[0], here[1], there[1])).encode())
        if kind == 'https':
            import ssl
            context = ssl.SSLContext(ssl.PROTOCOL_TLS if hasattr(ssl, 'PROTOCOL_TLS') else ssl.PROTOCOL_SSLv23)
            context.verify_mode = ssl.CERT_NONE
            try: context.check_hostname = False
            except Exception: pass
            step = 'tls'
            s.settimeout(left())
            s = context.wrap_socket(s, server_hostname=name or None)
            step = 'ended'
        s.sendall(request.encode('latin-1'))
        while not whole():
            s.settimeout(left())
            piece = s.recv(4096)
            if not piece:
                why = 'eof'
                break
            came += piece
    say('ended', ms(), why)
except Exception:
    say(step, ms(), word(sys.exc_info()[1]))
say('came', binascii.hexlify(came).decode())
`;

const isLayer7 = ({protocol}: ProbeShape): boolean => protocol === 'http' || protocol === 'https';

const pythonCalled = (needs: string): Prober => ({
	needs,
	fits: () => 'exact',
	command: shape => ({
		file: needs,
		args: [
			'-c',
			script,
			shape.protocol,
			shape.address,
			`${shape.port}`,
			`${shape.timeoutMs / 1000}`,
			shape.from ?? '',
			serverName(shape),
			shape.proxyHeader ? '1' : '',
			isLayer7(shape) ? requestText(shape) : '',
		],
		timeoutMs: shape.timeoutMs + startMs,
	}),
	read: (shape, observation) => {
		const {stdout, failure} = observation;
		const connectMs = numberOf(/^connected ([\d.]+)$/m.exec(stdout)?.[1]);
		const [, step, time, why = ''] = /^(failed|tls|ended) ([\d.]+) ?(.*)$/m.exec(stdout) ?? [];
		const totalMs = numberOf(time);
		if (failure !== undefined || totalMs === undefined) return unfinished(observation, connectMs !== undefined);
		const times = {...(connectMs === undefined ? {} : {connectMs}), totalMs};
		if (shape.protocol === 'udp') return datagramReply(why, totalMs);
		if (step === 'failed')
			return why === 'timeout'
				? {outcome: 'connect-timeout', ...times}
				: {...beforeConnection(spelled(why), totalMs), ...times};
		if (step === 'tls')
			return why === 'timeout'
				? {outcome: 'answer-timeout', detail: tlsSilent.en, ...times}
				: {outcome: 'tls-failed', detail: why, ...times};
		if (shape.protocol === 'tcp') return {outcome: 'answered', ...times};
		const came = Buffer.from(/^came ([\da-f]*)$/m.exec(stdout)?.[1] ?? '', 'hex').toString('utf8');
		if (why === 'timeout')
			return {outcome: 'answer-timeout', ...(came === '' ? {} : {excerpt: came.slice(0, 1024)}), ...times};
		return {...readRaw(came, why === 'eof'), ...(why === 'eof' || why === 'whole' ? {} : {detail: why}), ...times};
	},
});

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** The words that go with the system's names, which other programs print instead. */
const spelled = (why: string): string =>
	({
		ECONNREFUSED: 'Connection refused',
		ETIMEDOUT: 'timed out',
		EHOSTUNREACH: 'No route to host',
		ENETUNREACH: 'Network is unreachable',
		EACCES: 'Permission denied',
		EPERM: 'not permitted',
		EADDRNOTAVAIL: 'Cannot assign',
		EINVAL: 'Invalid argument',
	})[why] ?? why;

function datagramReply(why: string, totalMs: number): ProbeReply {
	if (why === 'answered') return {outcome: 'answered', totalMs};
	return why === 'timeout' ? {outcome: 'silent', totalMs} : beforeConnection(spelled(why), totalMs);
}

/** Python speaks the check in every detail, and measures. */
export const pythons: readonly Prober[] = ['python3', 'python', 'python2'].map(pythonCalled);
