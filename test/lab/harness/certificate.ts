import {join} from 'node:path';
import {must} from './execute.ts';
import type {Lab} from './lab.ts';

/** Makes a self-signed certificate for shop.example in the lab's directory; returns nginx's directives for it. */
export const certificate = async (lab: Lab) => {
	const key = join(lab.directory, 'key.pem');
	const file = join(lab.directory, 'certificate.pem');
	const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
	const names = ['-subj', '/CN=shop.example', '-addext', 'subjectAltName=DNS:shop.example'];
	await must('openssl', ['req', '-x509', '-nodes', '-days', '30', ...curve, ...names, '-keyout', key, '-out', file]);
	return {file, directives: `ssl_certificate ${file}; ssl_certificate_key ${key};`};
};
