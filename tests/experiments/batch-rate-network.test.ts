import { describe, expect, it } from 'vitest';
import { sentence } from '../../src/engine/run.ts';
import experiment from '../../src/experiments/batch-rate-network.ts';
import { hasNumpy, keptAt, measuredAt, picturesOnTheWay, printedBy } from './long.ts';

describe('batch-rate-network', () => {
  it('has a slope of 1 for SGD up to batches of 32, then hardly any', () => {
    const { value, low, high, verdict } = keptAt('batch-rate-network', experiment);
    expect(Math.abs(value('sgdSlope') - 1)).toBeLessThan(0.1);
    expect(low('sgdSlope')).toBeGreaterThan(0.85);
    expect(high('sgdSlope')).toBeLessThan(1.15);
    expect(Math.abs(value('sgdSlopeAfter'))).toBeLessThan(0.3);
    expect(high('sgdSlopeAfter')).toBeLessThan(low('sgdSlope'));
    expect(verdict.outcome).toBe('depends');
  });

  it('has a slope of about .58 for Adam up to batches of 64, then falls', () => {
    const { value, low, high } = keptAt('batch-rate-network', experiment, 'optimizer=adam');
    expect(Math.abs(value('slope') - 0.58)).toBeLessThan(0.1);
    expect(low('slope')).toBeGreaterThan(0.4);
    expect(high('slope')).toBeLessThan(0.75);
    expect(high('slopeAfter')).toBeLessThan(0);
  });

  it('says no where the rate is on the sum, as the book writes it', () => {
    const sum = keptAt('batch-rate-network', experiment, 'reading=sum');
    const mean = keptAt('batch-rate-network', experiment);
    expect(sum.verdict.outcome).toBe('fails');
    expect(sum.value('slope')).toBeCloseTo(mean.value('slope') - 1, 10);
    expect(sum.value('rateLargest')).toBeCloseTo(mean.value('rateLargest') / 512, 10);
  });

  it('pays for a larger batch at equal epochs, and counts diverged runs', () => {
    const { value } = keptAt('batch-rate-network', experiment);
    expect(value('lossLargest')).toBeGreaterThan(1.3 * value('lossSmallest'));
    expect(value('diverged')).toBeGreaterThan(0.02);
  });

  it('draws every cell and every state, and says how far it is', () => {
    const pictures = picturesOnTheWay(experiment);
    for (const picture of pictures) {
      expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
      const [sheet] = picture.panels;
      if (sheet?.kind !== 'surface' || !sheet.cells) throw new Error('the first panel is a sheet of cells');
      const shares = sheet.cells.categories.reduce((sum, { share }) => sum + share, 0);
      expect(shares).toBeCloseTo(1, 10);
      const waiting = sheet.cells.marks?.filter(({ state }) => state === 'waiting').length;
      expect(waiting).toBe(Math.max(0, 9 * 13 - picture.value('done')));
    }
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures[3]!)).toMatch(/So far/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it.skipIf(!hasNumpy).each(['', 'optimizer=adam&seed=3&epochs=2'])(
    'exports a script that finds the same loss: %s',
    (query) => {
      const seen = measuredAt(experiment, `${query}&seeds=1`);
      // The kernels work in single precision, NumPy in double.
      expect(Math.abs(printedBy(experiment, query)['sampleLoss']! - seen.value('sampleLoss'))).toBeLessThan(1e-3);
    },
  );
});
