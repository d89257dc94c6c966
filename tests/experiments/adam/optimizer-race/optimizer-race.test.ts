import { describe, expect, it } from 'vitest';
import { type Optimizer, optimizers, problems, train } from '../../../../src/engine/index.ts';
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
import { RACE_RATES, RACE_STARTS, type Race, race } from '../../../../src/experiments/adam/optimizer-race/race.ts';
import { inWords, opening } from '../../../../src/experiments/kit/in-words.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

const cache = new Map<string, unknown>();
function run(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  return runExperiment(experiment, values, { cache }).presentation;
}

const raced = (rule: RuleName, problem: ProblemName, budget: number, seed = 1, tuned = true): Race =>
  race({ rule, problem, budget, seed, tuned });

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
      const spent = RACE_RATES.map((value) => {
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

  it('its words and ticks are those of its lists', () => {
    const { panels, numbers } = run('');
    expect(experiment.caption).toMatch(
      `${opening(inWords(RULES.length))} rules, ${inWords(PROBLEMS.length)} problems of two parameters`,
    );
    expect(numbers['rules']!.value).toBe(RULES.length);
    expect(numbers['problems']!.value).toBe(PROBLEMS.length);
    const ranks = panels.find(({ name }) => name === 'ranks');
    if (ranks?.kind !== 'chart') throw new Error('there is a chart of the ranks');
    for (const { ticks } of [ranks.x, ranks.y]) expect([ticks?.[0], ticks?.at(-1)]).toEqual([1, RULES.length]);
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
    }
  });

  it('a line search pays for its losses: it makes fewer steps than the others', () => {
    const few = raced('lineSearch', 'quadratic', 20);
    const many = raced('lineSearch', 'quadratic', 200);
    expect(few.left).toBeGreaterThan(raced('gradientDescent', 'quadratic', 20).left);
    expect(many.left).toBeLessThan(few.left);
  });

  it('a tuned rule is never worse than at a rate of its grid, and a diverged run is the worst', () => {
    for (const rule of ['gradientDescent', 'adam', 'nesterov'] as const) {
      const { left: end, curve } = raced(rule, 'rosenbrock', 100, 3);
      expect(end).toBeLessThan(1);
      expect(curve[0]).toBe(1);
      expect(curve.at(-1)).toBe(end);
    }
    expect(raced('gradientDescent', 'quadratic', 100, 1, false)).toMatchObject({
      left: Infinity,
      diverged: RACE_STARTS,
    });
  });

  it('no rule is first everywhere; Adam tuned is nowhere first, and at its defaults it is far back but never diverges', () => {
    for (const follow of RULES) expect(run(`follow=${follow}`).numbers['wins']!.value).toBeLessThan(PROBLEMS.length);
    expect(run('').verdict.outcome).toBe('fails');
    expect(run('follow=adagrad').verdict.outcome).toBe('depends');
    const usual = run('rates=defaults').numbers;
    expect(usual['diverged']!.value).toBe(0);
    expect(usual['rank']!.value).toBeGreaterThan(run('').numbers['rank']!.value);
    expect(run('rates=defaults&follow=gradientDescent').numbers['diverged']!.value).toBeGreaterThan(0);
  });

  it('with other starts Adam keeps its place in the middle', () => {
    for (const seed of [100, 200]) {
      const { rank, wins } = run(`seed=${seed}`).numbers;
      expect(wins!.value).toBeLessThanOrEqual(1);
      expect(rank!.value).toBeGreaterThan(RULES.length / 3);
      expect(rank!.value).toBeLessThan((3 * RULES.length) / 4);
    }
  });
});
