import { describe, expect, it } from 'vitest';
import grid from '../../src/experiments/batch-rate-network.ts';
import claim from '../../src/experiments/claim-generalizes.ts';
import edge from '../../src/experiments/edge-of-stability.ts';
import grow from '../../src/experiments/grow-the-batch.ts';
import search from '../../src/experiments/hyperparameter-search.ts';
import { keptAt, measuredAt } from '../experiments/long.ts';

describe('the takeaway, 3: a real network', () => {
  it('finds the linear rule for SGD up to the knee, at nearly the same loss, and pays beyond it', () => {
    const { low, high, value } = keptAt('batch-rate-network', grid);
    expect(low('sgdSlope')).toBeLessThan(1);
    expect(high('sgdSlope')).toBeGreaterThan(1);
    expect(high('sgdSlopeAfter')).toBeLessThan(0.4);
    expect(value('lossKnee') / value('lossSmallest')).toBeLessThan(1.06);
    expect(value('lossLargest') / value('lossKnee')).toBeGreaterThan(1.4);
  });

  it('finds the square root for Adam, then a fall', () => {
    const { low, high } = keptAt('batch-rate-network', grid);
    expect(low('adamSlope')).toBeGreaterThan(0.4);
    expect(high('adamSlope')).toBeLessThan(0.65);
    expect(high('adamSlopeAfter')).toBeLessThan(0);
  });

  it('finds α of SGD as it is up to the knee, and falling beyond, where rates are on the sum', () => {
    const { low, high } = keptAt('batch-rate-network', grid, 'reading=sum');
    expect(low('slope')).toBeLessThan(0);
    expect(high('slope')).toBeGreaterThan(0);
    expect(high('slopeAfter')).toBeLessThan(-0.5);
  });

  it('has the best rate of large batches just under the rates that diverge', () => {
    const [sheet] = keptAt('batch-rate-network', grid).panels;
    if (sheet?.kind !== 'surface') throw new Error('the first panel is a sheet');
    const rows = (column: number) => sheet.cells?.marks?.filter((mark) => mark.column === column) ?? [];
    for (const column of [5, 6, 7]) {
      const best = rows(column).find(({ state }) => state === 'best')!.row;
      const last = Math.max(...rows(column).map(({ row }) => row));
      expect(last - best).toBeLessThanOrEqual(2);
    }
  });

  it('goes equally far in an epoch with batches of 2 and of 32', () => {
    const { value } = keptAt('batch-rate-network', grid);
    expect((value('rateSmallest') * 3072) / (value('rateKnee') * 192)).toBeCloseTo(1, 0);
  });

  it('goes on growing beyond the knee where the steps are fixed, about as the square root', {
    timeout: 120_000,
  }, () => {
    const { value, verdict } = measuredAt(grid, 'hold=steps&seeds=2');
    expect(value('slopeAfter')).toBeGreaterThan(0.3);
    expect(value('slopeAfter')).toBeLessThan(0.7);
    expect(verdict.outcome).toBe('holds');
  });
});

describe('the takeaway, 4: what else a large batch changes', () => {
  it('diverges from a rate of .8 on', { timeout: 60_000 }, () => {
    expect(measuredAt(edge, 'alpha=0.8&steps=300&seeds=1').verdict.text).toMatch(/diverged/);
  });

  it('has steps uphill at the edge, and none below it', () => {
    expect(keptAt('edge-of-stability', edge).low('uphill')).toBeGreaterThan(0.2);
    expect(keptAt('edge-of-stability', edge, 'alpha=0.1').high('uphill')).toBe(0);
  });

  it('ends alike with a divided rate and a multiplied batch, and better without either', () => {
    const { value, high, verdict } = keptAt('grow-the-batch', grow);
    expect(verdict.outcome).toBe('holds');
    expect(high('noneLoss')).toBeLessThan(value('rateLoss'));
    expect(value('bothLoss')).toBeGreaterThan(value('rateLoss'));
  });

  it('pays to change at four times the rate', () => {
    const { value, verdict } = measuredAt(grow, 'aMean=0.8');
    expect(value('rateLoss')).toBeLessThan(0.7 * value('noneLoss'));
    expect(value('batchLoss')).toBeLessThan(0.7 * value('noneLoss'));
    expect(verdict.outcome).toBe('holds');
  });
});

describe('page 6.2, sixth property', () => {
  it('loses half of its advantage over descent, and all over batches of 100, at best rates', () => {
    const { value, low, high } = keptAt('claim-generalizes', claim);
    expect(low('gain')).toBeGreaterThan(0);
    expect(value('tunedDescentGain')).toBeLessThan(0.6 * value('gain'));
    expect(low('tunedDescentGain')).toBeGreaterThan(0);
    expect(low('tunedGain')).toBeLessThan(0);
    expect(high('tunedGain')).toBeGreaterThan(0);
  });

  it('no longer fits its own examples at four times the rate', { timeout: 60_000 }, () => {
    const part = claim.parts({ against: 'both', rate: 0.4, batchSize: 10, steps: 6000, seeds: 2, seed: 0 })[0]!;
    const { trainLoss } = claim.measure(part);
    expect(trainLoss).toBeGreaterThan(0.3);
  });
});

describe('page 6.5, four searches', () => {
  const ID = 'hyperparameter-search';

  it('cannot tell random search, the grid and the Latin hypercube apart', () => {
    for (const method of ['grid', 'latin']) {
      const { low, high } = keptAt(ID, search, `method=${method}`);
      expect(low('overRandom')).toBeLessThan(0);
      expect(high('overRandom')).toBeGreaterThan(0);
    }
  });

  it('finds good networks far apart in rate and close in rate over batch size', () => {
    const { value } = keptAt(ID, search);
    expect(value('leaders')).toBe(12);
    expect(value('rateSpread')).toBeGreaterThan(30);
    expect(value('ratioSpread')).toBeLessThan(10);
    // What was searched: rates of 2^-8 to 4, batches of 4 to 256.
    expect(4 / 4 / (2 ** -8 / 256)).toBe(65536);
  });

  it('has fewer errors where errors choose, and as few where the training loss does', () => {
    const { value, low } = keptAt(ID, search);
    expect(value('byErrorError')).toBeLessThan(low('byValidationError'));
    expect(Math.abs(value('byTrainingError') - value('byErrorError'))).toBeLessThan(0.01);
  });

  it('halves to choices that were better before they were trained to the end', () => {
    const { value, high, low } = keptAt(ID, search);
    expect(high('halvingEarly')).toBeLessThan(low('halvingTest'));
    for (const other of ['random', 'grid', 'latin']) expect(value('halvingTrain')).toBeLessThan(value(`${other}Train`));
  });

  it('has no luck to be seen in the validation loss of the chosen', () => {
    const { value, low, high } = keptAt(ID, search);
    expect(value('randomTest')).toBeGreaterThan(low('randomValidation'));
    expect(value('randomTest')).toBeLessThan(high('randomValidation'));
  });
});
