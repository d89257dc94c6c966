import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/since-the-book/warm-up/warm-up.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { presentWith } from '../../../../src/figure/run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { storedResults } from '../../../../src/widgets/prerender/precomputed.ts';
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
    // An independent check in double precision with its own data: 9 to 20 steps from step 400, 700 and 1000.
    expect(shown.low('frozenSteps')).toBeGreaterThan(5);
    expect(shown.high('frozenSteps')).toBeLessThan(40);
    expect(shown.low('endRatio')).toBeGreaterThan(1);
  });

  it('shows the parabola and what is lost only once the reader has come there', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('warmUp=1&steps=100'));
    const kept = new Map(storedResults('warm-up').parts.map(({ key, result }) => [key, result]));
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
    expect(thirty.summary).toBe('{lostWarm} of {seeds} networks is lost.');
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
});
