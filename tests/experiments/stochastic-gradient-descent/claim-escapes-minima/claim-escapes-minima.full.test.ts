import { expect, it } from 'vitest';
import { stream } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-escapes-minima/claim-escapes-minima.ts';
import {
  WELL,
  wellNumbers,
} from '../../../../src/experiments/stochastic-gradient-descent/claim-escapes-minima/well-escape.ts';
import { shownBy } from '../../shown-by.ts';

const at = shownBy(experiment);

it('gains a little over uniform starts, pair by pair, and ruins them with strong noise', () => {
  const usual = at('runs=50&pairs=5000');
  const { value: gain, low = 0, high = 0 } = usual.numbers['uniformGain']!;
  expect(low).toBeGreaterThan(0);
  expect(high).toBeLessThan(3);
  // 20 000 other pairs, by NumPy: 1.8 points with a standard error of .16.
  expect(Math.abs(gain - 1.8)).toBeLessThan(3 * Math.hypot(0.16, (high - low) / 3.92));
  expect(gain).toBeCloseTo(100 * (usual.value('sgdUniform') - usual.value('descentUniform')), 9);
  expect(gain).toBeCloseTo(100 * (usual.value('uniformWon') - usual.value('uniformLost')), 9);
  // Unpaired, the same runs would be a third as accurate.
  const unpaired = Math.hypot(
    usual.numbers['sgdUniform']!.high! - usual.numbers['sgdUniform']!.low!,
    usual.numbers['descentUniform']!.high! - usual.numbers['descentUniform']!.low!,
  );
  expect(high - low).toBeLessThan(0.5 * 100 * unpaired);
  const strong = at('batchSize=2&aMean=4&runs=50');
  expect(strong.numbers['uniformGain']!.high).toBeLessThan(0);
});

it('has an interval of the slope that holds the exact one as often as it says', () => {
  const exact = 0.3;
  const random = stream(1, 'noise');
  const times = (ratio: number) =>
    Array.from({ length: WELL.runs }, () => -50 * Math.exp(exact * ratio) * Math.log(1 - random.randomSample()));
  let held = 0;
  for (let draw = 0; draw < 1000; draw++) {
    const { low = 0, high = 0 } = wellNumbers(new Map(WELL.ratios.map((ratio) => [ratio, times(ratio)]))).slope!;
    if (low <= exact && exact <= high) held++;
  }
  expect(held).toBeGreaterThan(930);
  expect(held).toBeLessThan(970);
});
