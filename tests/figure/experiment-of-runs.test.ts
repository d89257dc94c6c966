import { describe, expect, it } from 'vitest';
import { createQuadratic, number, optimizers, train, type Values } from '../../src/engine/index.ts';
import * as f from '../../src/figure/index.ts';
import type { ChartPanel, SurfacePanel } from '../../src/figure/panels/panel.ts';
import { scriptAt } from '../../src/figure/python.ts';
import { runExperiment } from '../../src/figure/run.ts';

const parameters = { alpha: number({ label: 'α', help: 'Rate.', default: 0.25, min: 0, max: 3, step: 0.01 }) };
type V = Values<typeof parameters>;

const STEPS = 4;
/** On the bowl of curvature 1 each step multiplies the position by 1 - alpha. */
const recipe = (alpha: number): f.Run => ({
  problem: createQuadratic({ eigenvalues: [1, 1] }),
  optimizer: optimizers.gradientDescent,
  hyper: { alpha },
  start: [2, 0],
  steps: STEPS,
  bounds: { norm: 4 },
});

const experiment = f.experimentOfRuns({
  title: 'Two rates',
  question: 'Which is faster?',
  source: 'none',
  caption: 'Two runs.',
  pace: 'instant',
  parameters,
  about: 'Two rates.',
  runs: {
    own: ({ alpha }: V) =>
      f.run(recipe(alpha), 'run', 'yours', {
        prints: { end: 'path[-1, 0]' },
        measure: (run) => {
          const trace = train(run);
          return [trace, { made: trace.steps }];
        },
      }),
    halfAsFast: ({ alpha }: V) => f.run(recipe(alpha / 2), 'baseline', 'half', { prints: { slow: 'path[-1, 0]' } }),
  },
  present: (_, { own, halfAsFast }) => ({
    panels: [
      f.map({
        name: 'map',
        title: 'Both runs',
        x: f.axis('x', [-2, 2]),
        y: f.axis('y', [-2, 2]),
        runs: [halfAsFast.path(), own.path({ follows: true })],
      }),
      f.chart({
        name: 'loss',
        title: 'Both losses',
        x: f.axis('t', [0, STEPS]),
        y: f.axis('L', [0, 2]),
        runs: [own.line({ says: (loss, t) => `${t}: ${loss}` }), halfAsFast.line()],
      }),
    ],
    numbers: { end: f.fixed(own.at(own.last)[0], 3), made: f.count(own.made) },
    events: own.events({
      near: ['near', (t) => own.x[t]! < 1],
      right: ['on the right', (t) => own.x[t]! > 0],
      far: ['far', (t) => own.x[t]! > 9],
    }),
    verdict: [[true, 'It ends at {end}.']],
  }),
});

const shown = (alpha: number, options: Parameters<typeof runExperiment>[2] = {}) => {
  const { presentation } = runExperiment(experiment, { alpha }, options);
  // Safe: in the order listed above.
  return { ...presentation, map: presentation.panels[0] as SurfacePanel, loss: presentation.panels[1] as ChartPanel };
};

describe('an experiment of runs', () => {
  it('measures all of them as one part, each with what is wanted of it', () => {
    const { results } = runExperiment(experiment, { alpha: 0.5 });
    expect(experiment.parts({ alpha: 0.5 })).toEqual({ runs: { alpha: 0.5 } });
    expect(Array.from(results.runs!.own.x)).toEqual([2, 1, 0.5, 0.25, 0.125]);
    expect(Array.from(results.runs!.halfAsFast.x)).toEqual([2, 1.5, 1.125, 0.84375, 0.6328125]);
    expect(results.runs!.own.made).toBe(STEPS);
  });

  it('draws nothing before they are there', () =>
    expect(experiment.present({ alpha: 0.5 }, { runs: undefined })).toBe(f.unmeasured));

  it('has as many steps as the longest: one that diverges ends before', () => {
    expect(shown(2.9).numbers['made']!.value).toBeLessThan(STEPS);
    expect(shown(2.9).steps).toBe(STEPS);
  });

  it('draws each under its name, with a disc at its end', () => {
    const { map, loss } = shown(0.5);
    expect(map.paths!.map(({ name, role, label }) => [name, role, label])).toEqual([
      ['half', 'baseline', 'half'],
      ['yours', 'run', 'yours'],
    ]);
    expect(map.points!.map(({ name, x }) => [name, x])).toEqual([
      ['end, half', 0.6328125],
      ['end, yours', 0.125],
    ]);
    expect(loss.series.map(({ label }) => label)).toEqual(['yours', 'half']);
    expect(loss.points).toEqual([]);
  });

  it('marks the step in view; a run that follows has its disc and its name there', () => {
    const { map, loss } = shown(0.5, { at: 1 });
    expect(map.paths!.at(-1)!.label).toBeUndefined();
    expect(map.points!.map(({ mark, name, x, label }) => [mark, name, x, label])).toEqual([
      ['end', 'end, half', 0.6328125, undefined],
      ['now', 'now, half', 1.5, undefined],
      ['end', 'end, yours', 1, 'yours'],
      ['now', 'now, yours', 1, undefined],
    ]);
    expect(loss.points!.map(({ x, y, label }) => [x, y, label])).toEqual([[1, 0.5, '1: 0.5']]);
  });

  it('draws the pinned run under the reader’s own, and under no other', () => {
    const { map, loss } = shown(0.5, { pinned: { alpha: 0.25 } });
    expect(map.paths!.map(({ name }) => name)).toEqual(['half', 'pinned yours', 'yours']);
    expect(map.paths![1]!.x[1]).toBe(1.5);
    expect(loss.series.map(({ name }) => name)).toEqual(['pinned yours', 'yours', 'half']);
  });

  it('lists an event at the first step after the start at which it has happened, and none that does not', () =>
    expect(shown(0.3).events).toEqual([
      { name: 'near', label: 'near', at: 2 },
      { name: 'right', label: 'on the right', at: 1 },
    ]));

  it('exports each run that prints something as a function of its name', () => {
    const { text } = scriptAt(experiment, { alpha: 0.5 })!;
    expect(text).toMatch(/^"""Two rates\."""/);
    expect(text).toContain('def own():');
    expect(text).toContain('def half_as_fast():');
    expect(text).toContain('print(json.dumps({**own(), **half_as_fast()}))');
  });
});
