import { type WorkloadInfo, workloads } from './contenders/settings.ts';
import type { Outcome } from './race.ts';
import { referenceOf, timesFaster } from './ratios.ts';

const WIDTH = 760;
const LEFT = 270;
const RIGHT = 24;
const ROW = 19;
const HEAD = 46;
const GAP = 22;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * One panel for each workload: a dot for each contender's speed relative to C, a bar over the middle 80 %, on a log
 * scale.
 */
export function plot(outcomes: readonly Outcome[]): string {
  const panels = outcomes.map((outcome) => {
    const reference = referenceOf(outcome);
    const rows = outcome.times.flatMap(({ peer }) => {
      const ratio = timesFaster(outcome, peer.id, reference);
      return ratio ? [{ peer, ratio }] : [];
    });
    return { outcome, reference, rows: rows.sort((a, b) => b.ratio.middle - a.ratio.middle) };
  });
  const all = panels.flatMap(({ rows }) => rows.flatMap(({ ratio }) => [ratio.low, ratio.high]));
  const from = Math.floor(Math.log10(Math.min(...all)));
  const to = Math.ceil(Math.log10(Math.max(...all)));
  const x = (value: number): number => LEFT + ((Math.log10(value) - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const powers = Array.from({ length: to - from + 1 }, (_, k) => from + k);

  let top = 12;
  const drawn = panels.map(({ outcome, reference, rows }) => {
    const info: WorkloadInfo = workloads[outcome.id];
    const bottom = top + HEAD + rows.length * ROW;
    const grid = powers.map((power) => {
      const at = x(10 ** power).toFixed(1);
      const strong = power === 0 ? ' class="one"' : '';
      return `<path${strong} d="M${at} ${top + HEAD - 12}V${bottom - 4}"/><text class="tick" x="${at}" y="${top + HEAD - 17}">${tick(power)}</text>`;
    });
    const marks = rows.map(({ peer, ratio }, k) => {
      const y = top + HEAD + k * ROW + 4;
      const kind = /^(engine|chromium)/.test(peer.id) ? 'engine' : peer.id === reference ? 'reference' : 'peer';
      const bar = `<path d="M${x(ratio.low).toFixed(1)} ${y}H${x(ratio.high).toFixed(1)}"/>`;
      return `<g class="${kind}"><text class="name" x="${LEFT - 14}" y="${y + 4}">${escaped(peer.title)}</text>${bar}<circle cx="${x(ratio.middle).toFixed(1)}" cy="${y}" r="4"/></g>`;
    });
    const beside = outcome.times.find(({ peer }) => peer.id === reference)?.peer.title ?? reference;
    const title = `<text class="title" x="12" y="${top + 14}">${escaped(info.title)}</text><text class="beside" x="${WIDTH - 12}" y="${top + 14}">times as fast as ${escaped(beside)}</text>`;
    top = bottom + GAP;
    return `<g class="grid">${grid.join('')}</g>${title}${marks.join('')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" role="img" aria-label="Speed of each contender beside C, by workload">
<style>
text { font: 13px 'Source Sans 3', 'Helvetica Neue', Arial, sans-serif; fill: #435260; }
.name { text-anchor: end; }
.beside { text-anchor: end; font-style: italic; }
.title { font-weight: 600; font-size: 15px; fill: #131f2c; }
.tick { text-anchor: middle; font-size: 11px; fill: #5c6b78; }
path { fill: none; stroke-width: 2; stroke: #8f949a; }
circle { fill: #8f949a; }
.grid path { stroke: #d4dce2; stroke-width: 1; }
.grid .one { stroke: #131f2c; }
.engine path { stroke: #133368; }
.engine circle { fill: #133368; }
.engine text { fill: #133368; font-weight: 600; }
.reference circle { fill: #131f2c; }
</style>
<rect width="100%" height="100%" fill="#fcfdfd"/>
${drawn.join('\n')}
</svg>
`;
}

const tick = (power: number): string => (power >= 0 ? String(10 ** power) : `1/${10 ** -power}`);
