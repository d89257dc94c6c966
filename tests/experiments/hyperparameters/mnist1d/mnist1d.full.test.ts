import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/hyperparameters/mnist1d/mnist1d.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { hasNumpy, keptAt, measuredAt, picturesOnTheWay, printedBy } from '../../long.ts';

describe('mnist1d', () => {
  it('learns less from fewer examples', { timeout: 60_000 }, () => {
    const { value } = measuredAt(experiment, 'train=500&steps=500&seeds=1');
    expect(value('perceptron')).toBeLessThan(keptAt('mnist1d', experiment).value('perceptron') - 0.1);
  });

  it('presents all that has arrived', async () => {
    const pictures = await picturesOnTheWay('mnist1d', experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none\b(?! of)|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it.skipIf(!hasNumpy)('exports a script that finds the same accuracy', () => {
    const query = 'train=600&steps=60&seed=3&seeds=1';
    const { values } = parse(experiment.parameters, new URLSearchParams(query));
    const { test } = experiment.measure.perceptron(experiment.parts(values).perceptron[0]!);
    // A few of the 4000 examples are so close to a border that single precision classifies them differently.
    expect(Math.abs(printedBy(experiment, query)['seedAccuracy']! - test)).toBeLessThan(0.002);
  });
});
