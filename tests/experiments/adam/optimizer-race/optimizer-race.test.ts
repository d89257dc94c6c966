import { describe, expect, it } from 'vitest';
import { median, type Optimizer, optimizers, problems, rateGrid, stream, train } from '../../../../src/engine/index.ts';
import {
  PROBLEMS,
  type ProblemName,
  type RaceRule,
  RULES,
  type RuleName,
  raceProblems,
  raceRules,
} from '../../../../src/experiments/adam/optimizer-race/entries.ts';
import experiment from '../../../../src/experiments/adam/optimizer-race/optimizer-race.ts';
import {
  RACE_STARTS,
  type Race,
  race,
  SHOWN_STARTS,
  type Tuning,
} from '../../../../src/experiments/adam/optimizer-race/race.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { shownBy } from '../../shown-by.ts';
import { usualResults } from '../../usual.ts';

const run = shownBy(experiment, await usualResults('optimizer-race', experiment));

const raced = (rule: RuleName, problem: ProblemName, budget: number, seed = 1, tuning: Tuning = 'tuned'): Race =>
  race({ rule, problem, budget, seed, tuning });

describe('optimizer-race', () => {
  it('every rule that is entered runs on every problem that is, each of two parameters', () => {
    for (const name of PROBLEMS) expect(problems[name].dimension, name).toBe(2);
    const { values } = parse(experiment.parameters, new URLSearchParams());
    const entered = [...experiment.parts(values).races.values()].map(({ rule, problem }) => `${rule} on ${problem}`);
    expect(entered.sort()).toEqual(RULES.flatMap((rule) => PROBLEMS.map((name) => `${rule} on ${name}`)).sort());
  });

  it('no step of a rule is cheaper than its entry says, so that no run is cut short; where it says nothing each costs one gradient', () => {
    for (const rule of RULES) {
      const { rate = 'alpha', cost = 1 }: RaceRule = raceRules[rule];
      const spent = rateGrid(2.5e-4, 8.2, 1).map((value) => {
        const { gradientEvaluations, lossEvaluations } = train({
          problem: problems.quadratic,
          optimizer: optimizers[rule] as Optimizer,
          hyper: { [rate]: value },
          start: [1, 1],
          steps: 1,
        });
        return gradientEvaluations[1]! + lossEvaluations[1]!;
      });
      expect(Math.min(...spent), rule).toBeGreaterThanOrEqual(cost);
      if (cost === 1) expect(Math.max(...spent), rule).toBe(1);
    }
  });

  it('no run comes below the lowest loss there is, so none has less than nothing left', () => {
    for (const name of PROBLEMS) {
      const { window, lowest } = raceProblems[name];
      for (let i = 0; i <= 40; i++)
        for (let k = 0; k <= 40; k++) {
          const at = ([low, high]: readonly [number, number], share: number) => low + share * (high - low);
          const phi = Float64Array.of(at(window[0], i / 40), at(window[1], k / 40));
          expect(problems[name].loss(phi)).toBeGreaterThanOrEqual(lowest() - 1e-9);
        }
      for (const place of raceProblems[name].lowestAt())
        expect(problems[name].loss(Float64Array.from(place)), name).toBeCloseTo(lowest(), 9);
    }
  });

  it('its ring stands at the start that is shown and picks among all that are, which are drawn as open dots', () => {
    for (const start of [1, 4, SHOWN_STARTS]) {
      const [sheet] = run(`problem=rosenbrock&rates=defaults&budget=40&start=${start}`).panels;
      if (sheet?.kind !== 'surface') throw new Error('a sheet comes first');
      const { at, picks } = sheet.handle ?? { at: [] };
      expect(picks?.name).toBe('start');
      const wanted = Array.from({ length: SHOWN_STARTS }, (_, r) => {
        const random = stream(1 + r, 'start');
        return raceProblems.rosenbrock.window.map(([low, high]) => random.uniform(low, high));
      });
      expect(picks?.places).toEqual(wanted);
      expect(at).toEqual(wanted[start - 1]);
      expect(sheet.paths?.map(({ x, y }) => [x[0], y[0]])).toEqual(sheet.paths?.map(() => at));
      const open = (sheet.points ?? []).filter(({ mark }) => mark === 'hollow').map(({ x, y }) => [x, y]);
      expect(open).toEqual(wanted.filter((_, r) => r !== start - 1));
    }
  });

  it('a path has a row for every evaluation, at which its loss is the one that is counted', () => {
    const { paths, setting } = raced('lineSearch', 'quadratic', 200, 1, 'defaults');
    const { x, y } = paths[0]!;
    expect(x).toHaveLength(201);
    // A step of the search costs more than four evaluations, so until the fifth it is at its start.
    for (let spent = 0; spent < 5; spent++) expect([x[spent], y[spent]]).toEqual([x[0], y[0]]);
    expect(x[200]).not.toBe(x[0]);
    const plain = raced('gradientDescent', 'linearRegression', 30);
    const { phi } = train({
      problem: problems.linearRegression,
      optimizer: optimizers.gradientDescent,
      hyper: { alpha: plain.rate },
      start: [plain.paths[3]!.x[0]!, plain.paths[3]!.y[0]!],
      steps: 30,
    });
    expect(Array.from(plain.paths[3]!.x)).toEqual(Array.from({ length: 31 }, (_, t) => phi[2 * t]));
    expect(Object.keys(setting)).toEqual(['maxBracket']);
  });

  it('a line search pays for its losses: it makes fewer steps than the others', () => {
    const few = raced('lineSearch', 'quadratic', 20);
    const many = raced('lineSearch', 'quadratic', 200);
    expect(few.left).toBeGreaterThan(raced('gradientDescent', 'quadratic', 20).left);
    expect(many.left).toBeLessThan(few.left);
  });

  it('a tuned rule is no worse than one with only its rate tuned, nor that than the defaults; a diverged run is the worst', () => {
    for (const [rule, problem] of [
      ['adam', 'linearRegression'],
      ['momentum', 'quadratic'],
      ['nesterov', 'saddle'],
      ['gradientDescent', 'linearRegression'],
    ] as const) {
      const [tuned, rate, usual] = (['tuned', 'rate', 'defaults'] as const).map((tuning) =>
        raced(rule, problem, 100, 3, tuning),
      );
      expect(tuned!.left).toBeLessThanOrEqual(rate!.left);
      expect(rate!.left).toBeLessThan(usual!.left);
      expect(tuned!.curve[0]).toBe(1);
      expect(tuned!.curve.at(-1)).toBe(tuned!.left);
      expect([rate!.setting, usual!.setting].map((one) => Object.keys(one))).toEqual([['alpha'], ['alpha']]);
    }
    expect(raced('gradientDescent', 'quadratic', 100, 1, 'defaults')).toMatchObject({
      left: Infinity,
      diverged: RACE_STARTS,
    });
  });

  it('tunes what an entry lists, within its values, and its rate between those of the grid', () => {
    for (const rule of RULES) {
      const { rate = 'alpha', tune = {} }: RaceRule = raceRules[rule];
      const { setting, tried } = raced(rule, 'quadratic', 20);
      expect(Object.keys(setting).sort()).toEqual([...Object.keys(tune), rate].sort());
      for (const [name, values] of Object.entries(tune)) expect(values).toContain(setting[name]);
      const memories = Object.values(tune).reduce((product, values) => product * values.length, 1);
      expect(tried).toBeGreaterThan(8 * memories);
      // A listed hyperparameter exists, and its values include the default, so that tuning loses nothing.
      const { hyperparameters } = optimizers[rule] as Optimizer;
      for (const [name, values] of Object.entries(tune)) expect(values).toContain(hyperparameters[name]!.default);
    }
  });

  it('chooses on other starts than those that are compared: a setting that suits these is not known to it', () => {
    // At the best rate for the compared starts themselves descent would leave no more than at the chosen one.
    const { left, rate } = raced('gradientDescent', 'gabor', 100);
    const starts = Array.from({ length: RACE_STARTS }, (_, r) => {
      const random = stream(1 + r, 'start');
      return raceProblems.gabor.window.map(([low, high]) => random.uniform(low, high));
    });
    const own = (alpha: number): number =>
      median(
        starts.map((start) => {
          const record = { phi: 'ends', loss: 'ends' } as const;
          const { loss } = train({
            problem: problems.gabor,
            optimizer: optimizers.gradientDescent,
            hyper: { alpha },
            start,
            steps: 100,
            record,
          });
          return (loss.at(-1)! - raceProblems.gabor.lowest()) / (loss[0]! - raceProblems.gabor.lowest());
        }),
      );
    expect(own(rate)).toBeCloseTo(left, 12);
    const rates = rateGrid(0.05, 2, 8);
    expect(Math.min(...rates.map(own))).toBeLessThan(left);
  });
});
