import {startNginx, staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const tcp = {protocol: 'tcp'} as const;
const down = {check: http, truth: 'down'} as const;

/** Answers at the edge of the protocol, and what a check that only connects doesn't see. */
export const oddAnswers: readonly Scenario[] = [
	{name: 'HEAD hangs, GET is answered', arrange: odd('hangs-on-head'), ...down, first: 'http-method-not-allowed'},
	{
		name: 'the head of the answer comes a byte at a time and never ends',
		arrange: odd('drip'),
		...down,
		first: ['response-too-slow', 'service-hung'],
	},
	{
		name: 'a mail server greets first',
		arrange: odd('greeting', '220 mail.example ESMTP Postfix\\r\\n'),
		...down,
		first: 'protocol-mismatch',
	},
	{
		name: 'an HTTP/2 server without TLS answers with frames',
		arrange: nginxWith(staticServer('listen 80 http2;')),
		...down,
		first: ['protocol-mismatch', 'http-no-answer'],
	},
	{
		name: 'a websocket server answers 426 to everyone',
		arrange: odd('status', '426'),
		...down,
		first: 'http-status-not-accepted',
	},
	{
		name: '404 is accepted where http_4xx is among the codes',
		arrange: odd('status', '404'),
		check: {...http, codes: 'http_2xx,http_3xx,http_4xx'},
		truth: 'up',
		first: null,
	},
	{
		name: 'a dynamic page that answers well is at most a risk',
		arrange: odd('dynamic-well'),
		check: {...http, path: '/index.php'},
		truth: 'up',
		first: null,
		also: ['dynamic-health-page'],
	},
	{
		name: 'the page with a query is a static one',
		arrange: nginxAnd(),
		check: {...http, path: '/health.html?from=slb'},
		truth: 'up',
		first: null,
		also: ['dynamic-health-page'],
	},
	{
		name: 'a check that only connects does not see that nginx is frozen',
		arrange: async lab => (await startNginx(lab)).signal('SIGSTOP'),
		check: tcp,
		truth: 'up',
		first: null,
		also: ['service-stopped', 'service-hung'],
	},
	{
		name: 'a check that only connects does not see a 500',
		arrange: odd('status', '500'),
		check: tcp,
		truth: 'up',
		first: null,
	},
	{
		name: 'a check that only connects does not see that no answer comes',
		arrange: odd('mute'),
		check: tcp,
		truth: 'up',
		first: null,
		also: ['service-hung'],
	},
	{
		name: "nginx closes the balancer's connections without a word (444), which only its log shows",
		arrange: nginxWith(staticServer('listen 80;', 'if ($remote_addr ~ "^100\\.") { return 444; }')),
		...down,
		first: 'application-denies-probe-source',
	},
	{
		name: 'a plain 200 with an old server that closes without a length',
		arrange: odd('greeting', 'HTTP/1.0 200 OK\\r\\nServer: old\\r\\n\\r\\nhello'),
		check: http,
		truth: 'up',
		first: null,
	},
];
