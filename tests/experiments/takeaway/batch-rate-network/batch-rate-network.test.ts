import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/takeaway/batch-rate-network/batch-rate-network.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { keptAt } from '../../long.ts';

const ID = 'batch-rate-network';

describe('batch-rate-network', () => {
  it('is nearly linear for SGD up to a bend between batches of 32 and 90, then hardly changes', () => {
    const { value, low, high, verdict } = keptAt(ID, experiment);
    // Six groups of eight other seeds gave .86 to .98 up to 32, all 48 together .92.
    expect(low('sgdSlope')).toBeGreaterThan(0.8);
    expect(high('sgdSlope')).toBeLessThan(1.02);
    expect(Math.abs(value('sgdSmall') - 0.92)).toBeLessThan(0.04);
    expect(low('sgdKnee')).toBeGreaterThan(30);
    expect(high('sgdKnee')).toBeLessThan(90);
    expect(high('sgdSlopeAfter')).toBeLessThan(low('sgdSlope'));
    expect(Math.abs(value('sgdSlopeAfter'))).toBeLessThan(0.3);
    expect(verdict.outcome).toBe('depends');
  });

  it('bends for the larger network too, on the same examples', () => {
    const { low, high } = keptAt(ID, experiment, 'network=large');
    expect(low('sgdSlope')).toBeGreaterThan(0.8);
    expect(high('sgdSlope')).toBeLessThan(1);
    expect(low('sgdKnee')).toBeGreaterThan(30);
    expect(high('sgdKnee')).toBeLessThan(90);
  });

  it('grows as the square root for Adam up to batches of 32, faster up to 128, then falls', () => {
    const { low, high, verdict } = keptAt(ID, experiment, 'optimizer=adam');
    expect(low('adamSmall')).toBeGreaterThan(0.45);
    expect(high('adamSmall')).toBeLessThan(0.55);
    expect(low('adamMiddle')).toBeGreaterThan(0.6);
    expect(high('adamEnd')).toBeLessThan(0);
    expect(high('slopeAfter')).toBeLessThan(0);
    expect(verdict.outcome).toBe('depends');
  });

  it('does not fall for Adam with four times the epochs, where no bend is to be seen', () => {
    const { low, high, verdict } = keptAt(ID, experiment, 'optimizer=adam&epochs=24&seeds=8');
    expect(low('adamWhole')).toBeGreaterThan(0.4);
    expect(high('adamWhole')).toBeLessThan(0.65);
    expect(low('adamEnd')).toBeGreaterThan(0);
    expect(verdict.text).toMatch(/no clear bend/);
    expect(verdict.outcome).toBe('holds');
  });

  it('with the steps fixed grows as fast up to 32, and its largest batches stand next to a rate that diverges', () => {
    const steps = keptAt(ID, experiment, 'hold=steps&seeds=8');
    const epochs = keptAt(ID, experiment);
    expect(Math.abs(steps.value('sgdSmall') - epochs.value('sgdSmall'))).toBeLessThan(0.1);
    expect(steps.value('pinned')).toBe(2);
    expect(steps.verdict.text).toMatch(/Hollow/);
    // More than a step of the grid apart.
    expect(steps.value('rateLargest') / epochs.value('rateLargest')).toBeGreaterThan(2 ** 0.75);
  });

  it('has its best rates of large batches above 2/λ_max of the start', () => {
    const { value } = keptAt(ID, experiment);
    // 2/λ_max by another run of the power iteration, seeds 0 and 1: .687 and .518.
    expect(Math.abs(value('limit') - 0.6)).toBeLessThan(0.12);
    expect(value('overLimit')).toBeGreaterThan(1.5);
    expect(keptAt(ID, experiment, 'network=large').value('overLimit')).toBeGreaterThan(3);
  });

  it('starts the rule at the best rate of the smallest batch, and lists every cell', () => {
    const [, chart, , table] = keptAt(ID, experiment).panels;
    if (chart?.kind !== 'chart' || table?.kind !== 'table') throw new Error('a chart and a table');
    const named = (name: string) => chart.series.find((series) => series.name === name);
    expect(named('linear rule')?.y[0]).toBeCloseTo(named('best rate of SGD')!.y[0]!, 12);
    expect(table.rows).toHaveLength(9 * 13);
    for (const row of table.rows) expect(row[3]).toBe(48);
  });

  it('says no where the rate is on the sum, as the book writes it', () => {
    const sum = keptAt(ID, experiment, 'reading=sum');
    const mean = keptAt(ID, experiment);
    expect(sum.verdict.outcome).toBe('fails');
    expect(sum.value('slope')).toBeCloseTo(mean.value('slope') - 1, 10);
    expect(sum.value('rateLargest')).toBeCloseTo(mean.value('rateLargest') / 512, 10);
  });

  it('leaves Adam’s rates as they are where the rate is on the sum, in its own picture and beside SGD', () => {
    const [sum, mean] = ['sum', 'mean'].map((reading) => keptAt(ID, experiment, `optimizer=adam&reading=${reading}`));
    for (const name of ['slope', 'slopeAfter', 'perDoubling', 'rateSmallest', 'rateLargest', 'adamSmall'])
      expect(sum!.value(name), name).toBe(mean!.value(name));
    expect(sum!.value('sgdSmall')).toBeCloseTo(mean!.value('sgdSmall') - 1, 10);
    expect(sum!.verdict.outcome).toBe(mean!.verdict.outcome);
    expect(sentence(sum!)).toContain('On the mean the rates are the same');
    const series = (optimizer: string, reading: string, name: string) =>
      keptAt(ID, experiment, `optimizer=${optimizer}&reading=${reading}`).panels.flatMap((panel) =>
        panel.kind === 'chart' && panel.name === 'best rates'
          ? panel.series.filter((one) => one.name === name).map(({ y }) => y)
          : [],
      );
    for (const name of ['best rate of Adam', 'square root rule'])
      expect(series('adam', 'sum', name), name).toEqual(series('adam', 'mean', name));
    expect(series('sgd', 'sum', 'best rate of Adam')).toEqual(series('sgd', 'mean', 'best rate of Adam'));
    expect(series('adam', 'sum', 'best rate of SGD')[0]![8]).toBeCloseTo(
      series('adam', 'mean', 'best rate of SGD')[0]![8]! / 512,
      10,
    );
  });

  it('pays for a larger batch at equal epochs, and counts diverged runs', () => {
    const { value } = keptAt(ID, experiment);
    expect(value('lossLargest')).toBeGreaterThan(1.3 * value('lossSmallest'));
    expect(value('diverged')).toBeGreaterThan(0.02);
  });
});
