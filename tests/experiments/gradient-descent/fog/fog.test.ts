import { describe, expect, it } from 'vitest';
import { placeText } from '../../../../src/engine/places.ts';
import type { Schema, Values } from '../../../../src/engine/schema.ts';
import type { TrainOptions } from '../../../../src/engine/training/train.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { defaults } from '../../../../src/engine/values.ts';
import { vector } from '../../../../src/engine/vector.ts';
import experiment from '../../../../src/experiments/gradient-descent/fog/fog.ts';
import { downhill } from '../../../../src/experiments/gradient-descent/fog/fog-panels.ts';
import {
  onTerrain,
  REACH,
  RULES,
  runOf,
  SETTINGS,
  STEPS,
  walksOn,
  wayDown,
} from '../../../../src/experiments/gradient-descent/fog/fog-walks.ts';
import { createTerrain, HALF, LANDS } from '../../../../src/experiments/gradient-descent/fog/terrain.ts';
import type { SurfaceArrow, SurfacePanel } from '../../../../src/figure/panels/panel.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { sentence, showNumber } from '../../../../src/figure/sentence.ts';

const run = (values: Partial<Values<typeof experiment.parameters>>) =>
  runExperiment(experiment, { ...defaults(experiment.parameters), ...values }).presentation;
const mapOf = (values: Partial<Values<typeof experiment.parameters>>) => run(values).panels[0] as SurfacePanel;
/** A whole game of an earlier version, with twenty steps of any length, on terrain 2, by a patient player. */
const long = 'xWCv1WvkBx73tsJzDwtsLnLnl7egyqdJ5cxkeKGbhOeCMbZOeCMbZOeCMbZO';
/** Its last ten steps, which end lower than any rule. */
const game = long.slice(30);
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
    for (const seed of [...SEEDS, ...LANDS]) {
      const { problem, lowest } = createTerrain(seed);
      let found = Number.POSITIVE_INFINITY;
      // A hollow is several times as wide as the grid's step.
      for (let i = 0; i <= 35; i++)
        for (let k = 0; k <= 25; k++) found = Math.min(found, problem.loss(vector(...onTerrain([i / 35, k / 25]))));
      expect(found).toBeGreaterThanOrEqual(lowest.loss - 1e-9);
    }
  });

  it('begins on the sheet, on a slope that can be felt', () => {
    for (const seed of [...Array.from({ length: 99 }, (_, k) => k + 1), ...LANDS]) {
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
      return sum + wayDown({ loss }, lowest.loss) / SEEDS.length;
    }, 0);

  it.each(RULES)('%s has a rate that suits: half and twice it gain at most two points over sixty terrains', (rule) => {
    const made = SETTINGS[rule];
    const alpha = Number(made.hyper?.['alpha']);
    const usual = mean(made);
    for (const factor of [0.5, 2])
      expect(mean({ ...made, hyper: { ...made.hyper, alpha: factor * alpha } })).toBeLessThan(usual + 0.02);
  });

  it('each make ten steps from the reader’s start, or as many as a longer game had', () => {
    for (const [moves, steps] of [
      ['', 10],
      [game, 10],
      [long, 20],
    ] as const) {
      const walks = walksOn(7, moves);
      for (const rule of RULES) {
        expect(walks[rule].x).toHaveLength(steps + 1);
        expect([walks[rule].x[0], walks[rule].y[0]]).toEqual([walks.you.x[0], walks.you.y[0]]);
      }
    }
  });

  it('step no further than a reader may, on any land that is offered', () => {
    for (const land of LANDS) {
      const walks = walksOn(land, '');
      for (const rule of RULES) {
        const { x, y } = walks[rule];
        for (let t = 1; t < x.length; t++)
          expect(Math.hypot(x[t]! - x[t - 1]!, y[t]! - y[t - 1]!)).toBeLessThanOrEqual(REACH);
      }
    }
  });

  it('win by turns, and somewhere leave more than half of the way to the reader', () => {
    const won = LANDS.map((land) => {
      const { lowest, ...walks } = walksOn(land, '');
      const ways = RULES.map((rule) => wayDown(walks[rule], lowest.loss));
      const best = Math.max(...ways);
      return best < 0.6 ? 'nobody' : RULES[ways.indexOf(best)];
    });
    expect(new Set(won)).toEqual(new Set(['descent', 'momentum', 'adam', 'nobody']));
  });
});

describe('fog', () => {
  it('shows what was felt, and nothing of where nobody has stood, until the last step', () => {
    for (const moves of ['', game.slice(0, 15), game.slice(0, 27)]) {
      const sheet = mapOf({ terrain: 2, moves });
      expect(sheet.fog).toBeDefined();
      expect(sheet.bands).toBeUndefined();
      expect(JSON.stringify(run({ terrain: 2, moves }).panels)).not.toMatch(/adam|momentum|lowest/i);
    }
    const clear = mapOf({ terrain: 2, moves: game });
    expect(clear.fog).toBeUndefined();
    expect(clear.bands).toBeDefined();
    expect(clear.paths?.map(({ name }) => name)).toEqual(['descent', 'momentum', 'Adam', 'your steps']);
  });

  it('tells the slope under the feet and where downhill is, and counts the steps that are left', () => {
    const { problem, start } = createTerrain(10);
    const g = vector(0, 0);
    problem.gradient(vector(...start), g);
    expect(sentence(run({}))).toContain(Math.hypot(...g).toFixed(2));
    expect(sentence(run({}))).toContain('10 steps');
    expect(sentence(run({ moves: placeText([0.5, 0.5]) }))).toContain('You have 9 steps left');
    expect(sentence(run({ moves: game.slice(0, 27) }))).toContain('You have 1 step left');
    expect(downhill([-1, 0])).toBe('right');
    expect(downhill([1, 1])).toBe('lower left');
    expect(downhill([0, -2])).toBe('up');
    expect(downhill([2, 0.01])).toBe('left');
  });

  it('draws it as long as the step of descent, outside the ring, so that a steeper slope is always longer', () => {
    for (let end = 0; end < game.length; end += 3) {
      const { arrows = [], handle } = mapOf({ terrain: 2, moves: game.slice(0, end) });
      const [felt] = arrows.filter(({ name }) => name === 'downhill');
      expect(felt?.to).toEqual(handle?.falls);
      expect(felt?.beside).toBeGreaterThan(11);
    }
  });

  it('takes back the last step, for a finger that slipped', () => {
    expect(run({}).offers).toBeUndefined();
    const [back, again] = run({ moves: game.slice(0, 6) }).offers ?? [];
    expect([back?.takesBack, again?.set]).toEqual(['moves', { moves: '' }]);
  });

  it('draws the arrow downhill: a short step along it goes down', () => {
    for (const seed of [1, 10, 33]) {
      const [arrow] = mapOf({ terrain: seed }).arrows ?? [];
      const { problem, start } = createTerrain(seed);
      const [dx, dy] = [(arrow?.to[0] ?? 0) - start[0], (arrow?.to[1] ?? 0) - start[1]];
      expect(problem.loss(vector(start[0] + 0.01 * dx, start[1] + 0.01 * dy))).toBeLessThan(
        problem.loss(vector(...start)),
      );
    }
  });

  it('leaves an arrow behind at each place, half as long as when it was felt', () => {
    const arrows = (moves: string) => mapOf({ terrain: 2, moves }).arrows ?? [];
    const lengthOf = ({ from, to }: SurfaceArrow) => Math.hypot(to[0] - from[0], to[1] - from[1]);
    const before = arrows(game.slice(0, 6));
    const after = arrows(game.slice(0, 9));
    expect(after.map(({ name }) => name)).toEqual([
      'slope felt at step 0',
      'slope felt at step 1',
      'slope felt at step 2',
      'downhill',
    ]);
    expect(lengthOf(after[2]!)).toBeCloseTo(lengthOf(before[2]!) / 2, 12);
  });

  it('knows where descent would step: ten such steps are the walk of descent', () => {
    let moves = '';
    for (let t = 0; t < STEPS; t++) {
      const { handle } = mapOf({ moves });
      const { descent } = walksOn(10, '');
      const [x, y] = handle?.falls ?? [Number.NaN, Number.NaN];
      // Positions are known to a five-hundredth of the map.
      expect(Math.hypot(x - descent.x[t + 1]!, y - descent.y[t + 1]!)).toBeLessThan(0.1);
      moves += placeText([(x / HALF[0] + 1) / 2, (y / HALF[1] + 1) / 2]);
    }
  });

  it('leaves at each place how far down it was, as the gauge had it there', () => {
    const moves = game.slice(0, 9);
    const labels = (mapOf({ terrain: 2, moves }).points ?? []).map(({ label }) => label);
    const gauge = [0, 3, 6].map((made) => run({ terrain: 2, moves: game.slice(0, made) }).numbers['you']!);
    expect(labels).toEqual(gauge.map(showNumber));
  });

  it('tells how far down one is, and the furthest that one has felt', () => {
    const { problem, start, lowest } = createTerrain(2);
    const way = (share: readonly [number, number]) =>
      (problem.loss(vector(...start)) - problem.loss(vector(...onTerrain(share)))) /
      (problem.loss(vector(...start)) - lowest.loss);
    const [down, up] = [
      [0.5, 0.25],
      [0.9, 0.9],
    ] as const;
    const { numbers } = run({ terrain: 2, moves: placeText(down) + placeText(up) });
    expect(numbers['deepest']?.value).toBeCloseTo(way(down), 2);
    expect(numbers['you']?.value).toBeCloseTo(way(up), 2);
    expect(way(up)).toBeLessThan(way(down));
  });

  it('on the first terrain leaves descent in a hollow that Adam gets out of', () => {
    const { numbers } = run({ lifted: true });
    expect(numbers['descent']?.value).toBeLessThan(0.4);
    expect(numbers['adam']?.value).toBeGreaterThan(0.8);
    expect(sentence(run({ lifted: true }))).toMatch(
      /^Adam got lowest, 84\s% of the way down\. Momentum got 50\s% and descent 37\s%\. Descent, which follows the arrow, gets stuck in a hollow on the way\.$/,
    );
  });

  it('says during the game that a step led higher than the start, and gives no negative share', () => {
    const { summary, panels } = run({ terrain: 2, moves: placeText([0.98, 0.98]) });
    expect(summary).toContain('You are higher than you began.');
    const [sheet] = panels;
    expect(sheet?.kind === 'surface' && sheet.handle?.label).toBe('you, higher than you began');
  });

  it('counts where the last step ends, and not the lowest one', () => {
    const climbed = game.slice(0, -3) + placeText([0.98, 0.98]);
    expect(sentence(run({ terrain: 2, moves: climbed }))).toContain('You ended higher than you began');
    const past = run({ terrain: 2, moves: climbed });
    expect(sentence(past)).toMatch(/You had \d+\s% after step \d, and then walked past\./);
    const [sheet] = past.panels;
    expect(sheet?.kind === 'surface' && sheet.points?.map(({ name }) => name)).toContain('your lowest');
    expect(sentence(run({ lifted: true }))).not.toContain('walked past');
    const numbers = run({ terrain: 2, moves: climbed }).numbers;
    expect(numbers['you']?.value).toBeLessThan(0);
  });

  it('says nothing of a reader who has made no step', () => {
    expect(sentence(run({ lifted: true }))).not.toMatch(/you/i);
  });

  it('offers another land first, which comes round again after the last, and this one once more', () => {
    const offers = run({ terrain: LANDS.at(-1)!, lifted: true }).offers ?? [];
    expect(offers.map(({ set }) => set)).toEqual([
      { terrain: LANDS[0], moves: '', lifted: false },
      { moves: '', lifted: false },
    ]);
    expect(run({ terrain: 77, lifted: true }).offers?.[0]?.set['terrain']).toBe(LANDS[0]);
  });

  it('shows a game of a time when it had twenty steps, whole and lifted', () => {
    const { steps, panels } = run({ terrain: 2, moves: long });
    expect(steps).toBe(20);
    expect((panels[0] as SurfacePanel).fog).toBeUndefined();
  });

  it('opens in the fog, on a page without scripts too', () => {
    const { panels, steps } = runExperiment(experiment, defaults(experiment.parameters)).presentation;
    expect((panels[0] as SurfacePanel).fog).toBeDefined();
    // No space is reserved for Play under the map.
    expect(steps).toBeUndefined();
  });
});
