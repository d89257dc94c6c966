/** Sentences in the scenes of page 6.2 about runs of this experiment. */
import { describe, expect, it } from 'vitest';
import { gaborLandmarks } from '../../../../src/engine/problems/gabor-landmarks.ts';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/sgd/sgd.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { runExperiment } from '../../../../src/figure/run.ts';

const at = (query: string) => {
  const { values, messages } = parse(experiment.parameters, new URLSearchParams(query));
  expect(messages).toEqual([]);
  const { presentation, results } = runExperiment(experiment, values);
  const event = (name: string) => presentation.events?.find((one) => one.name === name);
  return { run: results.runs!.run, event, number: (name: string) => presentation.numbers[name]!.value };
};

describe('a walk on batches', () => {
  it('goes astray at a step that lowers the loss of its five and raises that of all, the worst of such steps', () => {
    const { run, event } = at('');
    const t = event('astray')!.at - 1;
    const cost = (k: number) => run.loss[k + 1]! - run.loss[k]!;
    expect(run.batchAfter[t]!).toBeLessThan(run.batchBefore[t]!);
    expect(cost(t)).toBeGreaterThan(0);
    for (let k = 0; k < run.batchBefore.length; k++)
      if (run.batchAfter[k]! < run.batchBefore[k]!) expect(cost(k)).toBeLessThanOrEqual(cost(t));
  });

  it('with all thirty in the batch goes nowhere astray', () => {
    const { event, number } = at('batchSize=30&alpha=0.133');
    expect(event('astray')).toBeUndefined();
    expect(number('stepsUphill')).toBe(0);
  });

  it('is kicked out of the shallow valley into the lowest, where plain descent stays', () => {
    const { run, event, number } = at('alpha=0.5&steps=80&phi0=-0.17&phi1=4.88&seed=7');
    expect(run.reached).toBe(0);
    expect(event('stays')!.at).toBeGreaterThan(0);
    const own = gaborLandmarks().minima.find(({ phi }) => Math.hypot(phi[0] + 0.17, phi[1] - 4.88) < 0.1)!;
    expect(number('fullLoss')).toBeCloseTo(own.loss, 1);
  });

  it('does not look up the valleys of a long run', () => {
    expect(at('steps=300').event('stays')).toBeUndefined();
  });
});
