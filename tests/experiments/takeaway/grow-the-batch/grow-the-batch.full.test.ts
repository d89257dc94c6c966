import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/takeaway/grow-the-batch/grow-the-batch.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { hasNumpy, measuredAt, picturesOnTheWay, printedBy } from '../../long.ts';

describe('grow-the-batch', () => {
  it('says that runs diverged, and presents all that has arrived', async () => {
    expect(sentence(measuredAt(experiment, 'aMean=2&batchSize=2&seeds=2&epochs=2'))).toMatch(/diverged/);
    const pictures = await picturesOnTheWay('grow-the-batch', experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it.skipIf(!hasNumpy)('exports a script that finds the same loss', () => {
    const query = 'epochs=4&change=2&batchSize=50&factor=3&seed=5';
    const seen = measuredAt(experiment, `${query}&seeds=2`);
    // The kernels compute in single precision, NumPy in double.
    expect(Math.abs(printedBy(experiment, query)['seedRate']! - seen.value('seedRate'))).toBeLessThan(1e-3);
  });
});
