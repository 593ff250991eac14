// Answers HTTP as a file says that is read anew for each request: a status and a delay in milliseconds, `503 0`.
// Usage: steered.mjs PORT FILE
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';

const [port, file] = process.argv.slice(2);
createServer((_request, response) => {
	const [status, delayMs] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
	setTimeout(() => {
		response.writeHead(status, {connection: 'close'});
		response.end();
	}, delayMs);
}).listen(Number(port), '0.0.0.0', () => console.log('listening'));
