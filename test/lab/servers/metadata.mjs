// The metadata service of ECS (ECS, "View instance metadata", "Instance metadata"): metadata.mjs MODE LOG.
import {appendFileSync} from 'node:fs';
import {createServer} from 'node:http';

const [mode, log] = process.argv.slice(2);
const token = 'VE9LRU4=.abc_def-123==';
const values = new Map([
	['instance-id', 'i-bp13znx0m0me8cquu'],
	['region-id', 'cn-hangzhou'],
	['private-ipv4', '10.11.192.1'],
	['zone-id', 'cn-hangzhou-i'],
]);

createServer((request, response) => {
	const {method, url, headers} = request;
	const given = headers['x-aliyun-ecs-metadata-token'];
	const end = (status, body = '') => {
		appendFileSync(log, `${method} ${url} ${status}\n`);
		response.writeHead(status, {'content-type': 'text/plain'}).end(body);
	};

	if (headers['x-forwarded-for'] !== undefined) return end(403);
	if (method === 'PUT' && url === '/latest/api/token')
		return mode === 'old' || !/^\d+$/.test(headers['x-aliyun-ecs-metadata-token-ttl-seconds'] ?? '')
			? end(404)
			: end(200, token);
	if (method !== 'GET') return end(405);
	if (given === undefined ? mode === 'hardened' : given !== token) return end(403);
	const value = values.get(/^\/latest\/meta-data\/(.+)$/.exec(url)?.[1] ?? '');
	return value === undefined ? end(404, '<html>404</html>') : end(200, value);
}).listen(80, '100.100.100.200', () => console.log('listening'));
