import type {CauseCode} from './cause-code.ts';
import {type Command, commandLine, type Observation} from './command.ts';
import type {Words} from './words.ts';

/**
 * A command and the part of its output that matters. What is typed and what a host prints is a string; where we say what
 * was seen instead, or what was looked at, it is in words.
 */
export type Evidence<Text = string> = {readonly command: Text; readonly excerpt: Text};

/** Evidence as a step gives it. */
export type WordedEvidence = Evidence<string | Words>;

/**
 * - `proven`: observed, or the only thing that the observations allow
 * - `likely`: what the observations fit best; something else could still explain them
 * - `possible`: consistent, not shown; alone it never makes the verdict unhealthy
 */
export type Certainty = 'proven' | 'likely' | 'possible';

/** `failure`: the check fails. `risk`: it passes now, and breaks later or under load. */
export type Severity = 'failure' | 'risk';

/** This host's own values, for the words of a cause. All optional: each entry of the catalogue does without any of them. */
export type Values<Text = string> = {
	/** The port that matters, when it isn't the checked one. */
	readonly port?: string;
	/** The address that matters, when it isn't the backend's. */
	readonly address?: string;
	/** A listening socket, `127.0.0.1:80`. */
	readonly listener?: string;
	/** `nginx (pid 123)`. */
	readonly process?: Text;
	readonly pid?: string;
	/** The process that holds another one in a tracing stop. */
	readonly tracer?: string;
	/** The folder of the control group that keeps a process frozen. */
	readonly freezer?: string;
	/** A service's unit, `nginx.service`, or its short name. */
	readonly unit?: string;
	/** A container's name or address. */
	readonly container?: string;
	readonly interface?: string;
	/** A route as `ip route` prints it. */
	readonly route?: string;
	/** Who set that route, in words: "the DHCP client". */
	readonly origin?: Text;
	/** A rule of the routing policy as `ip rule` prints it. */
	readonly policyRule?: string;
	/** The right gateway, when it is known. */
	readonly gateway?: string;
	/** One source address of probes. */
	readonly source?: string;
	/** The part of the sources that is hit, in words, when it isn't all: "a quarter of the sources (100.112.0.0/12)". */
	readonly part?: Text;
	/** The part of the sources that is hit, in CIDR notation, separated by commas. */
	readonly partCidr?: string;
	/** A packet filter's rule as its tool prints it. */
	readonly rule?: string;
	/** `iptables`, `iptables-legacy`, `nft`: whose rule set the rule is in. */
	readonly tool?: string;
	readonly family?: string;
	readonly table?: string;
	readonly chain?: string;
	readonly hook?: string;
	/** The rule's number within its chain, from 1. */
	readonly number?: string;
	/** nft's handle. */
	readonly handle?: string;
	/** `firewalld`, `ufw`, `fail2ban`, `docker`, … and the name that shows it, `f2b-nginx`. */
	readonly owner?: Text;
	readonly ownerName?: string;
	/** The zone of firewalld that the probes are taken into. */
	readonly zone?: string;
	/** What keeps rules of iptables over a reboot: `netfilter-persistent`, `iptables-services`, `openrc`; empty: nothing. */
	readonly rulesKeeper?: string;
	/** The file that rules of nft are loaded from. */
	readonly rulesFile?: string;
	/** What sets the network up: `NetworkManager`, `netplan`, `network-scripts`, `ifupdown`, `systemd-networkd`. */
	readonly networkKeeper?: string;
	/** How missing packages are installed: `apt-get`, `yum`, `apk`, `zypper`. */
	readonly installs?: string;
	/** Programs that make rules of their own at each start: `docker, tailscale`. */
	readonly makers?: string;
	/** A status code, `404`, and a redirect's Location. */
	readonly status?: string;
	readonly location?: string;
	/** What makes the difference: the Host, method, version or User-Agent that is answered well. */
	readonly good?: Text;
	/** What the check sends instead. */
	readonly sent?: Text;
	readonly path?: string;
	/** The file that the web server looks for when the path is asked for. */
	readonly file?: string;
	/** Seconds that something took, `7.2`. */
	readonly seconds?: string;
	/** How much is used, and the limit: `1024`, `98 %`. */
	readonly used?: Text;
	readonly limit?: Text;
	/** The name of a setting or resource: a sysctl, a mount point, a cgroup, a log file. */
	readonly name?: Text;
	/** The host's own words: a log line, an error. */
	readonly detail?: Text;
	/** How many of how many: `3 of 10`. */
	readonly share?: Text;
};

/** What a step found. */
export type Finding<Text = Words> =
	/** `say` is a sentence in the present that holds the values which were seen. */
	| {readonly is: 'ok'; readonly say: Text}
	| {readonly is: 'not-applicable'; readonly why: Text}
	/** Something that is worth saying and is no cause: a contradiction explained, a thing that was ruled out. */
	| {readonly is: 'note'; readonly say: Text}
	/** Two results that seem to exclude each other, and don't: why, and both commands with what they print. */
	| {
			readonly is: 'contradiction';
			readonly say: Text;
			readonly one: Evidence<string | Text>;
			readonly other: Evidence<string | Text>;
	  }
	| {
			readonly is: 'unknown';
			readonly why: Text;
			readonly wouldTell?: Command;
			/** Whether "the check passes" can be said without it. Load of a service that answers fast doesn't matter. */
			readonly matters: boolean;
	  }
	| CauseFinding<Text>;

export type CauseFinding<Text = Words> = {
	readonly is: 'cause';
	readonly code: CauseCode;
	readonly certainty: Certainty;
	/** Absent: the catalogue's own. */
	readonly severity?: Severity;
	readonly values: Values<Text>;
	readonly evidence: readonly Evidence<string | Text>[];
};

/** Quotes the lines of an observation that show something; all of a short output without a choice of lines. */
export const evidence = <Text = string>(observation: Observation, excerpt?: Text): Evidence<string | Text> => ({
	command: commandLine(observation.command),
	excerpt: excerpt ?? (observation.stdout || observation.stderr).trim().split('\n').slice(0, 6).join('\n'),
});
