/** The style of an HTML report: system fonts, light and dark, nothing wider than the screen. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2024; --quiet: #5b6570; --page: #ffffff; --card: #f3f5f7; --line: #d5dae0;
	--ok: #1a7f37; --problem: #c11f2b; --risk: #925f00; --unknown: #7a3fb5; --skipped: #5b6570; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --quiet: #9aa5b1; --page: #14171a; --card: #1e2328; --line: #39414a;
	--ok: #4cc46c; --problem: #ff7b78; --risk: #e0ac3f; --unknown: #c79bff; --skipped: #9aa5b1; } }
:root { --colon: ": "; } :root:lang(zh) { --colon: "："; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 1rem 1rem 3rem; background: var(--page); color: var(--ink);
	font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
	overflow-wrap: anywhere; }
h1 { font-size: 1.15rem; font-weight: 600; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .4rem 0; }
.quiet { color: var(--quiet); font-size: .92rem; }
.verdict { font-size: 1.3rem; font-weight: 650; line-height: 1.35; margin: .5rem 0 1rem; padding: .8rem 1rem; border-radius: .5rem;
	background: var(--card); border-left: .35rem solid currentColor; }
.ok { color: var(--ok); } .problem { color: var(--problem); } .risk { color: var(--risk); } .unknown { color: var(--unknown); } .skipped { color: var(--skipped); }
.sign { font-weight: 700; }
pre { margin: .3rem 0 .7rem; padding: .5rem .7rem; background: var(--card); border-radius: .35rem; white-space: pre-wrap; overflow-wrap: anywhere;
	font: .84rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
pre.command { border-left: .2rem solid var(--quiet); }
code { font: .84rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
ul { margin: .3rem 0; padding: 0; list-style: none; }
li { margin: .35rem 0; padding-left: 1.5rem; position: relative; }
li .sign { position: absolute; left: 0; width: 1.2rem; text-align: center; }
table { width: 100%; border-collapse: collapse; margin: .4rem 0 1rem; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; }
/* Chinese would break between any two characters. */ th, table:not(.wide) td:first-child { white-space: nowrap; }
tr > :first-child { width: var(--first, auto); }
figure { margin: .6rem 0 1.2rem; }
figcaption { margin-bottom: .4rem; }
figure svg { display: block; width: 100%; max-width: 30rem; height: auto; }
svg text { fill: var(--ink); font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
svg .small { font-size: 11px; fill: var(--quiet); } svg .strong { font-weight: 600; }
svg .box { fill: var(--card); stroke: var(--line); } svg .wire { stroke: var(--quiet); stroke-width: 1.5; fill: none; }
svg .ok { color: var(--ok); } svg .mark { fill: currentColor; stroke: none; } svg text.mark { font-weight: 700; }
svg .edge { stroke: currentColor; stroke-width: 1.5; } svg .limit { stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 4 3; }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--quiet); }
@media (min-width: 34rem) { table.wide td:not(.whole):not(:last-child), table.wide td.whole ~ td { white-space: nowrap; } }
@media (max-width: 34rem) { table.wide thead { display: none; } table.wide, table.wide tbody, table.wide tr, table.wide td { display: block; width: auto; }
	table.wide tr { border-bottom: 1px solid var(--line); padding: .35rem 0; } table.wide td { border: 0; padding: 0; }
	table.wide td[data-head]:not([data-head=""]):not(.whole)::before { content: attr(data-head) var(--colon); color: var(--quiet); } table.wide td:empty { display: none; } }
@media print { body { max-width: none; } pre { break-inside: avoid; } details > * { display: block; } }
`;
