import { describe, expect, it } from 'vitest';
import { sentence } from '../../src/engine/run.ts';
import experiment from '../../src/experiments/grow-the-batch.ts';
import { hasNumpy, keptAt, measuredAt, picturesOnTheWay, printedBy } from './long.ts';

describe('grow-the-batch', () => {
  it('ends where dividing the rate ends, with 960 updates for 1536', () => {
    const { value, low, high, verdict } = keptAt('grow-the-batch', experiment);
    expect([value('rateUpdates'), value('batchUpdates')]).toEqual([1536, 960]);
    // .7010 and .7024 on one data set; data sets differ by .024.
    expect(Math.abs(value('rateLoss') - 0.701)).toBeLessThan(0.05);
    expect(Math.abs(value('batchLoss') - 0.7024)).toBeLessThan(0.05);
    expect(low('difference')).toBeGreaterThan(-0.006);
    expect(high('difference')).toBeLessThan(0.006);
    expect(verdict.outcome).toBe('holds');
  });

  it('is best without any change here, and worst with both', () => {
    const seen = keptAt('grow-the-batch', experiment);
    expect(Math.abs(seen.value('noneLoss') - 0.6424)).toBeLessThan(0.05);
    expect(Math.abs(seen.value('bothLoss') - 0.7793)).toBeLessThan(0.05);
    expect(seen.high('noneLoss')).toBeLessThan(seen.low('rateLoss'));
    expect(seen.low('bothLoss')).toBeGreaterThan(seen.high('batchLoss'));
    expect(sentence(seen)).toMatch(/with no change/);
  });

  it('fails near the largest stable rate, where the two differ by seeds', () => {
    const { value, high, verdict } = measuredAt(experiment, 'aMean=0.8&batchSize=64');
    expect(verdict.outcome).toBe('fails');
    expect(value('difference')).toBeLessThan(0);
    expect(high('difference')).toBeLessThan(0);
  });

  it('says that runs diverged, and presents all that has arrived', () => {
    expect(sentence(measuredAt(experiment, 'aMean=2&batchSize=2&seeds=2&epochs=2'))).toMatch(/diverged/);
    const pictures = picturesOnTheWay(experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it.skipIf(!hasNumpy)('exports a script that finds the same loss', () => {
    const query = 'epochs=4&change=2&batchSize=50&factor=3&seed=5';
    const seen = measuredAt(experiment, `${query}&seeds=2`);
    // The kernels work in single precision, NumPy in double.
    expect(Math.abs(printedBy(experiment, query)['seedRate']! - seen.value('seedRate'))).toBeLessThan(1e-3);
  });
});
