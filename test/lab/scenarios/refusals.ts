import {certificate} from '../harness/certificate.ts';
import type {Lab} from '../harness/lab.ts';
import {startNginx, staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const down = {check: http, truth: 'down'} as const;
const alb = {protocol: 'https', product: 'alb', source: '100.64.0.0/10'} as const;

const withTls =
	(more = '', listen = 'listen 80 ssl;') =>
	async (lab: Lab) => {
		const {file, directives} = await certificate(lab);
		await startNginx(lab, {servers: staticServer(listen, directives + more.replaceAll('CERTIFICATE', file))});
	};

/** The server takes exception to how the check asks. */
export const refusals: readonly Scenario[] = [
	{
		name: 'a request without a Host meets the default server, which answers 404; the shop has a name',
		arrange: nginxWith(`server { listen 80 default_server; return 404; }
			${staticServer('listen 80; server_name shop.example;')}`),
		...down,
		first: 'http-host-mismatch',
	},
	{
		name: "the check's domain is misspelt, and the default server closes the connection (444)",
		arrange: nginxWith(`server { listen 80 default_server; return 444; }
			${staticServer('listen 80; server_name shop.example;')}`),
		check: {...http, domain: 'shop.exampel'},
		truth: 'down',
		first: 'http-host-mismatch',
	},
	{
		name: 'the default server answers 403, the named one 200, and no domain is set',
		arrange: nginxWith(`server { listen 80 default_server; return 403; }
			${staticServer('listen 80; server_name shop.example www.shop.example;')}`),
		...down,
		first: 'http-host-mismatch',
	},
	{
		name: "the application wants the server's own address as Host, the check sends none",
		arrange: odd('wants-host', '10.11.192.1'),
		...down,
		first: 'http-host-mismatch',
	},
	{
		name: 'the connection is closed without a word for everyone (444)',
		arrange: nginxWith('server { listen 80; return 444; }'),
		...down,
		first: 'http-no-answer',
	},
	{name: 'the connection is reset when the request comes', arrange: odd('reset'), ...down, first: 'http-no-answer'},
	{
		name: 'the connection is closed as soon as it is open',
		arrange: odd('close-at-once'),
		...down,
		first: 'http-no-answer',
	},
	{
		name: 'HEAD is answered 405, GET 200',
		arrange: odd('refuses-head', '405'),
		...down,
		first: 'http-method-not-allowed',
	},
	{
		name: 'HEAD is answered 404, GET 200',
		arrange: odd('refuses-head', '404'),
		...down,
		first: 'http-method-not-allowed',
	},
	{
		name: 'HEAD is answered 501, GET 200',
		arrange: odd('refuses-head', '501'),
		...down,
		first: 'http-method-not-allowed',
	},
	{
		name: 'HEAD is answered 403, GET 200',
		arrange: odd('refuses-head', '403'),
		...down,
		first: 'http-method-not-allowed',
	},
	{name: 'HEAD gets no answer, GET does', arrange: odd('drops-head'), ...down, first: 'http-method-not-allowed'},
	{
		name: 'nginx refuses HEAD by a rule of its own',
		arrange: nginxWith(staticServer('listen 80;', 'if ($request_method = HEAD) { return 405; }')),
		...down,
		first: 'http-method-not-allowed',
	},
	{name: 'HTTP/1.0 is answered 505', arrange: odd('wants-http-1.1', '505'), ...down, first: 'http-version-rejected'},
	{name: 'HTTP/1.0 is answered 426', arrange: odd('wants-http-1.1', '426'), ...down, first: 'http-version-rejected'},
	{
		name: 'a connection that speaks HTTP/1.0 is closed',
		arrange: odd('closes-http-1.0'),
		...down,
		first: 'http-version-rejected',
	},
	{
		name: 'an empty User-Agent is refused (403)',
		arrange: nginxWith(staticServer('listen 80;', 'if ($http_user_agent = "") { return 403; }')),
		...down,
		first: 'http-user-agent-rejected',
	},
	{name: 'only browsers are let in', arrange: odd('wants-browser'), ...down, first: 'http-user-agent-rejected'},
	{
		name: 'the port speaks TLS, the check does not (nginx: 400)',
		arrange: withTls(),
		...down,
		first: 'protocol-mismatch',
	},
	{
		name: 'the port speaks plain HTTP, the check speaks TLS (ALB)',
		arrange: nginxAnd(),
		check: alb,
		truth: 'down',
		first: 'protocol-mismatch',
	},
	{name: 'a redis listens on the port', arrange: odd('redis'), ...down, first: 'protocol-mismatch'},
	{
		name: 'sshd listens on the port',
		arrange: odd('greeting', 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\\r\\n'),
		...down,
		first: 'protocol-mismatch',
	},
	{
		name: 'nginx wants the PROXY protocol',
		arrange: nginxWith(staticServer('listen 80 proxy_protocol;')),
		...down,
		first: 'proxy-protocol-mismatch',
	},
	{
		name: 'the handshake fails: there is no certificate for a client without a server name',
		arrange: withTls('', 'listen 80 ssl; server_name shop.example; ssl_reject_handshake on;'),
		check: alb,
		truth: 'down',
		first: 'tls-handshake-failed',
	},
	{
		name: 'a client certificate is required (ALB shows none)',
		arrange: withTls('ssl_client_certificate CERTIFICATE; ssl_verify_client on;'),
		check: alb,
		truth: 'down',
		first: 'tls-handshake-failed',
	},
];
