import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { Panel } from '../../../src/figure/panels/panel.ts';
import {
  column,
  ledger,
  lineChart,
  multiples,
  range,
  surface,
  table,
} from '../../../src/figure/panels/sample-panels.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { unmarked } from '../../../src/widgets/panels/altered.ts';
import { draw, heightFor, layout } from '../../../src/widgets/panels/index.ts';
import { canPlay, drawPartialRun } from '../../../src/widgets/panels/partial-run.ts';
import { indexOf, pointBetween, thin, upTo } from '../../../src/widgets/panels/polyline.ts';
import { track } from '../../../src/widgets/panels/run-shape.ts';

const size = (panel: Panel) => layout(panel, 600, heightFor(panel, 600));
const drawnAt = (panel: Panel, t: number): string => renderToString(drawPartialRun(panel, size(panel), 'u', t));
const loss = lineChart(
  range(41, (i) => 0.9 ** i),
  { name: 'loss', steps: true },
);

/** Length of the strokes that an SVG path draws in relative steps, px. */
function lengthOf(d: string): number {
  let sum = 0;
  for (const [, steps = ''] of d.matchAll(/l([^a-zA-Z]+)/g)) {
    const numbers = (steps.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    for (let i = 0; i + 1 < numbers.length; i += 2) sum += Math.hypot(numbers[i] ?? 0, numbers[i + 1] ?? 0);
  }
  return sum;
}

const strokes = (svg: string): number =>
  [...svg.matchAll(/<path d="([^"]+)" class="line run"/g)].reduce((sum, [, d]) => sum + lengthOf(d ?? ''), 0);
const heads = (svg: string): number[][] =>
  [...svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)" r="[^"]+" class="end/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);

describe('canPlay', () => {
  test('of maps and charts with iterations, and of small multiples of them', () => {
    expect([surface, loss, multiples].map(canPlay)).toEqual([true, true, true]);
    expect([{ ...loss, steps: false }, table, ledger].map(canPlay)).toEqual([false, false, false]);
  });
});

describe('drawPartialRun', () => {
  test('of a chart leaves out what stays whole below it, which the picture shows from the beginning', () => {
    const [run] = loss.kind === 'chart' ? loss.series : [];
    const { label: _, ...unnamed } = run!;
    const before = { ...unnamed, name: 'before', role: 'baseline' as const, stays: true };
    const both = { ...loss, series: [before, run!] } as Panel;
    const [alone, beside] = [drawnAt(loss, 12), drawnAt(both, 12)];
    expect([heads(beside).length, strokes(beside)]).toEqual([heads(alone).length, strokes(alone)]);
    expect(beside).not.toContain('line base');
    // The group of the played part is hidden at first.
    const [, hidden = ''] = /<g class="runs">(.*?)<\/g>/.exec(renderToString(draw(both, size(both), 'u'))) ?? [];
    expect(hidden).not.toContain('line base');
    expect(renderToString(draw(both, size(both), 'u'))).toContain('line base');
  });
  test('of a map draws more of the run at a later iteration, and all of it at the last', () => {
    const lengths = [0, 5, 5.5, 6, 20, 39].map((t) => strokes(drawnAt(surface, t)));
    expect(lengths[0]).toBe(0);
    for (let i = 1; i < lengths.length; i++) expect(lengths[i]).toBeGreaterThan(lengths[i - 1] ?? 0);
    const whole = strokes(renderToString(draw(surface, size(surface), 'u')));
    expect(lengths.at(-1)).toBeCloseTo(whole, 6);
    expect(strokes(drawnAt(surface, 1000))).toBeCloseTo(whole, 6);
  });

  test('of a map has its head where the run is, also between two iterations', () => {
    const placed = size(surface);
    if (placed.kind !== 'surface') throw new Error('not a map');
    const [from, half, to] = [3, 3.5, 4].map((t) => heads(drawnAt(surface, t))[0] ?? []);
    const run = surface.paths?.[0];
    expect(from?.[0]).toBeCloseTo(placed.x.range[0] + (((run?.x[3] ?? 0) + 2) / 4) * placed.box.width, 0);
    expect(half?.[0]).toBeCloseTo(((from?.[0] ?? 0) + (to?.[0] ?? 0)) / 2, 0);
  });

  test('of a chart over iterations cuts its lines at the iteration, and leaves theory out, which is whole beneath', () => {
    const theory = { ...loss, series: loss.series.map((series) => ({ ...series, role: 'theory' as const })) };
    const width = (svg: string): number => Number(/<clipPath[^>]*><rect [^>]*width="([\d.]+)"/.exec(svg)?.[1]);
    expect(width(drawnAt(loss, 10))).toBeLessThan(width(drawnAt(loss, 20)));
    expect(heads(drawnAt(loss, 10))).toHaveLength(1);
    expect(drawnAt(theory, 10)).not.toContain('line theory');
    expect(heads(drawnAt(theory, 10))).toHaveLength(0);
  });

  test('carries an arrow of what a run keeps of its last step, and the picture beneath has none meanwhile', () => {
    const keeping = { ...surface, paths: surface.paths!.map((path) => ({ ...path, keeps: 0.5 })) };
    expect(drawnAt(keeping, 4)).toContain('class="arrow measured"');
    expect(drawnAt(keeping, 0)).not.toContain('class="arrow measured"');
    expect(drawnAt(surface, 4)).not.toContain('class="arrow measured"');
    expect(unmarked(keeping)).toMatchObject({ arrows: [] });
    expect(unmarked(surface)).toMatchObject({ arrows: surface.arrows });
  });

  test('of a chart with a spring hangs the weight as high as its line is at the iteration', () => {
    const sprung = { ...loss, spring: { series: loss.series[0]!.name, at: 0 } };
    const weight = (svg: string): number => Number(/<rect x="[^"]+" y="([^"]+)"[^>]*class="weight/.exec(svg)?.[1]);
    for (const t of [5, 12.5, 20]) {
      const svg = drawnAt(sprung, t);
      expect(weight(svg) + 7).toBeCloseTo(heads(svg)[0]![1]!, 0);
    }
    expect(drawnAt(loss, 20)).not.toContain('weight');
  });

  test('of small multiples starts all runs together, and a shorter run waits at its end', () => {
    const short = { ...surface.paths![0]!, x: column(1.5, 1), y: column(-1.5, -1) };
    const items = multiples.items.map((item, i) =>
      i === 0 ? { ...item, panel: { ...surface, paths: [short] } } : item,
    );
    const panel = { ...multiples, items };
    expect(heads(drawnAt(panel, 0.5))).toHaveLength(items.length);
    const [waits, goesOn] = [7, 8].map((t) => heads(drawnAt(panel, t)));
    expect(waits?.[0]).toEqual(goesOn?.[0]);
    expect(waits?.[1]).not.toEqual(goesOn?.[1]);
  });

  test('is nothing to a screen reader, and its ids are its own', () => {
    const svg = drawnAt(multiples, 3);
    expect(svg).toMatch(/^<svg[^>]* aria-hidden="true"/);
    const ids = [...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });
});

describe('unmarked', () => {
  test('takes the marks of an iteration away, and is the same object where there are none', () => {
    const without = unmarked(surface);
    expect(JSON.stringify(without)).not.toContain('"now"');
    expect(unmarked(without)).toBe(without);
    expect(unmarked(loss)).toBe(loss);
    expect(unmarked(table)).toBe(table);
    expect(JSON.stringify(unmarked(multiples))).not.toContain('"now"');
  });
});

describe('a run that is cut', () => {
  const zigzag = { x: [0, 40, 4, 44, 8, 48, 9, 49], y: [0, 0, 9, 9, 18, 18, 27, 27] };
  const box = { x: 0, y: 0, width: 100, height: 100 };

  test('gives each step the weight that it has in the whole run', () => {
    const whole = track(zigzag, box, { dots: true });
    for (let until = 1; until <= 7; until++) {
      const part = track(zigzag, box, { dots: true, until });
      for (const key of ['bold', 'thin', 'faded', 'dots'] as const) expect(whole[key].startsWith(part[key])).toBe(true);
    }
    expect(track(zigzag, box, { dots: true, until: 7 })).toEqual(whole);
    expect(track(zigzag, box, { dots: true, until: 3.5 })).not.toEqual(whole);
  });

  test('that hops has every step as strong as the others', () => {
    const { bold, thin, faded } = track(zigzag, box, { dots: true, hops: true });
    expect(bold).not.toBe('');
    expect([thin, faded]).toEqual(['', '']);
    expect(track(zigzag, box, { dots: true }).thin).not.toBe('');
  });

  test('finds an iteration among thinned points', () => {
    const rest = thin({ x: [0, 0.1, 0.2, 10, 20, 20.1], y: [0, 0, 0, 0, 0, 0] }, 0.3);
    expect(rest.rows).toEqual([0, 3, 4, 5]);
    expect([0, 3, 3.5, 4, 9].map((t) => indexOf(rest, t))).toEqual([0, 1, 1.5, 2, 3]);
    expect(indexOf(rest, 1.5)).toBeCloseTo(0.5, 9);
    expect(pointBetween(rest, 1.5)).toEqual([15, 0]);
    expect(upTo(rest, 1.5)).toEqual({ x: [0, 10, 15], y: [0, 0, 0] });
  });
});
