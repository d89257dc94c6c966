import { describe, expect, it } from 'vitest';
import experiment from '../../../../src/experiments/stochastic-gradient-descent/claim-generalizes/claim-generalizes.ts';
import { parse } from '../../../../src/figure/permalink.ts';
import { sentence } from '../../../../src/figure/sentence.ts';
import { hasNumpy, picturesOnTheWay, printedBy } from '../../long.ts';

describe('claim-generalizes', () => {
  it('presents all that has arrived', () => {
    const pictures = picturesOnTheWay(experiment);
    for (const picture of pictures) expect(sentence(picture)).not.toMatch(/none|NaN|undefined/);
    expect(sentence(pictures[0]!)).toMatch(/No network/);
    expect(sentence(pictures.at(-1)!)).not.toMatch(/So far/);
  });

  it.skipIf(!hasNumpy)('exports a script that finds the same accuracy', () => {
    const query = 'steps=150&seed=3&batchSize=12';
    const { values } = parse(experiment.parameters, new URLSearchParams(query));
    const [first] = experiment.parts(values).networks.values();
    const { test } = experiment.measure.networks(first!);
    // Of 4000 examples a few lie so near a border that single precision takes them for another class.
    expect(Math.abs(printedBy(experiment, query)['seedAccuracy']! - test)).toBeLessThan(0.002);
  });
});
