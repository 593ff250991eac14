/** A place that a packet came to on its way. */
export type Station<Text = string> = {
	readonly name: Text;
	readonly state: 'passed' | 'stopped' | 'unknown';
	/** What happened there, in words. */
	readonly note: Text;
};

/** One probe that was sent from the host itself. */
export type TimedProbe<Text = string> = {
	readonly name: Text;
	/** Until the answer was there, or until it was given up, in milliseconds. */
	readonly ms: number;
	readonly is: 'accepted' | 'not-accepted';
	/** What came, in a few words: `200`, `nothing in time`. */
	readonly note: Text;
};

/**
 * Something that is worth a picture in a report. Plain data, so that each form of a report draws it in its own way. Steps
 * make it of words; conclusions hold it as texts in the language that is spoken.
 */
export type Exhibit<Text = string> =
	/** A packet's way through the host, packet of the exchange by packet. */
	| {
			readonly is: 'way';
			readonly title: Text;
			readonly outcome: 'accepted' | 'stopped' | 'unknown';
			readonly packets: ReadonlyArray<{readonly name: Text; readonly stations: readonly Station<Text>[]}>;
			/** What came of it, in one sentence. */
			readonly end: Text;
			/** The whole way as text, rule by rule; blanks at a row's start say how deep it is. */
			readonly rows: readonly Text[];
	  }
	| Latency<Text>;

/** How long answers took, next to the load balancer's patience. */
export type Latency<Text = string> = {
	readonly is: 'latency';
	readonly title: Text;
	/** The load balancer's patience, in milliseconds. */
	readonly limitMs: number;
	readonly probes: readonly TimedProbe<Text>[];
};

/** Times with each of their texts put through `text`. */
export const latencyIn = <From, To>(latency: Latency<From>, text: (words: From) => To): Latency<To> => ({
	...latency,
	title: text(latency.title),
	probes: latency.probes.map(probe => ({...probe, name: text(probe.name), note: text(probe.note)})),
});

/** An exhibit with each of its texts put through `text`: they are said, and what comes from a host is cleaned and masked. */
export const exhibitIn = <From, To>(exhibit: Exhibit<From>, text: (words: From) => To): Exhibit<To> => {
	if (exhibit.is === 'latency') return latencyIn(exhibit, text);
	return {
		...exhibit,
		title: text(exhibit.title),
		end: text(exhibit.end),
		rows: exhibit.rows.map(text),
		packets: exhibit.packets.map(({name, stations}) => ({
			name: text(name),
			stations: stations.map(station => ({...station, name: text(station.name), note: text(station.note)})),
		})),
	};
};
