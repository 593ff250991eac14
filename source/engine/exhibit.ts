/** A place that a packet came to on its way. */
export type Station = {
	readonly name: string;
	readonly state: 'passed' | 'stopped' | 'unknown';
	/** What happened there, in words. */
	readonly note: string;
};

/** One probe that was sent from the host itself. */
export type TimedProbe = {
	readonly name: string;
	/** Until the answer was there, or until it was given up, in milliseconds. */
	readonly ms: number;
	readonly is: 'accepted' | 'not-accepted';
	/** What came, in a few words: `200`, `nothing in time`. */
	readonly note: string;
};

/** Something that is worth a picture in a report. Plain data, so that each form of a report draws it in its own way. */
export type Exhibit =
	/** A packet's way through the host, packet of the exchange by packet. */
	| {
			readonly is: 'way';
			readonly title: string;
			readonly outcome: 'accepted' | 'stopped' | 'unknown';
			readonly packets: ReadonlyArray<{readonly name: string; readonly stations: readonly Station[]}>;
			/** What came of it, in one sentence. */
			readonly end: string;
			/** The whole way as text, rule by rule; blanks at a row's start say how deep it is. */
			readonly rows: readonly string[];
	  }
	| Latency;

/** How long answers took, next to the load balancer's patience. */
export type Latency = {
	readonly is: 'latency';
	readonly title: string;
	/** The load balancer's patience, in milliseconds. */
	readonly limitMs: number;
	readonly probes: readonly TimedProbe[];
};

/** The exhibit with each of its texts put through `words`: what comes from a host is cleaned and masked that way. */
export const exhibitIn = (exhibit: Exhibit, words: (text: string) => string): Exhibit => {
	if (exhibit.is === 'latency')
		return {
			...exhibit,
			title: words(exhibit.title),
			probes: exhibit.probes.map(probe => ({...probe, name: words(probe.name), note: words(probe.note)})),
		};
	return {
		...exhibit,
		title: words(exhibit.title),
		end: words(exhibit.end),
		rows: exhibit.rows.map(words),
		packets: exhibit.packets.map(({name, stations}) => ({
			name: words(name),
			stations: stations.map(station => ({...station, name: words(station.name), note: words(station.note)})),
		})),
	};
};
