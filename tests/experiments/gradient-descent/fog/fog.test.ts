import { describe, expect, it } from 'vitest';
import { placeText } from '../../../../src/engine/places.ts';
import type { Schema, Values } from '../../../../src/engine/schema.ts';
import type { TrainOptions } from '../../../../src/engine/training/train.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { defaults } from '../../../../src/engine/values.ts';
import { vector } from '../../../../src/engine/vector.ts';
import experiment from '../../../../src/experiments/gradient-descent/fog/fog.ts';
import { downhill } from '../../../../src/experiments/gradient-descent/fog/fog-panels.ts';
import { createTerrain, HALF } from '../../../../src/experiments/gradient-descent/fog/terrain.ts';
import {
  onTerrain,
  RULES,
  runOf,
  SETTINGS,
  walksOn,
  wayDown,
} from '../../../../src/experiments/gradient-descent/fog/walks.ts';
import type { SurfacePanel } from '../../../../src/figure/panels/panel.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';

const run = (values: Partial<Values<typeof experiment.parameters>>) =>
  runExperiment(experiment, { ...defaults(experiment.parameters), ...values }).presentation;
const sheetOf = (values: Partial<Values<typeof experiment.parameters>>) => run(values).panels[0] as SurfacePanel;
/** A whole game on terrain 2, of a patient player. */
const game = 'xWCv1WvkBx73tsJzDwtsLnLnl7egyqdJ5cxkeKGbhOeCMbZOeCMbZOeCMbZO';
const SEEDS = Array.from({ length: 60 }, (_, k) => k + 1);

describe('createTerrain', () => {
  it('has the gradient of its loss, against central differences', () => {
    const h = 1e-5;
    for (const seed of [1, 10, 99]) {
      const { problem } = createTerrain(seed);
      for (const [x, y] of [
        [0.3, -1.1],
        [-2, 0.4],
        [3, 2],
      ] as const) {
        const g = vector(0, 0);
        expect(problem.gradient(vector(x, y), g)).toBeCloseTo(problem.loss(vector(x, y)), 12);
        expect(g[0]).toBeCloseTo((problem.loss(vector(x + h, y)) - problem.loss(vector(x - h, y))) / (2 * h), 6);
        expect(g[1]).toBeCloseTo((problem.loss(vector(x, y + h)) - problem.loss(vector(x, y - h))) / (2 * h), 6);
      }
    }
  });

  it('names its lowest place: no place of a grid over the sheet is lower', () => {
    for (const seed of SEEDS) {
      const { problem, lowest } = createTerrain(seed);
      for (let i = 0; i <= 70; i++)
        for (let k = 0; k <= 50; k++)
          expect(problem.loss(vector(...onTerrain([i / 70, k / 50])))).toBeGreaterThanOrEqual(lowest.loss - 1e-9);
    }
  });

  it('begins on the sheet, on a slope that can be felt', () => {
    for (let seed = 1; seed <= 99; seed++) {
      const { problem, start } = createTerrain(seed);
      const g = vector(0, 0);
      problem.gradient(vector(...start), g);
      expect(Math.hypot(...g)).toBeGreaterThan(0.1);
      expect(Math.abs(start[0])).toBeLessThan(HALF[0]);
      expect(Math.abs(start[1])).toBeLessThan(HALF[1]);
    }
  });
});

describe('the rules in the fog', () => {
  const mean = (made: (typeof SETTINGS)['adam']): number =>
    SEEDS.reduce((sum, seed) => {
      const { problem, start, lowest } = createTerrain(seed);
      const { loss } = train(runOf(problem, start, made) as TrainOptions<Schema>);
      return sum + wayDown({ x: loss, y: loss, loss }, lowest.loss) / SEEDS.length;
    }, 0);

  it.each(RULES)('%s has a rate that suits: half and twice it gain at most two points over sixty terrains', (rule) => {
    const made = SETTINGS[rule];
    const alpha = Number(made.hyper?.['alpha']);
    const usual = mean(made);
    for (const factor of [0.5, 2])
      expect(mean({ ...made, hyper: { ...made.hyper, alpha: factor * alpha } })).toBeLessThan(usual + 0.02);
  });

  it('each make twenty steps from the reader’s start', () => {
    const walks = walksOn(7, '');
    for (const rule of RULES) {
      expect(walks[rule].x).toHaveLength(21);
      expect([walks[rule].x[0], walks[rule].y[0]]).toEqual([walks.you.x[0], walks.you.y[0]]);
    }
  });
});

describe('fog', () => {
  it('shows what was felt and nothing of the heights, until the last step', () => {
    for (const moves of ['', game.slice(0, 30), game.slice(0, 57)]) {
      const sheet = sheetOf({ terrain: 2, moves });
      expect(sheet.fog).toBeDefined();
      expect(sheet.bands).toBeUndefined();
      expect(JSON.stringify(run({ terrain: 2, moves }).panels)).not.toMatch(/adam|momentum|lowest/i);
    }
    const clear = sheetOf({ terrain: 2, moves: game });
    expect(clear.fog).toBeUndefined();
    expect(clear.bands).toBeDefined();
    expect(clear.paths?.map(({ name }) => name)).toEqual(['descent', 'momentum', 'Adam', 'your steps']);
  });

  it('tells the slope under the feet and where downhill is, and counts the steps that are left', () => {
    const { problem, start } = createTerrain(10);
    const g = vector(0, 0);
    problem.gradient(vector(...start), g);
    expect(sentence(run({}))).toContain(Math.hypot(...g).toFixed(2));
    expect(sentence(run({}))).toContain('20 steps');
    expect(sentence(run({ moves: placeText([0.5, 0.5]) }))).toContain('You have 19 steps left');
    expect(sentence(run({ moves: game.slice(0, 57) }))).toContain('You have 1 step left');
    expect(downhill([-1, 0])).toBe('right');
    expect(downhill([1, 1])).toBe('lower left');
    expect(downhill([0, -2])).toBe('up');
    expect(downhill([2, 0.01])).toBe('left');
  });

  it('draws it long enough to be seen outside the ring, also where the ground is nearly level', () => {
    for (let end = 0; end < game.length; end += 3) {
      const { arrows = [], handle } = sheetOf({ terrain: 2, moves: game.slice(0, end) });
      const [x, y] = handle?.at ?? [0, 0];
      for (const { to } of arrows) expect(Math.hypot(to[0] - x, to[1] - y)).toBeGreaterThanOrEqual(0.6);
    }
  });

  it('says straight up and down, because the ground has an up and a down of its own', () => {
    const said = Array.from({ length: 20 }, (_, k) => placeText([0.05 + 0.045 * k, 0.1])).map((moves) =>
      sentence(run({ moves })),
    );
    expect(said.some((text) => text.includes('downhill is straight up on the sheet'))).toBe(true);
    expect(said.join()).not.toMatch(/to the (up|down|top|bottom)\b/);
  });

  it('takes back the last step, for a finger that slipped', () => {
    expect(run({}).offers).toBeUndefined();
    const [back, again] = run({ moves: game.slice(0, 6) }).offers ?? [];
    expect([back?.set, again?.set]).toEqual([{ moves: game.slice(0, 3) }, { moves: '' }]);
  });

  it('draws the arrow downhill: a short step along it goes down', () => {
    for (const seed of [1, 10, 33]) {
      const [arrow] = sheetOf({ terrain: seed }).arrows ?? [];
      const { problem, start } = createTerrain(seed);
      const [dx, dy] = [(arrow?.to[0] ?? 0) - start[0], (arrow?.to[1] ?? 0) - start[1]];
      expect(problem.loss(vector(start[0] + 0.01 * dx, start[1] + 0.01 * dy))).toBeLessThan(
        problem.loss(vector(...start)),
      );
    }
  });

  it('marks the slopes of the last places, but none close to a newer one, where strokes would pile up', () => {
    const near = Array.from({ length: 6 }, (_, k) => placeText([0.5 + 0.01 * k, 0.5])).join('');
    const far = [0.1, 0.3, 0.5, 0.7, 0.9].map((across) => placeText([across, 0.5])).join('');
    const marked = (moves: string) => sheetOf({ moves }).lines?.map(({ name }) => name);
    expect(marked(near)).toEqual(['slope felt at step 0', 'slope felt at step 6']);
    expect(marked(far)).toEqual([1, 2, 3, 4, 5].map((t) => `slope felt at step ${t}`));
  });

  it('on the first terrain leaves descent in a valley that momentum and Adam get out of', () => {
    const { numbers } = run({ lifted: true });
    expect(numbers['descent']?.value).toBeLessThan(0.5);
    expect(numbers['momentum']?.value).toBeGreaterThan(0.9);
    expect(numbers['adam']?.value).toBeGreaterThan(0.9);
  });

  it('names who got lowest, also where some got equally low', () => {
    expect(sentence(run({ terrain: 2, moves: game }))).toMatch(/: you got lowest\.$/);
    expect(sentence(run({ lifted: true }))).toMatch(/Adam got lowest\.$/);
    expect(sentence(run({ terrain: 53, lifted: true }))).toContain('descent, momentum and Adam got lowest');
  });

  it('offers another game, and another terrain even after the last', () => {
    const offers = run({ terrain: 99, lifted: true }).offers ?? [];
    expect(offers.map(({ set }) => set)).toEqual([
      { moves: '', lifted: false },
      { terrain: 1, moves: '', lifted: false },
    ]);
  });

  it('speaks of the lowest step, since a walk may end higher', () => {
    const { verdict } = run({ terrain: 2, moves: game.slice(0, 30) + game.slice(0, 30) });
    expect(verdict.text).toContain('Your lowest step was {you} of the way down');
  });

  it('opens in the fog, on a page without scripts too', () => {
    const { panels, steps } = runExperiment(experiment, defaults(experiment.parameters)).presentation;
    expect((panels[0] as SurfacePanel).fog).toBeDefined();
    // No row of Play is kept free under the sheet.
    expect(steps).toBeUndefined();
  });
});
