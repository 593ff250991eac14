import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A certificate that nobody trusts, made for this run. */
export const selfSigned = (): {readonly key: Buffer; readonly cert: Buffer} => {
	const folder = mkdtempSync(join(tmpdir(), 'slb-wizard-tls-'));
	try {
		const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
		const subject = ['-subj', '/CN=untrusted', '-days', '1'];
		const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert];
		execFileSync('openssl', ['req', '-x509', ...made, ...subject], {stdio: 'ignore'});
		return {key: readFileSync(key), cert: readFileSync(cert)};
	} finally {
		rmSync(folder, {recursive: true});
	}
};
