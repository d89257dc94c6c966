import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optimizers, problems, RandomState, train } from '../../src/engine/index.ts';
import { gaborLandmarks } from '../../src/engine/problems/gabor-landmarks.ts';
import randomOrGrid from '../../src/experiments/hyperparameters/random-or-grid/random-or-grid.ts';
import { gridTrials, hits, randomTrials } from '../../src/experiments/hyperparameters/random-or-grid/two-searches.ts';
import gabor from '../../src/experiments/takeaway/batch-rate-gabor/batch-rate-gabor.ts';
import { ratesOnGabor } from '../../src/experiments/takeaway/batch-rate-gabor/rates-on-gabor.ts';
import regression from '../../src/experiments/takeaway/batch-rate-regression/batch-rate-regression.ts';
import type { Experiment, Presentation } from '../../src/figure/experiment.ts';
import { parse } from '../../src/figure/permalink.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { root } from './compile.ts';

/** Presentations at permalinks, each made once. */
async function reader(id: string, experiment: Experiment) {
  const { run } = await runnerOf(id, experiment);
  const known = new Map<string, Presentation>();
  return (query = '') => {
    const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
    expect(messages, query).toEqual([]);
    const { numbers, verdict } = known.get(query) ?? run(values);
    known.set(query, { numbers, verdict, panels: [] });
    const number = (name: string) => numbers[name]!;
    return { number, value: (name: string): number => number(name).value, outcome: verdict.outcome };
  };
}
// Each experiment has values of its own type, and the query sets any of them.
const at = await reader('batch-rate-gabor', gabor as unknown as Experiment);
const theory = await reader('batch-rate-regression', regression as unknown as Experiment);
const search = await reader('random-or-grid', randomOrGrid as unknown as Experiment);

const page = (name: string): string => readFileSync(join(root, 'src/content/docs', name), 'utf8');

describe('the takeaway, 1: the notebook’s own problem', () => {
  it('says that the larger batch needs a smaller rate, and a larger one, of the same runs', () => {
    expect(at().outcome).toBe('fails');
    expect(at('reduction=mean').outcome).toBe('holds');
    expect(at().number('alpha30').high).toBeLessThan(at().number('alpha1').low!);
    expect(at().number('mean30').low).toBeGreaterThan(at().number('mean1').high!);
    for (const name of ['alpha1', 'mean30']) expect(at('reduction=mean').value(name)).toBe(at().value(name));
  });

  it('opens on the rate that the page’s answer is about, where the verdict is yes', () => {
    expect(page('takeaway.mdx')).toContain('<Experiment id="batch-rate-gabor" figure="T.2" reduction="mean" ');
    expect(at('reduction=mean').outcome).toBe('holds');
    expect(page('takeaway.mdx')).toMatch(/<Try id="batch-rate-gabor" reduction="sum">/);
  });

  it('reports the three answers of the page that the notes link', () => {
    const opening = page('takeaway.mdx').split('title="What others answer"')[1]!.split('</Deeper>')[0]!;
    for (const words of ['square root of the batch', 'in proportion', 'Adam', 'may stay'])
      expect(opening).toContain(words);
  });

  it('the notebook’s rates are 6 and 4 on the mean, the smaller α for the larger batch', () => {
    expect(30 * 0.2).toBeCloseTo(6, 12);
    expect(5 * 0.8).toBeCloseTo(4, 12);
  });

  it('twice the batch makes the best rate larger, but surely less than twice as large', () => {
    const { value, low, high } = at('reduction=mean').number('perDoubling');
    // Two thousand other seeds find 1.83 [1.79, 1.84], ten thousand 1.82.
    expect(Math.abs(value - 1.82)).toBeLessThan(0.03);
    expect(low).toBeGreaterThan(1.7);
    expect(high).toBeLessThan(2);
    expect(at().number('perDoubling').high).toBeLessThan(1);
  });

  it('up to batches of 15 it is more than over all, and less than the rule', () => {
    const { value, low, high } = at().number('perDoublingNoisy');
    expect(at().value('largestNoisy')).toBe(15);
    // Two thousand other seeds find 1.94 [1.89, 1.97], ten thousand 1.93.
    expect(low).toBeLessThan(1.93);
    expect(high).toBeGreaterThan(1.93);
    // Nearly the rule: within a tenth of 2.
    expect(low).toBeGreaterThan(1.8);
    expect(high).toBeLessThan(2);
    expect(value).toBeGreaterThan(at('reduction=mean').value('perDoubling'));
    expect(value).toBeLessThan(2);
  });

  it('has two names for each best rate, of which one is the batch size times the other', () => {
    for (const batch of [5, 15]) {
      const { value } = at(`reduction=mean&batchSize=${batch}`);
      expect(value('onMean')).toBeCloseTo(batch * value('onSum'), 12);
      expect(value('onMean')).toBe(value(`mean${batch}`));
    }
  });

  it('full batches stand a little above the limit of descent, and the rule asks for far more', () => {
    const { low, high } = at().number('mean30');
    expect(low).toBeGreaterThan(at().value('limit'));
    expect(high).toBeLessThan(1.25 * at().value('limit'));
    // Of a run twice as long it lies nearer to the limit.
    expect(at('budget=1200').value('mean30')).toBeLessThan(low!);
    expect(30 * at().value('mean1')).toBeGreaterThan(1.5 * at().value('limit'));
    expect(30 * at().number('mean1').low!).toBeGreaterThan(1.2 * at().value('limit'));
  });

  it('at the limit their loss still falls, and well beyond it shoots up', () => {
    const { rates, means } = ratesOnGabor({ batchSize: 30, start: 'near', budget: 600, seeds: 200, seed: 1 });
    const lossAt = (rate: number): number => means[rates.findIndex((one) => Math.abs(one / rate - 1) < 1e-9)]!;
    const [below, at, beyond] = [4, 4 * Math.SQRT2, 8].map(lossAt) as [number, number, number];
    expect(at).toBeLessThan(0.7 * below);
    expect(beyond).toBeGreaterThan(4 * at);
  });

  it('beyond the limit no run comes to rest at the lowest minimum, though many stay in its valley', () => {
    const [lowest] = gaborLandmarks().minima;
    const limit = 60 / lowest!.eigenvalues[1]!;
    for (const [rate, rests] of [
      [0.95 * limit, true],
      [1.05 * limit, false],
    ] as const) {
      const { phi, loss } = train({
        problem: problems.gabor,
        optimizer: optimizers.gradientDescent,
        hyper: { alpha: rate / 30 },
        start: [lowest!.phi[0]! + 0.01, lowest!.phi[1]! + 0.01],
        steps: 4000,
        record: { phi: 'ends', loss: 'ends' },
      });
      expect(Math.hypot(phi.at(-2)! - lowest!.phi[0]!, phi.at(-1)! - lowest!.phi[1]!) < 1e-6).toBe(rests);
      expect(loss.at(-1)).toBeLessThan(2);
    }
  });

  it('with twice the budget small batches want smaller rates, and the slope is nearer to 1', () => {
    const twice = at('reduction=mean&budget=1200');
    expect(twice.value('mean1')).toBeLessThan(0.7 * at().value('mean1'));
    expect(twice.value('mean30')).toBeGreaterThan(0.8 * at().value('mean30'));
    expect(twice.number('meanSlope').low).toBeGreaterThan(at().value('meanSlope'));
  });

  it('from the other start α falls only a little, and large batches do no better than the zero model', () => {
    const far = at('start=far');
    expect(far.outcome).toBe('fails');
    expect(far.value('idleFrom')).toBe(10);
    // Two thousand other seeds find -.08 [-.13, .01].
    for (const { number } of [far, at('start=far&seed=3000')]) {
      expect(number('sumSlope').low).toBeLessThan(-0.08);
      expect(number('sumSlope').low).toBeGreaterThan(-0.25);
      expect(number('sumSlope').high).toBeLessThan(0);
      expect(number('sumSlope').high).toBeGreaterThan(-0.13);
    }
    expect(far.value('leastLate')).toBeGreaterThan(0.5);
    // Exercise 4: their best rates are far above the linear rule, and mean nothing.
    for (const size of [15, 30]) {
      expect(far.value(`mean${size}`)).toBeGreaterThan(1.5 * size * far.value('mean1'));
      expect(far.value(`loss${size}`)).toBeGreaterThan(0.95 * far.value('zeroModel'));
    }
  });
});

describe('the takeaway, 2: exact theory', () => {
  const noiseless = 'hold=steps&noise=false&steps=25';

  it('holds with epochs fixed, fails with steps fixed, is linear and then flat without noise', () => {
    expect(theory().outcome).toBe('holds');
    expect(theory('hold=steps').outcome).toBe('fails');
    expect(theory(noiseless).outcome).toBe('depends');
    expect(theory(noiseless).number('slopeSmall').low).toBeGreaterThan(0.65);
    expect(theory(noiseless).number('slopeLarge').high).toBeLessThan(0.25);
  });

  it('without noise has from batches of 32 on more than half of the largest rate, which grows still', () => {
    // The best rate of a single step by its formula is below 1 at every batch size; the dots are measured.
    const rates = [32, 256].map((size) => theory(`${noiseless}&batchSize=${size}`).number('rate'));
    for (const rate of rates) expect(rate.low).toBeGreaterThan(1 / 2);
    expect(rates[1]!.low).toBeGreaterThan(rates[0]!.high!);
    expect(rates[1]!.high! / rates[0]!.low!).toBeLessThan(2);
    expect(page('takeaway.mdx')).toContain('already more than half of the largest that the formula allows');
  });

  it('sixty steps: a doubled batch adds less than a fifth to the rate, less than a square root', () => {
    expect(theory('hold=steps').value('steps')).toBe(60);
    expect(theory('hold=steps').number('perDoubling').high).toBeLessThan(1.2);
    expect(theory('hold=steps').number('slope').high).toBeLessThan(0.5);
  });

  it('the approximation of the text has the slope that was measured', () => {
    for (const steps of [20, 60, 100]) {
      const sizes = [2, 4, 8, 16, 32, 64, 128, 256];
      const slopes = sizes.map((size) => 1 / Math.log((4 * size * steps) / 16));
      const mean = slopes.reduce((sum, one) => sum + one, 0) / sizes.length;
      expect(Math.abs(theory(`hold=steps&steps=${steps}`).value('slope') - mean)).toBeLessThan(0.06);
    }
  });

  it('exercise 2: a batch of 16 is best at 16/33 without noise', () => {
    expect(Math.abs(theory(noiseless).value('rate') / (16 / 33) - 1)).toBeLessThan(0.05);
  });

  it('exercise 3: the longer the run, the flatter', () => {
    const slope = (steps: number) => theory(`hold=steps&steps=${steps}`).number('slope');
    expect(slope(100).high).toBeLessThan(slope(20).low!);
  });

  it('at a batch as large as the noise scale its error is as long as the gradient', () => {
    // Least squares with x ~ N(0, I), noise of variance 1 and an error e of length 1: the gradient of the mean loss is e.
    const [D, random] = [16, new RandomState(5)];
    const scale = theory().value('noiseScale');
    const squares = Array.from({ length: 4000 }, () => {
      const g = new Float64Array(D);
      for (let b = 0; b < scale; b++) {
        const x = Array.from(g, () => random.normal());
        const residual = x[0]! - random.normal();
        for (let j = 0; j < D; j++) g[j]! += (residual * x[j]!) / scale;
      }
      return g.reduce((sum, one, j) => sum + (one - (j === 0 ? 1 : 0)) ** 2, 0);
    });
    expect(squares.reduce((sum, one) => sum + one, 0) / squares.length).toBeCloseTo(1, 1);
  });

  it('the noise scale is D + 1 without noise, and more with it', () => {
    expect(theory().value('noiseScale')).toBe(33);
    expect(theory(noiseless).value('noiseScale')).toBe(17);
  });
});

describe('page 6.5', () => {
  it('opens on sixteen tries, which find more at random where one matters, and on the grid where both do', () => {
    expect(page('hyperparameters.mdx')).toContain(
      '<Experiment id="random-or-grid" figure="6.5.1" perSide={4} main="perSide window" />',
    );
    expect(search('perSide=4').value('trials')).toBe(16);
    expect(search('perSide=4').outcome).toBe('holds');
    // The prose and the figure call the same one better, at the link that the prose has.
    const both = search('perSide=4&matter=2&window=0.2');
    expect(both.value('gridTheory')).toBeGreaterThan(both.value('randomTheory'));
    expect(both.outcome).toBe('fails');
  });

  it('has either search too poor for a very small square', () => {
    const { value } = search('perSide=4&matter=2&window=0.1');
    for (const by of ['grid', 'random']) expect(value(by)).toBeLessThan(0.25);
  });

  it('misses with all sixteen of the grid between two of its columns, where random tries still hit', () => {
    const hit = (trials: readonly (readonly [x: number, y: number])[]) =>
      trials.filter(([x, y]) => hits(x, y, [0.5, 0.62], 0.1, 1)).length;
    expect(hit(gridTrials(4))).toBe(0);
    expect(hit(randomTrials({ trials: 16, seed: 1 }))).toBeGreaterThan(0);
  });

  it('has the formula’s numbers: sixteen tries, each good with the probability that is shown', () => {
    for (const matter of [1, 2]) {
      const { value } = search(`perSide=4&matter=${matter}`);
      expect(1 - (1 - value('hit')) ** value('trials')).toBeCloseTo(value('randomTheory'), 12);
    }
  });

  it('thirty-six trials of a grid are about as good as nine at random, where one matters', () => {
    expect(Math.abs(search('perSide=6').value('gridTheory') - search().value('randomTheory'))).toBeLessThan(0.03);
    expect(search().outcome).toBe('holds');
  });

  it('the order turns where both matter, and a wide window cannot be missed by a grid', () => {
    expect(search('matter=2').outcome).toBe('fails');
    expect(search('matter=2&perSide=4&window=0.3').value('gridTheory')).toBe(1);
    expect(search('matter=2&perSide=4&window=0.3').value('randomTheory')).toBeLessThan(0.9);
  });

  it('exercise 3: equal near .32, with random ahead at .1 and the grid complete at .4', () => {
    expect(search('window=0.32').outcome).toBe('depends');
    expect(search('window=0.4').value('gridTheory')).toBe(1);
    expect(search('window=0.4').value('randomTheory')).toBeLessThan(1);
  });

  it('the best rates of one problem differ more than tenfold from one batch size to another', () =>
    expect(at().value('mean30')).toBeGreaterThan(10 * at().value('mean1')));
});

describe('what both pages hold', () => {
  it('the author’s own words, marked as his', () => {
    const quoted = (text: string): string => /<FromNotes>([\s\S]*?)<\/FromNotes>/.exec(text)?.[1] ?? '';
    const takeaway = page('takeaway.mdx');
    expect(quoted(takeaway)).toContain('larger batch sizes should be paired with larger learning rates. Is this true?');
    expect(takeaway).toContain('stackoverflow.com/questions/53033556');
    const hyperparameters = page('hyperparameters.mdx');
    expect(quoted(hyperparameters)).toContain('train many models with different hyperparameters');
  });

  it.each(['Goyal', 'Krizhevsky', 'Hoffer', 'Malladi', 'Li and others', 'McCandlish', 'Shallue', 'Cohen', 'Smith'])(
    '%s is cited where it is used, and listed',
    (name) => expect(page('takeaway.mdx').split(name).length - 1).toBeGreaterThan(1),
  );
});
