import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { optimizers, problems, train } from '../../src/engine/index.ts';
import type { Schema, Value, Values } from '../../src/engine/schema.ts';
import { regime } from '../../src/engine/theory/momentum-theory.ts';
import { defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import { runnerOf } from '../../src/widgets/build/measured-run.ts';

const page = readFileSync(new URL('../../src/content/docs/momentum.mdx', import.meta.url), 'utf8');

/** A reader of one experiment's numbers and verdict at given settings. */
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

const valley = await reader('momentum-valley');
const springs = await reader('damping');
const rates = await reader('momentum-rates');
const average = await reader('moving-average');
const momentum = await reader('momentum');
const nesterov = await reader('nesterov');
const cycle = await reader('heavy-ball-cycle');
const helps = await reader('momentum-helps');

describe('what page 6.3 says', () => {
  it('in a valley of 1000 momentum needs less than a tenth of the steps', () => {
    const far = nesterov({ kappa: 1000 });
    expect(far.of('heavyBall')).toBeLessThan(far.of('descent') / 10);
  });

  it('the guide: no memory diverges, much of it swings, descent’s rate gains little, a short valley turns it', () => {
    const opened = valley();
    expect(opened.outcome).toBe('holds');
    expect(valley({ alpha: 3, beta: 0 }).text).toContain('diverges');
    const much = valley({ alpha: 3, beta: 0.95 });
    expect(much.of('along')).toBeLessThan(opened.of('along'));
    expect(much.of('distance')).toBeGreaterThan(2 * opened.of('distance'));
    const slow = valley({ alpha: 1.96, beta: 0.8 });
    expect(slow.of('descentRate')).toBeCloseTo(1.96, 2);
    expect(slow.of('distance') / slow.of('descentDistance')).toBeGreaterThan(0.8);
    expect(slow.of('distance')).toBeLessThan(slow.of('descentDistance'));
    expect(valley({ kappa: 5 }).outcome).toBe('fails');
  });

  it('from the floor momentum still wins, and the path is no smoother there', () => {
    expect(valley().of('lengthRatio')).toBeGreaterThan(2);
    expect(valley({ phi1: 0 }).of('lengthRatio')).toBeLessThan(1);
    expect(valley({ phi1: 0 }).of('distance')).toBeLessThan(valley({ phi1: 0 }).of('descentDistance') / 3);
  });

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

  it('of three springs the critical one is home first, and a little less friction is home sooner', () => {
    const three = springs();
    expect(three.of('homeCritical')).toBeLessThan(Math.min(three.of('homeUnder'), three.of('homeOver')));
    expect(springs({ beta: 0.6 }).of('home')).toBeLessThan(three.of('homeCritical'));
  });

  it('each of the five links shows the kind of run that it names', () => {
    const links = [...page.matchAll(/<Try id="momentum-valley" alpha=\{([\d.]+)\} beta=\{([\d.]+)\}>(\w+)<\/Try>/g)];
    const shown = links.map(([, alpha, beta, word]) => [word!.toLowerCase(), regime(Number(alpha), Number(beta), 1)]);
    for (const kind of ['monotone', 'critical', 'ripples', 'oscillating', 'divergent'])
      expect(shown).toContainEqual([kind, kind]);
  });

  it('the average jumps less than half as much as the gradients', () => {
    const run = average({ beta: 0.6 });
    expect(run.of('jumpAverage')).toBeLessThan(run.of('jumpBatch') / 2);
    const none = average({ beta: 0 });
    expect(none.of('moved')).toBeCloseTo(none.of('asked'), 14);
  });

  it('correction 3: after six gradients the weights are far from 1 at .9 and close to it at .6', () => {
    expect(average({ beta: 0.9 }).of('weightSum')).toBeCloseTo(1 - 0.9 ** 6, 12);
    expect(average({ beta: 0.9 }).of('weightSum')).toBeLessThan(0.5);
    expect(average({ beta: 0.6 }).of('weightSum')).toBeGreaterThan(0.95);
  });

  it('momentum is lower and smoother in the notebook, not so at a third of the rate, nor with a longer memory', () => {
    const notebook = momentum({ beta: 0.6 });
    expect(notebook.of('momentumLoss')).toBeLessThan(notebook.of('sgdLoss'));
    expect(notebook.outcome).toBe('holds');
    expect(momentum({ alpha: 0.2, beta: 0.6 }).outcome).toBe('fails');
    expect(momentum({ beta: 0.95 }).outcome).toBe('depends');
  });

  it('far to the left beta changes nothing; where all ripples only beta counts', () => {
    const [plain, half] = [rates({ alpha: 0.3, beta: 0 }), rates({ alpha: 0.3, beta: 0.5 })];
    expect(Math.abs(plain.of('rateFlat') - half.of('rateFlat'))).toBeLessThan(0.001);
    expect(plain.of('rateFlat')).toBeCloseTo(1 - 0.3 * 0.1, 10);
    for (const alpha of [2, 3, 4, 5]) expect(rates({ alpha, beta: 0.6 }).of('rate')).toBeCloseTo(Math.sqrt(0.6), 12);
    const much = rates({ alpha: 3, beta: 0.9 });
    expect(much.of('rate')).toBeCloseTo(Math.sqrt(0.9), 12);
    expect(much.of('rate')).toBeGreaterThan(much.of('descentRate'));
  });

  it('the links to the fastest pairs are next to them', () => {
    expect(rates({ alpha: 3.16, beta: 0.271 }).of('rate') - rates().of('fastestRate')).toBeLessThan(0.005);
    const far = rates({ kappa: 100, alpha: 10, beta: 0.67 });
    expect(far.of('rate') - far.of('fastestRate')).toBeLessThan(0.005);
  });

  it('at a small rate the floor of the noise hardly knows beta', () => {
    const [plain, more] = [0, 0.6].map((beta) => rates({ alpha: 0.5, beta, noise: 0.02 }));
    expect(Math.abs(plain!.of('floorTheory') / more!.of('floorTheory') - 1)).toBeLessThan(0.1);
    const larger = rates({ alpha: 3.16, beta: 0.271, noise: 0.02 });
    expect(larger.of('floorTheory')).toBeGreaterThan(2 * plain!.of('floorTheory'));
    // The figure opens where the distance falls first.
    expect(larger.of('floorTheory')).toBeLessThan(0.1);
  });

  it('on a bowl heavy ball needs the fewest steps, descent the most', () => {
    for (const kappa of [10, 100, 1000]) {
      const race = nesterov({ kappa });
      expect(race.of('heavyBall')).toBeLessThan(race.of('nesterov'));
      expect(race.of('nesterov')).toBeLessThan(race.of('nesterovProved'));
      expect(race.of('nesterovProved')).toBeLessThan(race.of('descent'));
    }
  });

  it('Nesterov’s limit is above 2 in the book’s rate and below it in a library’s, and is the same limit', () => {
    const [book, library] = [
      nesterov({ rate: 'book' }).of('nesterovLimit'),
      nesterov({ rate: 'library' }).of('nesterovLimit'),
    ];
    expect(book).toBeGreaterThan(2);
    expect(library).toBeLessThan(2);
    expect(library).toBeCloseTo(book * (1 - 0.6), 12);
  });

  it('the bent bowl: some starts never settle; nearer ones, and smaller pairs, do', () => {
    expect(cycle().outcome).toBe('fails');
    expect(cycle({ start: 0.5 }).outcome).toBe('depends');
    expect(cycle({ alpha: 0.12, beta: 0.3 }).outcome).toBe('holds');
  });

  it('the gain grows with the batch, and one example leaves hardly any', () => {
    const numbers = helps();
    expect(numbers.of('bestGain1')).toBeLessThan(0.05);
    expect(numbers.of('bestGain16')).toBeGreaterThan(numbers.of('bestGain1'));
    expect(numbers.of('bestGain256')).toBeGreaterThan(numbers.of('bestGain16'));
    expect(numbers.of('bestGain256')).toBeGreaterThan(numbers.of('gain'));
    expect(helps({ beta: numbers.of('bestBeta256') }).of('gain')).toBe(numbers.of('bestGain256'));
    expect(helps({ beta: 0.98, steps: 20 }).of('times')).toBeGreaterThan(2);
  });

  it('at 256 a rate ten times the best diverges without momentum; with single examples it is stable for both', () => {
    const [limit, momentumLimit] = [2, (2 * 1.9) / 0.1];
    expect(10 * helps().of('plainRate')).toBeGreaterThan(limit);
    expect(10 * helps().of('rate')).toBeLessThan(momentumLimit);
    expect(10 * helps({ batchSize: 1 }).of('plainRate')).toBeLessThan(limit);
    expect(10 * helps({ batchSize: 1 }).of('rate')).toBeLessThan(momentumLimit);
    const after = page.slice(page.indexOf('Set the batch to 1</Try>'), page.indexOf('by a factor of ten'));
    expect(after).toContain('<Try id="momentum-helps" batchSize={256}>');
    expect(after).toContain('At 256');
  });

  it('compares speed with plain descent at its best rate, not with “no momentum at all”', () =>
    expect(page).not.toContain('no momentum at all'));

  it('exercise 2: on the soft spring no momentum is home sooner than .81, which is above the critical one', () => {
    const best = springs({ stiffness: 0.02, beta: 0.81 });
    expect(best.of('betaCritical')).toBeLessThan(0.81);
    for (let beta = 0; beta < 0.99; beta += 0.01)
      expect(springs({ stiffness: 0.02, beta }).of('home') || Infinity).toBeGreaterThanOrEqual(best.of('home'));
  });

  it('exercise 4: more beta is slower at 3', () => {
    expect(rates({ alpha: 3, beta: 0.8 }).of('rate')).toBeCloseTo(Math.sqrt(0.8), 12);
    expect(rates({ alpha: 3, beta: 0.8 }).of('rate')).toBeGreaterThan(rates({ alpha: 3, beta: 0.6 }).of('rate'));
  });

  it('exercise 6: at .9 the sentence changes at step 28', () => {
    expect(average({ beta: 0.9 }, 27).text).toContain('no average yet');
    expect(average({ beta: 0.9 }, 28).text).toContain('an average, or nearly');
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
