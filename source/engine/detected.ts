import type {Words} from './words.ts';

/** A listening socket that was found. */
export type DetectedPort = {
	readonly port: number;
	/** As the socket has it: `0.0.0.0`, `::`, `127.0.0.1`, … */
	readonly address: string;
	/** The process's name, where it could be read, and its id. */
	readonly process?: string;
	readonly pid?: number;
	readonly protocol: 'tcp' | 'udp';
};

/** A port that something is set up to serve, whether it does or not. */
export type ServedPort = {
	readonly port: number;
	readonly protocol: 'tcp' | 'udp';
	/** Who is set up so: `nginx`, `Apache`, `container web`. */
	readonly by: Words;
	/** Where that is written: `/etc/nginx/nginx.conf:12`; absent for a container. */
	readonly at?: string;
	/** What is spoken there; absent where it isn't said. */
	readonly speaks?: 'http' | 'tls';
	/** How a container is: `running`, `exited (1)`. */
	readonly state?: string;
};

/** A word of a web server's configuration for one of its ports, and where it is written. */
export type ConfiguredWord = {readonly port: number; readonly word: string; readonly at: string};

/** What the cloud says of the server: its metadata service (ECS, "View instance metadata"). */
export type CloudServer = {
	/** `i-bp1…` */
	readonly instanceId?: string;
	/** `cn-hangzhou` */
	readonly region?: string;
	readonly privateAddress?: string;
	/** The elastic IP address. */
	readonly publicAddress?: string;
};

/** What was found on the backend before anything was asked: suggestions, not facts. */
export type Detected = {
	readonly ports: readonly DetectedPort[];
	/** Private addresses, the primary one first. */
	readonly addresses: ReadonlyArray<{
		readonly address: string;
		readonly interface: string;
		/** Its interface is down. */
		readonly isDown?: true;
	}>;
	readonly served: readonly ServedPort[];
	/** Paths that look as if they were there for health checks, those of a port's default host first. */
	readonly pages: readonly ConfiguredWord[];
	/** Names of hosts, likewise. */
	readonly names: readonly ConfiguredWord[];
	/** Absent on a server that is none of Alibaba Cloud's, or whose metadata service doesn't answer. */
	readonly server?: CloudServer;
};

export const nothingDetected: Detected = {ports: [], addresses: [], served: [], pages: [], names: []};
