import {mkdirSync, writeFileSync} from 'node:fs';
import {test} from 'vitest';
import {written} from '../../source/report/form.ts';
import {momentsOf} from '../../source/report/moment.ts';
import {makeReport} from '../../source/report/report.ts';
import {judgedRecordings} from './judged.ts';

test('x', async () => {
	mkdirSync('/tmp/w/rep', {recursive: true});
	for (const {name, conclusion, events} of await judgedRecordings()) {
		const report = makeReport({
			conclusion,
			timeLine: events.flatMap(({at, event}) => momentsOf(event, at)),
			timeZone: 'Asia/Shanghai',
		});
		for (const form of ['md', 'html', 'json', 'xml'] as const)
			writeFileSync(`/tmp/w/rep/${name}.${form}`, written(report, form));
	}
});
