import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/warm-up/warm-up.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { presentWith } from '../../../../src/figure/run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { layoutChart } from '../../../../src/widgets/panels/chart-layout.ts';
import { keptResults } from '../../../../src/widgets/prerender/precomputed.ts';
import { keptAt, measuredAt, picturesOnTheWay } from '../../long.ts';

describe('warm-up', () => {
  it('at .8 four of four are lost without it and none with 300 steps; the curvature is pressed down to about 2/a', () => {
    const { value, low, high, verdict } = keptAt('warm-up', experiment);
    expect(value('lostCold')).toBe(4);
    expect(value('lostWarm')).toBe(0);
    expect(low('startRatio')).toBeGreaterThan(3);
    expect(high('endCurvature')).toBeLessThan(1.25 * value('edge'));
    expect(low('endCurvature')).toBeGreaterThan(0.9 * value('edge'));
    expect(high('endLoss')).toBeLessThan(0.15);
    expect(verdict.outcome).toBe('holds');
  });

  it('a lost run ends at a cross, the charts soon after the last of them, and no line ends in the air', () => {
    const { panels, steps = 0, events } = keptAt('warm-up', experiment, 'warmUp=1&steps=100');
    const [chart] = panels;
    if (chart?.kind !== 'chart') throw new Error('the first panel is a chart');
    // Nobody plays a chart that stays empty.
    expect(steps).toBeLessThan(10);
    expect(chart.x.domain[1]).toBe(steps);
    expect(events?.find(({ name }) => name === 'lost')?.at).toBe(steps);
    const runs = chart.series.filter(({ role }) => role === 'run');
    const ends = runs.map(({ x, y }) => [x.at(-1), y.at(-1)]);
    expect(runs).toHaveLength(4);
    for (const [x, y] of ends) {
      expect(y).toBe(chart.y.domain[1]);
      expect(chart.points!.some((point) => point.mark === 'cross' && point.x === x)).toBe(true);
    }
    expect(chart.points!.filter(({ label }) => label === 'lost')).toHaveLength(1);
    expect(keptAt('warm-up', experiment).steps).toBe(1500);
  });

  it('swings a thousand times as wide once the edge is there, no wider later, and on a parabola would soon be lost', () => {
    const shown = keptAt('warm-up', experiment);
    const swing = shown.panels.find(({ name }) => name === 'swing');
    if (swing?.kind !== 'chart') throw new Error('the swing is a chart');
    const meets = shown.events!.find(({ name }) => name === 'meets')!.at;
    const { x, y } = swing.series.find(({ label }) => label === 'swing')!;
    const between = (from: number, to: number) => [...y].filter((_, k) => x[k]! > from && x[k]! <= to);
    expect(Math.max(...between(500, 1500))).toBeGreaterThan(1000 * Math.min(...between(0, meets + 40)));
    expect(Math.max(...between(500, 1500))).toBeLessThan(1.2 * Math.max(...between(meets, 500)));
    expect(swing.series.filter(({ role }) => role === 'theory')).toHaveLength(4);
    // A double-precision hand with data of its own: 9 to 20 steps from step 400, 700 and 1000.
    expect(shown.low('frozenSteps')).toBeGreaterThan(5);
    expect(shown.high('frozenSteps')).toBeLessThan(40);
    expect(shown.low('endRatio')).toBeGreaterThan(1);
  });

  it('shows the parabola and what is lost only once the reader has come there', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('warmUp=1&steps=100'));
    const kept = new Map(keptResults('warm-up').parts.map(({ key, result }) => [key, result]));
    const [first] = presentWith(experiment, values, (key) => kept.get(key), { at: 0 }).panels;
    expect(first?.kind === 'chart' && first.points).toEqual([]);
    const { panels } = presentWith(experiment, { ...values, warmUp: 300, steps: 1500 }, (key) => kept.get(key), {
      at: 0,
    });
    for (const panel of panels)
      if (panel.name === 'swing' && panel.kind === 'chart')
        expect(panel.series.filter(({ role }) => role === 'theory')).toEqual([]);
  });

  it('thirty steps are too few for one, and at .15 nothing is lost either way', () => {
    const thirty = keptAt('warm-up', experiment, 'warmUp=30');
    expect(thirty.verdict.outcome).toBe('depends');
    expect(thirty.brief).toBe('Of {seeds} networks {lostWarm} is lost.');
    expect(thirty.value('lostWarm')).toBe(1);
    expect(keptAt('warm-up', experiment, 'alpha=0.15').verdict.outcome).toBe('fails');
  });

  it('presents all that has arrived', async () => {
    const pictures = await picturesOnTheWay('warm-up', experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none\b.*none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No run/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it('loses a run at a rate far past the edge even so, and says so', () => {
    const seen = measuredAt(experiment, 'alpha=2&warmUp=3&seeds=1&steps=100&examples=50');
    expect(seen.value('lostWarm')).toBe(1);
    expect(seen.verdict.outcome).toBe('fails');
  });

  it('has one step axis for both charts of the scenes, drawn whole, at every width', () => {
    for (const query of ['', 'warmUp=1&steps=100', 'warmUp=30', 'alpha=0.15'])
      for (const width of [358, 800]) {
        const { panels } = keptAt('warm-up', experiment, query);
        const [lower, upper] = panels
          .filter((panel) => panel.kind === 'chart')
          .map((panel) => layoutChart(panel, width, 200));
        const where = `${query} at ${width}`;
        expect(upper!.x.range[1], where).toBe(lower!.x.range[1]);
        expect(Math.abs(upper!.x.range[0] - lower!.x.range[0]), where).toBeLessThan(6);
        expect(upper!.baseline, where).toEqual(upper!.x.range);
      }
  });

  it('at .15 swings all within the chart, and names no parabola, on which it would not be lost', () => {
    const swing = keptAt('warm-up', experiment, 'alpha=0.15').panels.find(({ name }) => name === 'swing');
    if (swing?.kind !== 'chart') throw new Error('the swing is a chart');
    for (const { y } of swing.series) expect(Math.min(...y)).toBeGreaterThan(swing.y.domain[0]);
    expect(swing.series.filter(({ role }) => role === 'theory')).toEqual([]);
  });
});
