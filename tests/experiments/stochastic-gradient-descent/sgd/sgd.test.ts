import { expect, it } from 'vitest';
import { optimizers, problems, train } from '../../../../src/engine/index.ts';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/sgd/sgd.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';
import { shownBy } from '../../shown-by.ts';

const at = shownBy(experiment);

it('repeats notebook 6.3: end, loss, and which steps go uphill', () => {
  const { value } = at('');
  expect(value('endPhi0')).toBeCloseTo(-0.49668, 5);
  expect(value('endPhi1')).toBeCloseTo(12.26841, 5);
  expect(value('loss')).toBeCloseTo(4.62436, 5);
  expect(value('stepsUphill')).toBe(22);
  expect(value('batchUphill')).toBe(7);
});

it('marks the steps that go uphill for all thirty, and names them once the run is there', () => {
  const { values } = parse(experiment.parameters, new URLSearchParams());
  const mapAt = (step: number) => {
    const { panels } = runExperiment(experiment, values, { at: step }).presentation;
    return panels[0]?.kind === 'surface' ? panels[0] : undefined;
  };
  const warned = mapAt(41)?.paths?.find(({ role }) => role === 'run')?.warned ?? [];
  const { loss } = train({
    problem: problems.gabor,
    optimizer: optimizers.gradientDescent,
    hyper: { alpha: 0.8 },
    start: [3.5, 6.5],
    steps: 41,
    batches: { size: 5, sampling: values['sampling'], seed: values['seed'] },
  });
  expect(warned).toHaveLength(22);
  for (const t of warned) expect(loss[t]).toBeGreaterThan(loss[t - 1]!);
  const isNamed = (step: number) => mapAt(step)?.points?.some(({ label }) => label === 'uphill');
  expect([0, 20, 41].map(isNamed)).toEqual([false, false, true]);
});

it('uses examples of the notebook run 2 to 12 times', () => {
  const { value } = at('');
  expect([value('leastUsed'), value('mostUsed')]).toEqual([2, 12]);
});

it('never goes uphill with every example in the batch and a rate below the limit', () => {
  const { value, limits } = at('batchSize=30&alpha=0.1');
  expect(value('stepsUphill')).toBe(0);
  expect(limits?.['alpha']?.[0]?.at).toBeCloseTo(0.17654, 4);
});

it('shows a batch and its update at each step, after the last one that step', () => {
  const { values } = parse(experiment.parameters, new URLSearchParams());
  const numbersAt = (step: number) => runExperiment(experiment, values, { at: step }).presentation.numbers;
  const numbers = numbersAt(10);
  // Equation 6.10, from the numbers under its letters.
  for (const i of [0, 1])
    expect(numbers[`nextPhi${i}`]!.value).toBeCloseTo(
      numbers[`herePhi${i}`]!.value - 0.8 * numbers[`slopePhi${i}`]!.value,
      12,
    );
  // After the last step that step is still shown: it leads to the end.
  const last = numbersAt(41);
  expect([last['at']!.value, last['next']!.value]).toEqual([40, 41]);
  for (const i of [0, 1]) expect(last[`nextPhi${i}`]!.value).toBe(last[`endPhi${i}`]!.value);
  expect(numbers['batchLossNext']!.value).toBeLessThan(numbers['batchLossNow']!.value);
  expect(numbers['lossNext']!.value).toBeGreaterThan(numbers['lossNow']!.value);
});

it('shows both steps from one point under a lens, and none at the end', () => {
  const { values } = parse(experiment.parameters, new URLSearchParams());
  const lens = (step: number) => {
    const { panels } = runExperiment(experiment, values, { at: step }).presentation;
    const panel = panels.find(({ name }) => name === 'close-up');
    if (panel?.kind !== 'surface') throw new Error('there is a lens');
    return panel;
  };
  const { arrows = [] } = lens(10);
  expect(arrows.map(({ label }) => label)).toEqual(['batch', 'all 30']);
  const [, all] = arrows.map(({ from, to }) => [to[0] - from[0], to[1] - from[1]] as const);
  // NumPy, in the exported script: -.8 * 5/30 times the gradient over all thirty at step 10.
  expect(all![0]).toBeCloseTo(-0.490485, 6);
  expect(all![1]).toBeCloseTo(0.281703, 6);
  expect(lens(41).arrows).toBeUndefined();
});

it('offers nine tenths of the limit past it', () => {
  const { offers, value } = at('alpha=2');
  expect(offers?.[0]?.set['alpha']).toBeCloseTo(0.9 * value('limit'), 2);
});

it('tells a run on a slope from one that has come down to the floor', () => {
  for (const query of ['', 'batchSize=1&alpha=2'])
    expect(at(query).verdict.text).toContain('on a slope that leads down to the lowest floor, {lowest}');
  expect(at('batchSize=30&alpha=0.1').verdict.text).toContain('in the valley with a floor at {reachedLoss}');
});
