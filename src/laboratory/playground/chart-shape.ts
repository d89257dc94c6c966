/** Losses against the step, each with its name at its end. */
import type { Column } from '../../figure/panels/panel.ts';
import { chooseTicks, createScale, fromPx, toPx } from '../../widgets/panels/axis-scale.ts';
import { el, type Shape } from '../../widgets/panels/element.ts';
import { type Box, spread } from '../../widgets/panels/labels.ts';
import { decimate, grow, linePath, round, toPixelColumns, upTo } from '../../widgets/panels/polyline.ts';
import { mathText, textWidth } from '../../widgets/panels/text.ts';
import type { Look } from './rules.ts';

export interface ChartLine {
  look: Look;
  name: string;
  /** Steps, growing, and the loss at each. */
  x: Column;
  y: Column;
}

const stepAxis = (steps: number) => ({ label: 'step *t*', domain: [0, steps] as const });

function plotOf(width: number, height: number): { box: Box; range: readonly [number, number] } {
  const box: Box = {
    x: 34,
    y: 22,
    width: Math.max(40, width - 34 - 92),
    height: Math.max(30, height - 46),
  };
  return { box, range: [box.x, box.x + box.width] };
}

/** Losses to show: from the lowest to a little above the start, since a run that diverges would flatten all others. */
export function lossDomain(all: readonly Pick<ChartLine, 'y'>[]): { low: number; high: number; log: boolean } {
  let low = Number.POSITIVE_INFINITY;
  let top = Number.NEGATIVE_INFINITY;
  for (const { y } of all) {
    for (const loss of y) {
      if (!Number.isFinite(loss)) continue;
      low = Math.min(low, loss);
      top = Math.max(top, loss);
    }
  }
  const first = all[0]?.y[0] ?? 1;
  if (!(low < top)) return { low: low - 1 || 0, high: low + 1 || 1, log: false };
  if (low > 0 && first / low > 300)
    return { low: Math.max(low, first * 1e-8), high: Math.min(top, 3 * first), log: true };
  const high = Math.min(top, first + 0.5 * (first - low) || top);
  const room = 0.04 * (high - low);
  return { low: low - room, high: high + room, log: false };
}

/** The step at a place of the chart, px from its left edge. */
export const stepAt = (px: number, steps: number, width: number): number =>
  fromPx(createScale(stepAxis(steps), plotOf(width, 100).range), px);

/** The chart as one image, its lines drawn up to step t. */
export function chartShape(
  all: readonly ChartLine[],
  steps: number,
  t: number,
  { size: [width, height], title }: { size: readonly [number, number]; title: string },
): Shape {
  const { box, range } = plotOf(width, height);
  const { low, high, log } = lossDomain(all);
  const yAxis = { label: 'loss *L*', domain: [low, high] as const, ...(log && { scale: 'log' as const }) };
  const [x, y] = [createScale(stepAxis(steps), range), createScale(yAxis, [box.y + box.height, box.y])];
  const bottom = box.y + box.height;
  const inPlot = (py = bottom) => (Number.isFinite(py) ? Math.min(bottom, Math.max(box.y, py)) : bottom);
  const lines = all.map(({ look, name, x: column, y: losses }) => {
    const line = upTo(toPixelColumns(column, losses, x, y), indexAt(column, t));
    const end = [line.x.at(-1) ?? box.x, inPlot(line.y.at(-1))] as const;
    return { look, name, d: linePath(decimate(line), grow(box, 2)), end };
  });
  const heights = spread(
    lines.map(({ end }) => end[1]),
    15,
    box.y + 2,
    bottom - 9,
  );
  const widest = Math.max(0, ...lines.map(({ name }) => textWidth(name, 12.5, true)));
  return el(
    'svg',
    {
      class: 'picture',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${title}${log ? ', on a log scale' : ''}`,
    },
    [
      el('text', { x: 0, y: 12, class: 'axis' }, mathText(log ? 'loss *L*, log scale' : 'loss *L*')),
      ...chooseTicks(yAxis, y, { spacing: 36, across: false }).flatMap(({ px, text }) => [
        el('path', { d: `M${box.x} ${round(px)}h${round(box.width)}`, class: 'grid' }),
        el('text', { x: box.x - 7, y: round(px + 4), class: 'tick', 'text-anchor': 'end' }, mathText(text)),
      ]),
      el('path', { d: `M${box.x} ${bottom}h${round(box.width)}`, class: 'axisline' }),
      ...chooseTicks(stepAxis(steps), x, { spacing: 70, across: true }).flatMap(({ px, text }) => [
        el('path', { d: `M${round(px)} ${bottom}v4`, class: 'tickmark' }),
        el('text', { x: round(px), y: bottom + 17, class: 'tick', 'text-anchor': 'middle' }, text),
      ]),
      el('text', { x: box.x + box.width + 14, y: bottom + 17, class: 'axis' }, mathText('step *t*')),
      el('path', { d: `M${round(toPx(x, t))} ${box.y}V${bottom}`, class: 'upright' }),
      ...[...lines].reverse().map(({ look, d }) => el('path', { d, class: `rule-line ${look}` })),
      ...lines.flatMap(({ look, name, end: [px, py] }, i) => {
        const textY = heights?.[i] ?? py;
        const left = px + 18 + widest > width;
        const textX = left ? px - 18 : px + 18;
        return [
          el('circle', { cx: round(px), cy: round(py), r: 3, class: `head small ${look}` }),
          el('path', {
            d: `M${round(px + (left ? -5 : 5))} ${round(py)}L${round(textX + (left ? 3 : -3))} ${round(textY)}`,
            class: 'lead',
          }),
          el(
            'text',
            {
              x: round(textX),
              y: round(textY + 4),
              class: `headname small ${look}`,
              'text-anchor': left ? 'end' : 'start',
            },
            name,
          ),
        ];
      }),
    ],
  );
}

/** The index, with a fraction, at which a column that grows has the value t. */
function indexAt(column: Column, t: number): number {
  const last = column.length - 1;
  if (t >= (column[last] ?? 0)) return Math.max(0, last);
  const next = column.findIndex((value) => value > t);
  const [from = 0, to = 1] = [column[next - 1], column[next]];
  return Math.max(0, next - 1 + (t - from) / (to - from));
}
