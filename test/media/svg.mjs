const cell = {width: 8.4, height: 18, size: 14};
const margin = 16;
const bar = 34;
const ground = '#0d1117';
const ink = '#c9d1d9';

const escaped = text => text.replace(/[&<>]/g, character => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[character]);

const round = number => Number(number.toFixed(1));

const runSvg = ({column, text, style}, row, widthOf) => {
	const trimmed = style.inverse || style.ground || style.underline ? text : text.trimEnd();
	const lead = trimmed.length - trimmed.trimStart().length;
	const shown = style.inverse || style.ground ? trimmed : trimmed.slice(lead);
	if (shown === '') return '';
	const start = margin + (column + (shown === trimmed ? 0 : lead)) * cell.width;
	const width = widthOf(shown) * cell.width;
	const [colour, behind] = style.inverse ? [style.ground ?? ground, style.colour ?? ink] : [style.colour, style.ground];
	const top = bar + row * cell.height;
	const attributes = [
		`x="${round(start)}" y="${round(top + cell.size)}" textLength="${round(width)}"`,
		colour ? `fill="${colour}"` : '',
		style.bold ? 'font-weight="700"' : '',
		style.dim ? 'opacity=".65"' : '',
		style.italic ? 'font-style="italic"' : '',
		style.underline ? 'text-decoration="underline"' : '',
	].filter(Boolean);
	const box = behind
		? `<rect x="${round(start)}" y="${top}" width="${round(width)}" height="${cell.height}" fill="${behind}"/>`
		: '';
	return `${box}<text ${attributes.join(' ')}>${escaped(shown)}</text>`;
};

/**
 * Draws screens as one SVG that shows them one after the other; a viewer that knows no animation shows the last.
 * A frame is {rows, seconds}; rows come from readScreen.
 */
export const drawSvg = ({frames, columns, rows, title, widthOf}) => {
	const width = round(margin * 2 + columns * cell.width);
	const height = bar + rows * cell.height + margin;
	const total = frames.reduce((sum, {seconds}) => sum + seconds, 0);
	const percent = seconds => `${round((seconds / total) * 100)}%`;
	let from = 0;
	const styles = frames.map(({seconds}, index) => {
		const [start, end] = [percent(from), percent(from + seconds)];
		from += seconds;
		const isLast = index === frames.length - 1;
		const before = index === 0 ? '' : '0%{visibility:hidden}';
		const after = isLast ? '' : `${end}{visibility:hidden}`;
		return `.f${index}{visibility:${isLast ? 'visible' : 'hidden'};animation:k${index} ${total}s step-end infinite}@keyframes k${index}{${before}${start}{visibility:visible}${after}}`;
	});
	const groups = frames.map(
		(frame, index) =>
			`<g class="f${index}">${frame.rows.flatMap((runs, row) => runs.map(run => runSvg(run, row, widthOf))).join('')}</g>`,
	);
	const dots = ['#ff5f57', '#febc2e', '#28c840']
		.map((fill, index) => `<circle cx="${margin + 6 + index * 18}" cy="16" r="5.5" fill="${fill}"/>`)
		.join('');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
		`<title>${escaped(title)}</title>`,
		`<style>text{white-space:pre}${styles.join('')}</style>`,
		`<rect width="${width}" height="${height}" rx="8" fill="${ground}"/>${dots}`,
		`<g fill="${ink}" font-size="${cell.size}" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace">`,
		...groups,
		'</g>',
		'</svg>\n',
	].join('\n');
};
