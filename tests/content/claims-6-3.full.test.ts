import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { optimizers, problems, train } from '../../src/engine/index.ts';
import type { Schema, Value, Values } from '../../src/engine/schema.ts';
import { regime } from '../../src/engine/theory/momentum-theory.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';

const page = readFileSync(new URL('../../src/content/docs/momentum.mdx', import.meta.url), 'utf8');

/** Returns a function for one experiment's numbers and verdict at given settings. */
async function reader(id: string) {
  const { default: experiment } = await experiments[id]!();
  const { run } = await runnerOf(id, experiment);
  return (set: Record<string, Value> = {}, at?: number) => {
    const values: Values<Schema> = { ...defaults(experiment.parameters), ...set };
    const presentation = run(values, at === undefined ? {} : { at });
    return {
      of: (name: string): number => presentation.numbers[name]?.value ?? Number.NaN,
      outcome: presentation.verdict.outcome,
      text: presentation.verdict.text,
    };
  };
}

const springs = await reader('damping');
const rates = await reader('momentum-rates');
const cycle = await reader('heavy-ball-cycle');

describe('what page 6.3 says', () => {
  it('the three links below the springs are the three dampings', () => {
    const link =
      /<Try id="momentum-valley" alpha=\{([\d.]+)\} beta=\{([\d.]+)\}>(ripples|just enough friction|creeps)</g;
    const betas = { ripples: 'betaUnder', 'just enough friction': 'betaCritical', creeps: 'betaOver' } as const;
    const found = [...page.matchAll(link)];
    expect(found).toHaveLength(3);
    for (const [, alpha, beta, words] of found) {
      expect(Number(beta)).toBeCloseTo(springs().of(betas[words as keyof typeof betas]), 2);
      // All three pull equally hard.
      expect(Number(alpha) * (1 - Number(beta))).toBeCloseTo(0.1, 2);
    }
  });

  it('the passages of the map go through the five kinds of run, in the order of its strips', () => {
    const scene = page.slice(page.indexOf('as="momentum-kinds"'));
    const passages = [...scene.slice(0, scene.indexOf('</Scene>')).matchAll(/alpha=\{([\d.]+)\} beta=\{([\d.]+)\}/g)];
    expect(passages.map(([, alpha, beta]) => regime(Number(alpha), Number(beta), 1))).toEqual([
      'monotone',
      'critical',
      'ripples',
      'oscillating',
      'divergent',
    ]);
  });

  it('the links to the fastest pairs are next to them', () => {
    expect(rates({ alpha: 3.16, beta: 0.271 }).of('rate') - rates().of('fastestRate')).toBeLessThan(0.005);
    const far = rates({ kappa: 100, alpha: 10, beta: 0.67 });
    expect(far.of('rate') - far.of('fastestRate')).toBeLessThan(0.005);
  });

  it('a bowl whose middle is twenty times as flat settles from every start, one that is 25 times as flat does not', () => {
    /**
     * Fraction of 2001 starts in [-reach, reach] that have not settled after 3000 steps, at the best settings for
     * kappa.
     */
    const unsettled = (kappa: number, reach: number): number => {
      const root = Math.sqrt(kappa);
      const [beta, lr] = [((root - 1) / (root + 1)) ** 2, (2 / (1 + root)) ** 2];
      const slope = (x: number) => (x < 1 ? kappa * x : x < 2 ? x + kappa - 1 : kappa * x - kappa + 1);
      let count = 0;
      for (let k = 0; k <= 2000; k++) {
        let [x, m, far] = [-reach + (reach * k) / 1000, 0, 0];
        for (let t = 0; t < 3000; t++) {
          m = beta * m + slope(x);
          x -= lr * m;
          if (t > 2900) far = Math.max(far, Math.abs(x));
        }
        if (far > 1e-3) count++;
      }
      return count / 2001;
    };
    for (const kappa of [5, 10, 20]) expect(unsettled(kappa, 5)).toBe(0);
    expect(Math.abs(unsettled(25, 5) - cycle().of('share'))).toBeLessThan(0.002);
    // The fraction depends on the range of starts: it is different for a wider one.
    expect(unsettled(25, 50)).toBeLessThan(0.08);
  });

  it('exercise 2: on the soft spring no momentum is home sooner than .81, which is above the critical one', () => {
    const best = springs({ stiffness: 0.02, beta: 0.81 });
    expect(best.of('betaCritical')).toBeLessThan(0.81);
    for (let beta = 0; beta < 0.99; beta += 0.01)
      expect(springs({ stiffness: 0.02, beta }).of('atRest') || Infinity).toBeGreaterThanOrEqual(best.of('atRest'));
  });

  it('exercise 7: at .92 and .9 the run goes round four points, not three', () => {
    const { phi } = train({
      problem: problems.lessard,
      optimizer: optimizers.momentum,
      hyper: { alpha: 0.92, beta: 0.9 },
      start: [3.3],
      steps: 4000,
      record: { loss: 'ends' },
    });
    expect(phi.at(-1)).toBeCloseTo(phi.at(-5)!, 8);
    expect(Math.abs(phi.at(-1)! - phi.at(-4)!)).toBeGreaterThan(0.1);
    expect(Math.abs(phi.at(-1)! - phi.at(-3)!)).toBeGreaterThan(0.1);
    expect(cycle({ alpha: 0.92, beta: 0.9 }).of('cycleHigh')).toBeNaN();
    expect(cycle({ alpha: 0.92, beta: 0.9 }).outcome).toBe('fails');
  });
});
