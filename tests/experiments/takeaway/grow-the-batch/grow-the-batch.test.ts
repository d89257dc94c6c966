import { describe, expect, it } from 'vitest';
import { defaults } from '../../../../src/engine/values.ts';
import experiment from '../../../../src/experiments/takeaway/grow-the-batch/grow-the-batch.ts';
import { presentWith } from '../../../../src/figure/run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { keptAt } from '../../long.ts';

const ID = 'grow-the-batch';

describe('grow-the-batch', () => {
  it('ends where dividing the rate ends, with 960 updates for 1536', () => {
    const { value, low, high, verdict } = keptAt(ID, experiment);
    expect([value('rateUpdates'), value('batchUpdates')]).toEqual([1536, 960]);
    expect(low('difference')).toBeGreaterThan(-0.01);
    expect(high('difference')).toBeLessThan(0.01);
    expect(high('effect')).toBeLessThan(-0.3);
    expect(verdict.outcome).toBe('holds');
  });

  it('has most of its loss from noise: without, the divided rate ends near .1', () => {
    const { value, low } = keptAt(ID, experiment);
    // .0805 .0942 .0872 .1240 by runs on all examples, seeds 0 to 3.
    expect(Math.abs(value('stillLoss') - 0.097)).toBeLessThan(0.02);
    expect(low('noise')).toBeGreaterThan(0.2);
    expect(value('stillUpdates')).toBe(value('rateUpdates'));
  });

  it('is best without any change at a rate of .2, worst with both, and has hardly any noise', () => {
    const seen = keptAt(ID, experiment, 'aMean=0.2');
    // .7010, .7024, .6424 and .7793 on one data set; data sets differ by .024.
    for (const [name, loss] of Object.entries({ rate: 0.701, batch: 0.7024, none: 0.6424, both: 0.7793 }))
      expect(Math.abs(seen.value(`${name}Loss`) - loss), name).toBeLessThan(0.05);
    expect(seen.high('noneLoss')).toBeLessThan(seen.low('rateLoss'));
    expect(seen.low('bothLoss')).toBeGreaterThan(seen.high('batchLoss'));
    expect(sentence(seen)).toMatch(/with no change/);
    expect(Math.abs(seen.value('noise'))).toBeLessThan(0.06);
  });

  it('fails near the largest stable rate, where the two differ by seeds', () => {
    const { value, high, verdict } = keptAt(ID, experiment, 'batchSize=64');
    expect(verdict.outcome).toBe('fails');
    expect(value('difference')).toBeLessThan(0);
    expect(high('difference')).toBeLessThan(0);
  });

  it('has no outcome while it does not know what the change does', () => {
    const values = { ...defaults(experiment.parameters), ...experiment.quick };
    const course = { losses: [2, 1], updates: 64 };
    const seen = presentWith(experiment, values, (key) => (/"(rate|batch)"/.test(key) ? course : undefined));
    expect(seen.verdict).toEqual({
      text: 'So far {done} of {of} networks, and too few of the two kinds that are compared.',
      state: 'measuring',
    });
  });
});
