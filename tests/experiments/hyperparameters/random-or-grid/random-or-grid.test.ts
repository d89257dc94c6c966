import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/hyperparameters/random-or-grid/random-or-grid.ts';
import {
  gridShare,
  gridTrials,
  type Matter,
  randomShare,
  randomTrials,
} from '../../../../src/experiments/hyperparameters/random-or-grid/two-searches.ts';
import type { Presentation } from '../../../../src/figure/experiment.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { shownBy } from '../../shown-by.ts';

const run = shownBy(experiment);

/** Settings among the first tries of one of the two searches, as shown on the map. */
function triesOf(presentation: Presentation, search: string) {
  const [sheet] = presentation.panels;
  if (sheet?.kind !== 'surface') throw new Error('the first panel is a sheet');
  return (sheet.points ?? []).filter(({ name }) => name.startsWith(`${search}: try`));
}
const hitsIn = (presentation: Presentation, search: string): number =>
  triesOf(presentation, search).filter(({ mark }) => mark === 'end').length;

describe('random-or-grid', () => {
  it('9 trials, a window of .1: .333 and .613 where one matters, .111 and .086 where both do', () => {
    const one = run('');
    expect(one.value('gridTheory')).toBeCloseTo(0.333, 3);
    expect(one.value('randomTheory')).toBeCloseTo(0.613, 3);
    const both = run('matter=2');
    expect(both.value('gridTheory')).toBeCloseTo(0.111, 3);
    expect(both.value('randomTheory')).toBeCloseTo(0.086, 3);
  });

  it.each(['', 'matter=2', 'perSide=4&window=0.2', 'matter=2&perSide=4&window=0.2', 'perSide=2&window=0.4'])(
    'the simulated shares at "%s" are those of the formulas, within 3.5 standard errors',
    (query) => {
      for (const seed of [1, 2, 3]) {
        const { value } = run(`${query}&seed=${seed}`);
        for (const name of ['grid', 'random']) {
          const share = value(`${name}Theory`);
          const error = Math.sqrt((share * (1 - share)) / 1000);
          expect(Math.abs(value(name) - share), name).toBeLessThan(3.5 * error + 1e-9);
        }
      }
    },
  );

  it('random wins where one matters, the grid where both do', () => {
    expect(run('').verdict.outcome).toBe('holds');
    expect(run('matter=2').verdict.outcome).toBe('fails');
  });

  it('counts the hits that are drawn, and not those to come', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('perSide=4&best0=0.5'));
    for (let at = 0; at <= 16; at++) {
      const { presentation } = runExperiment(experiment, values, { at });
      const { gridHere, randomHere } = presentation.numbers;
      expect(gridHere?.value, `grid, ${at} tries`).toBe(hitsIn(presentation, 'grid'));
      expect(randomHere?.value, `random, ${at} tries`).toBe(hitsIn(presentation, 'random'));
    }
  });

  it('fills as it tries: up to a step both searches have made as many tries, in the same order as at the end', () => {
    const { values } = parse(experiment.parameters, new URLSearchParams('perSide=4'));
    const at = (step?: number) =>
      runExperiment(experiment, values, step === undefined ? {} : { at: step }).presentation;
    expect(at().steps).toBe(16);
    for (const search of ['grid', 'random'])
      for (const step of [0, 1, 7, 16])
        expect(triesOf(at(step), search), `${search} ${step}`).toEqual(triesOf(at(), search).slice(0, step));
  });

  it('tells at which try a search first hits, and of one that never does nothing', () => {
    const presentation = run('perSide=4&best0=0.5');
    expect(presentation.events?.map(({ name }) => name)).toEqual(['random']);
    const first = triesOf(presentation, 'random').findIndex(({ mark }) => mark === 'end');
    expect(presentation.events?.[0]?.at).toBe(first + 1);
  });

  it.each<Matter>(['1', 'second', '2'])(
    'the formula of a grid that ends early is the share of places, matter=%s',
    (matter) => {
      // Counted on closely spaced points, without formula: a try reaches a point if both coordinates are close enough.
      const places = Array.from({ length: 400 }, (_, k) => (k + 0.5) / 400);
      for (const [k, w] of [
        [4, 0.1],
        [4, 0.2],
        [3, 0.4],
      ] as const)
        for (const tries of [1, k, k + 2, k * k]) {
          const made = gridTrials(k).slice(0, tries);
          const middle = places.map((u) => w / 2 + u * (1 - w));
          const near = (a: number, b: number): boolean => Math.abs(a - b) <= w / 2;
          const found =
            matter === '2'
              ? middle.flatMap((x) => middle.map((y) => made.some(([a, b]) => near(a, x) && near(b, y))))
              : middle.map((place) => made.some((trial) => near(trial[matter === '1' ? 0 : 1], place)));
          const share = found.filter(Boolean).length / found.length;
          expect(Math.abs(gridShare(k, w, matter, tries) - share), `${k} ${w} ${tries}`).toBeLessThan(0.02);
        }
    },
  );

  it('six random tries find the second knob about twice as often as six of a grid, over seeds and places, and say how often', () => {
    const { value, verdict } = run('matter=second&perSide=4&window=0.1');
    const [w, seeds, places] = [0.1, 400, 200];
    const share = (tries: readonly (readonly [number, number])[]): number => {
      const middles = Array.from({ length: places }, (_, k) => w / 2 + ((k + 0.5) / places) * (1 - w));
      return middles.filter((at) => tries.some(([, y]) => Math.abs(y - at) <= w / 2)).length / places;
    };
    const random = Array.from({ length: seeds }, (_, seed) => share(randomTrials({ trials: 6, seed })));
    const mean = random.reduce((sum, one) => sum + one, 0) / seeds;
    const grid = share(gridTrials(4).slice(0, 6));
    expect(Math.abs(value('randomEarly') - mean)).toBeLessThan(0.03);
    expect(Math.abs(value('gridEarly') - grid)).toBeLessThan(0.02);
    expect(value('randomEarly')).toBeCloseTo(randomShare(6, w, 1), 10);
    expect(mean / grid).toBeGreaterThan(1.8);
    expect(mean / grid).toBeLessThan(2.3);
    expect(verdict.outcome).toBe('holds');
  });

  it('a grid stands at the centres of its cells, row by row', () => {
    expect(gridTrials(2)).toEqual([
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ]);
  });
});
