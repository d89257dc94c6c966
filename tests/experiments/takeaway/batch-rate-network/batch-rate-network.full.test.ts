import { describe, expect, it } from 'vitest';
import { lastState, optimizers, train } from '../../../../src/engine/index.ts';
import { createMnist1d, createPerceptron, initialize } from '../../../../src/engine/networks/index.ts';
import { stream } from '../../../../src/engine/random-state.ts';
import experiment from '../../../../src/experiments/takeaway/batch-rate-network/batch-rate-network.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { hasNumpy, measuredAt, picturesOnTheWay, printedBy } from '../../long.ts';

describe('batch-rate-network', () => {
  it('gives no interval below five seeds', () => {
    const { numbers } = measuredAt(experiment, 'epochs=1&seeds=2');
    expect(numbers['slope']).not.toHaveProperty('low');
    expect(numbers['knee']).not.toHaveProperty('low');
  });

  it('has that from Adam itself: the same rate makes the same run on the sum as on the mean, where SGD needs a Bth', () => {
    const data = createMnist1d({ seed: 3, train: 64, validation: 0, test: 0 }).train;
    const run = (rule: 'adam' | 'gradientDescent', reduction: 'sum' | 'mean', alpha: number) => {
      const widths = [40, 8, 10];
      const problem = createPerceptron({ widths, data, reduction });
      const start = initialize(widths, stream(3, 'weights'));
      const batches = { size: 16, sampling: 'epochs', seed: 3 } as const;
      const trace = train({ problem, optimizer: optimizers[rule], hyper: { alpha }, start, steps: 24, batches });
      return createPerceptron({ widths, data }).loss(lastState(trace));
    };
    expect(run('adam', 'sum', 0.02)).toBeCloseTo(run('adam', 'mean', 0.02), 5);
    expect(Math.abs(run('adam', 'sum', 0.02 / 16) - run('adam', 'mean', 0.02))).toBeGreaterThan(0.1);
    expect(run('gradientDescent', 'sum', 0.2 / 16)).toBeCloseTo(run('gradientDescent', 'mean', 0.2), 10);
  });

  it('draws every cell and every state, and says how far it is', async () => {
    const pictures = await picturesOnTheWay('batch-rate-network', experiment);
    for (const picture of pictures) {
      expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
      const [sheet] = picture.panels;
      if (sheet?.kind !== 'surface' || !sheet.cells) throw new Error('the first panel is a sheet of cells');
      const shares = sheet.cells.categories.reduce((sum, { share }) => sum + share, 0);
      expect(shares).toBeCloseTo(1, 10);
      const waiting = sheet.cells.marks?.filter(({ waits }) => waits).length;
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
      // The kernels compute in single precision, NumPy in double.
      expect(Math.abs(printedBy(experiment, query)['sampleLoss']! - seen.value('sampleLoss'))).toBeLessThan(1e-3);
    },
  );
});
