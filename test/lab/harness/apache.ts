import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {waitFor} from './execute.ts';
import type {Lab} from './lab.ts';
import {laidOver} from './laid-over.ts';

/**
 * Starts a real Apache on the backend with one site, in Debian's layout, and waits until it listens. Returns the words
 * to put before a program that is to find its configuration where Debian has it.
 */
export const startApache = async (lab: Lab, {port, site}: {readonly port: number; readonly site: string}) => {
	lab.write(
		'apache2/apache2.conf',
		`ServerRoot /etc/apache2
PidFile ${lab.directory}/apache.pid
ErrorLog ${lab.directory}/apache.log
DefaultRuntimeDir ${lab.directory}
${['mpm_event', 'authz_core', 'alias'].map(name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Include ports.conf
IncludeOptional sites-enabled/*.conf
<Directory />
	Require all granted
</Directory>
`,
	);
	lab.write('apache2/ports.conf', `Listen ${port}\n<IfModule ssl_module>\n\tListen 443\n</IfModule>\n`);
	lab.write('apache2/sites-available/shop.conf', site);
	lab.write('apache2/sites-enabled/.keep', '');
	lab.write('apache-site/index.html', 'ok\n');
	lab.write('apache-site/health.html', 'ok\n');
	symlinkSync('../sites-available/shop.conf', join(lab.directory, 'apache2/sites-enabled/shop.conf'));
	const words = laidOver(lab, {'/etc/apache2': 'apache2'});
	const [script = ''] = words;
	lab.backend.start('apache', script, 'apache2', '-f', '/etc/apache2/apache2.conf', '-DFOREGROUND');
	await waitFor('Apache', async () => {
		const {stdout} = await lab.backend.run('ss', ['-Hlnt', `sport = :${port}`]);
		return stdout.trim() !== '';
	});
	return words;
};
