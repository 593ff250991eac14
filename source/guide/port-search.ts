import type {Target} from '../engine/target.ts';
import {verbatim, type Words} from '../engine/words.ts';

/** The document's own search for a port among the sockets, on each platform. */
export const portSearch = ({platform, healthCheck: {port}}: Target): Words =>
	verbatim(platform === 'windows' ? `netstat -ano | findstr :${port}` : `netstat -anp | grep :${port}`);
