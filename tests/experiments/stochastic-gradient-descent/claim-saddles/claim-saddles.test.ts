import { expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-saddles/claim-saddles.ts';
import { shownBy } from '../../shown-by.ts';

const at = shownBy(experiment);

it('leaves by descent in 43 steps from .01, 188 from 1e-8', () => {
  const { value } = at('');
  expect(value('fromHundredth')).toBe(43);
  expect(value('descentSteps')).toBe(188);
  expect(value('descentTheory')).toBeCloseTo(186, 0);
});

it('leaves by noise in 87 steps, 78 to 104 in the middle 80 %', () => {
  const { numbers, value } = at('runs=1000');
  expect(Math.abs(value('noisyMedian') - 87)).toBeLessThanOrEqual(2);
  expect(Math.abs(numbers['noisySteps']!.low! - 78)).toBeLessThanOrEqual(2);
  expect(Math.abs(numbers['noisySteps']!.high! - 104)).toBeLessThanOrEqual(3);
  expect(Math.abs(value('noisyTheory') - value('noisyMedian'))).toBeLessThan(4);
});

it('keeps identical hidden units identical to the last bit', () => {
  const { value, verdict } = at('');
  expect(value('spread')).toBe(0);
  expect(value('descentSpread')).toBe(0);
  expect(verdict.outcome).toBe('depends');
});

it('holds where the units differ, and fails where the noise is less than the offset', () => {
  expect(at('alike=false').verdict.outcome).toBe('holds');
  expect(at('offset=0.01&noise=0.000001').verdict.outcome).toBe('fails');
});

it('shows that a small distance grows by 1 + alpha a step, with noise and without', () => {
  const chart = at('').panels.find(({ name }) => name === 'distance');
  if (chart?.kind !== 'chart') throw new Error('there is a chart of distances');
  const growth = (label: string): number => {
    const { y } = chart.series.find((series) => series.label === label)!;
    // From a hundredth on, noise of a thousandth of a step is relatively small; beyond a tenth the well slows the run.
    const [from, to] = [y.findIndex((d) => d > 0.01), y.findIndex((d) => d > 0.1)];
    return (y[to]! / y[from]!) ** (1 / (to - from));
  };
  expect(growth('descent')).toBeCloseTo(1.1, 2);
  expect(growth('with noise')).toBeCloseTo(1.1, 2);
});
