import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problems } from '../../src/engine/index.ts';
import { experiments } from '../../src/experiments/index.ts';
import { valleyMinimum } from '../../src/experiments/kit/valley-map.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { parse } from '../../src/figure/permalink.ts';
import { sentence } from '../../src/figure/sentence.ts';
import { type Runner, runnerOf } from '../../src/widgets/prerender/measured-run.ts';

const page = readFileSync(new URL('../../src/content/docs/adam.mdx', import.meta.url), 'utf8');

const loaded = new Map<string, Runner & { experiment: Experiment }>();
for (const [, id = ''] of page.matchAll(/<Experiment id="([\w-]+)"/g)) {
  const { default: experiment } = await experiments[id]!();
  loaded.set(id, { experiment, ...(await runnerOf(id, experiment)) });
}

/** The presentation at a permalink, at a step if one is given. */
function shown(id: string, query = '', at?: number) {
  const known = loaded.get(id);
  if (!known) throw new Error(`the page has no experiment "${id}"`);
  const { experiment, run } = known;
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages, `${id}?${query}`).toEqual([]);
  const presentation = run(values, at === undefined ? {} : { at });
  const number = (name: string): number => presentation.numbers[name]?.value ?? Number.NaN;
  return { number, panels: presentation.panels, outcome: presentation.verdict.outcome, text: sentence(presentation) };
}

/** Step over alpha along each coordinate, at every step of the ledger's run. */
function shares(query = ''): readonly [Float64Array, Float64Array] {
  const chart = shown('adam-moments', query).panels.find(({ name }) => name === 'step over α');
  if (chart?.kind !== 'chart') throw new Error('the ledger has a chart of its steps');
  return [chart.series[0]!.y, chart.series[1]!.y];
}

describe('the opening of page 6.4', () => {
  it('past the limit a run comes to rest in a two-cycle; at the figure’s rate it is chaotic', () => {
    const at = (query: string) => shown('figure-6-9', query).number;
    expect(at('alphaLarge=0.7')('growth')).toBeLessThan(0.01);
    expect(at('')('growth')).toBeGreaterThan(1e4);
    for (const alphaLarge of [0.52, 0.6, 0.7, 0.8, 0.9]) {
      const phi = Float64Array.of(-0.7, -0.9);
      const path: number[] = [];
      const g = new Float64Array(2);
      for (let t = 0; t < 2000; t++) {
        problems.gaussianValley.gradient(phi, g);
        for (const i of [0, 1] as const) phi[i]! -= alphaLarge * g[i]!;
        path.push(phi[1]!);
      }
      expect(path.at(-1)).toBeCloseTo(path.at(-3)!, 9);
      expect(Math.abs(path.at(-1)! - path.at(-2)!)).toBeGreaterThan(0.1);
    }
  });

  it('its walls curve sixteen times as much as its floor; straight above the minimum descent is ahead of Adam', () => {
    const { eigenvalues } = valleyMinimum();
    expect(eigenvalues[1] / eigenvalues[0]).toBeCloseTo(16, 6);
    const above = shown('figure-6-9', 'phi0=0.7&phi1=-0.9').number;
    expect(above('smallSteps')).toBeLessThan(above('adamSteps'));
  });
});

describe('correction 4', () => {
  it('normalized gradients move α along both coordinates at every step, Adam only at a few', () => {
    const cycle = shown('figure-6-9').number;
    expect(Math.abs(cycle('cycleTo0') - cycle('cycleFrom0'))).toBeCloseTo(0.08, 12);
    expect(Math.abs(cycle('cycleTo1') - cycle('cycleFrom1'))).toBeCloseTo(0.08, 12);
    const { number } = shown('adam-moments');
    expect(number('fixedSteps')).toBeGreaterThan(0);
    expect(number('fixedSteps')).toBeLessThan(number('steps') / 2);
  });

  it('without both memories every step ends at a corner, but for the few where a slope is as small as ε', () => {
    const { number } = shown('adam-moments', 'beta=0&gamma=0');
    expect(number('steps') - number('fixedSteps')).toBeGreaterThan(0);
    expect(number('steps') - number('fixedSteps')).toBeLessThan(4);
    const EPSILON = 1e-8;
    const [along0, along1] = shares('beta=0&gamma=0');
    const phi = Float64Array.of(-0.7, -0.9);
    const g = new Float64Array(2);
    for (const t of along0.keys()) {
      problems.gaussianValley.gradient(phi, g);
      for (const [i, along] of [along0, along1].entries())
        if (Math.abs(Math.abs(along[t]!) - 1) > 0.05) expect(Math.abs(g[i]!)).toBeLessThan(100 * EPSILON);
      phi[0]! += 0.05 * along0[t]!;
      phi[1]! += 0.05 * along1[t]!;
    }
  });
});

describe('the step, exactly', () => {
  it('at step 20 the gradient along ϕ_1 has turned, its average has not; that step shrinks and the one along ϕ_0 does not', () => {
    const ledger = shown('adam-moments', '', 20).panels.find(({ kind }) => kind === 'equation');
    if (ledger?.kind !== 'equation') throw new Error('there is a ledger');
    const second = (equation: string): number =>
      Number(
        ledger.lines
          .flat()
          .find((term) => term.equation === equation)
          ?.values?.[1]?.replace('\u2212', '-'),
      );
    expect(Math.sign(second('g'))).toBe(-Math.sign(second('mTilde')));
    const { number } = shown('adam-moments', '', 20);
    expect(number('share0')).toBeGreaterThan(0.95);
    expect(number('share1')).toBeLessThan(0.8);
  });
});

describe('over how many rates a rule works', () => {
  it('the rate has the units of the parameters: a hundred times as large, they want a hundred times the rate', () => {
    const valley = problems.gaussianValley;
    const down = (alpha: number, scale: number): boolean => {
      const [phi, g] = [Float64Array.of(-0.7 * scale, -0.9 * scale), new Float64Array(2)];
      const [m, v] = [new Float64Array(2), new Float64Array(2)];
      for (let t = 1; t <= 60; t++) {
        valley.gradient(
          phi.map((one) => one / scale),
          g,
        );
        for (const i of [0, 1] as const) {
          m[i] = 0.9 * m[i]! + (0.1 * g[i]!) / scale;
          v[i] = 0.99 * v[i]! + 0.01 * (g[i]! / scale) ** 2;
          phi[i]! -= (alpha * (m[i]! / (1 - 0.9 ** t))) / (Math.sqrt(v[i]! / (1 - 0.99 ** t)) + 1e-12);
        }
      }
      return valley.loss(phi.map((one) => one / scale)) <= 0.01;
    };
    expect([down(0.1, 1), down(0.1, 100)]).toEqual([true, false]);
    expect([down(10, 1), down(10, 100)]).toEqual([false, true]);
  });
});

describe('where it fails', () => {
  it('at .2 two short steps up add to more than the long one down', () => {
    const { number } = shown('adam-fails', 'gamma=0.2');
    const [first, second, third] = ['moveFirst', 'moveSecond', 'moveThird'].map(number);
    expect(first).toBeLessThan(0);
    expect(second! + third!).toBeGreaterThan(-first!);
    expect(Math.max(second!, third!)).toBeLessThan(-first!);
  });
});

describe('the race', () => {
  const race = (query: string) => shown('optimizer-race', query).number;

  it('on the line fit momentum is far behind descent until its β is tuned, and then solves it', () => {
    const left = (rates: string, rule: string): number =>
      race(`rates=${rates}&follow=${rule}&problem=linearRegression`)('left');
    expect(left('rate', 'momentum')).toBeGreaterThan(1e6 * left('rate', 'gradientDescent'));
    expect(left('rate', 'momentum')).toBeLessThan(0.9 ** 100);
    expect(left('tuned', 'momentum')).toBeLessThan(1e-15);
    expect(race('rates=tuned&follow=momentum&problem=linearRegression')('beta')).toBeLessThan(0.9);
    expect(left('tuned', 'adam')).toBeLessThan(1e-8 * left('rate', 'adam'));
  });

  it('tuned, Adam and the rules with momentum lie within a rank and a half, and other starts change their order', () => {
    const close = ['adam', 'amsgrad', 'momentum', 'nesterov', 'torchSgd'];
    const ranks = (seed: number) => close.map((rule) => race(`follow=${rule}&seed=${seed}`)('rank'));
    expect(Math.max(...ranks(1)) - Math.min(...ranks(1))).toBeLessThan(1.5);
    const order = (of: number[]) => close.toSorted((a, b) => of[close.indexOf(a)]! - of[close.indexOf(b)]!);
    expect(order(ranks(100))).not.toEqual(order(ranks(1)));
    // One rule with two definitions of the rate, so that their distance shows the effect of settings; other rules are
    // between them.
    const at = (rule: string) => race(`follow=${rule}&seed=100`)('rank');
    expect(Math.abs(at('torchSgd') - at('momentum'))).toBeGreaterThan(1.5);
    for (const rule of ['adagrad', 'rmsprop']) {
      expect(at(rule)).toBeGreaterThan(at('momentum'));
      expect(at(rule)).toBeLessThan(at('torchSgd'));
    }
  });
});

describe('exercises', () => {
  it('1: half the rate of normalized gradients, a two-cycle with a loss several times lower', () => {
    const [whole, half] = ['', '&alphaNormalized=0.04'].map(
      (change) => shown('figure-6-9', `length=equal${change}`).number,
    );
    const factor = whole!('normalizedLoss') / half!('normalizedLoss');
    expect(factor).toBeGreaterThan(2);
    expect(factor).toBeLessThan(10);
  });

  it('4: without the correction the first step is α at γ = .99, and 1/sqrt(10) times ten α at .999', () => {
    expect(shown('bias-correction', 'gamma=0.99').number('first')).toBeCloseTo(1, 6);
    expect(shown('bias-correction', 'gamma=0.999').number('first')).toBeCloseTo(0.1 / Math.sqrt(0.001), 5);
    expect(Math.abs(shares('correctBias=false')[0][0]!)).toBeCloseTo(1, 4);
    expect(Math.abs(shares('correctBias=false')[0][12]!)).toBeGreaterThan(1.5);
  });

  it('3: at 0.3 the long step and the two short ones nearly cancel', () => {
    const { number } = shown('adam-fails', 'gamma=0.3');
    const [first, second, third] = ['moveFirst', 'moveSecond', 'moveThird'].map(number);
    expect(Math.abs(first! + second! + third!)).toBeLessThan(0.05 * Math.abs(first!));
  });
});
