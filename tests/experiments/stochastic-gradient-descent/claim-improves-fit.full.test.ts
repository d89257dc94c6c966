import { expect, it } from 'vitest';
import experiment from '../../../src/experiments/stochastic-gradient-descent/claim-improves-fit.ts';
import { shownBy } from '../shown-by.ts';

const at = shownBy(experiment);

it('lowers the batch loss on all steps but the whole loss on 60 % and 52 % at rate 1', () => {
  const { value, verdict } = at('aMean=1');
  expect(value('batchFirst')).toBeGreaterThan(0.995);
  expect(value('batchLast')).toBeGreaterThan(0.995);
  expect(value('fullFirst')).toBeCloseTo(0.6, 1);
  expect(Math.abs(value('fullFirst') - 0.6)).toBeLessThan(0.02);
  expect(Math.abs(value('fullLast') - 0.52)).toBeLessThan(0.02);
  expect(verdict.outcome).toBe('fails');
});

it('lowers the batch loss on 93 % and 96 % of steps at the rate of the notebook', () => {
  const { value } = at('aMean=4');
  expect(Math.abs(value('batchFirst') - 0.93)).toBeLessThan(0.02);
  expect(Math.abs(value('batchLast') - 0.96)).toBeLessThan(0.02);
  expect(Math.abs(value('fullFirst') - 0.6)).toBeLessThan(0.02);
  expect(Math.abs(value('fullLast') - 0.55)).toBeLessThan(0.02);
});
