import { describe, expect, it } from 'vitest';
import { optimizers, problems } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/adam/optimizer-race/optimizer-race.ts';
import { type Racer, race, type TrackName, tracks } from '../../../../src/experiments/adam/optimizer-race/race.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

const cache = new Map<string, unknown>();
function run(query: string) {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  return runExperiment(experiment, values, { cache }).presentation;
}

describe('optimizer-race', () => {
  it('has every problem of two parameters, and every rule', () => {
    const planar = Object.entries(problems).flatMap(([name, problem]) => (problem.dimension === 2 ? [name] : []));
    expect(Object.keys(tracks).sort()).toEqual(planar.sort());
    const { values } = parse(experiment.parameters, new URLSearchParams());
    expect(new Set(experiment.parts(values).all.map(({ racer }) => racer))).toEqual(new Set(Object.keys(optimizers)));
  });

  it('no run comes below the lowest loss there is, so none has less than nothing left', () => {
    for (const track of Object.keys(tracks) as TrackName[]) {
      const { problem, window, lowest } = tracks[track];
      for (let i = 0; i <= 40; i++)
        for (let k = 0; k <= 40; k++) {
          const at = ([low, high]: readonly [number, number], share: number) => low + share * (high - low);
          const phi = Float64Array.of(at(window[0], i / 40), at(window[1], k / 40));
          expect(problem.loss(phi)).toBeGreaterThanOrEqual(lowest() - 1e-9);
        }
    }
  });

  it('a line search pays for its losses: it makes fewer steps than the others', () => {
    const few = race('lineSearch', 'quadratic', 20, 1, true);
    const many = race('lineSearch', 'quadratic', 200, 1, true);
    expect(few.left).toBeGreaterThan(race('gradientDescent', 'quadratic', 20, 1, true).left);
    expect(many.left).toBeLessThan(few.left);
  });

  it('a tuned rule is never worse than at a rate of its grid, and a diverged run is the worst', () => {
    for (const racer of ['gradientDescent', 'adam', 'nesterov'] as Racer[]) {
      const { left, curve } = race(racer, 'rosenbrock', 100, 3, true);
      expect(left).toBeLessThan(1);
      expect(curve[0]).toBe(1);
      expect(curve.at(-1)).toBe(left);
    }
    expect(race('gradientDescent', 'quadratic', 100, 1, false)).toMatchObject({ left: Infinity, diverged: 9 });
  });

  it('no rule is first everywhere; Adam tuned is nowhere first, and at its defaults it is far back but never diverges', () => {
    for (const follow of Object.keys(optimizers))
      expect(run(`follow=${follow}`).numbers['wins']!.value).toBeLessThan(6);
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
      expect(rank!.value).toBeGreaterThan(4);
      expect(rank!.value).toBeLessThan(9);
    }
  });
});
