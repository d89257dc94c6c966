import { describe, expect, it } from 'vitest';
import { isNumeric, type Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { listParts } from '../../../src/figure/parts.ts';
import { timeFor, workOf } from '../../../src/widgets/page/forecast.ts';
import { storedResults, workTimeOf } from '../../../src/widgets/prerender/precomputed.ts';

const long = (
  await Promise.all(Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const))
).filter(([, { pace }]) => pace === 'long');

/** Parameters that make a run longer. */
const LENGTHS = ['steps', 'epochs'];

/** Promised milliseconds of a run on one worker. */
function promised(id: string, set: Partial<Values> = {}): number {
  const experiment = long.find(([one]) => one === id)![1];
  const values = { ...defaults(experiment.parameters), ...set } as Values; // a partial setting has no undefined values
  const pace = workTimeOf(experiment, storedResults(id).partTime);
  return timeFor(workOf(listParts(experiment.parts(values), experiment.work)), pace, 1);
}

describe.each(long)('the time promised for %s', (id, experiment) => {
  it('is that of its parts at the defaults, where they were measured', () => {
    const usual = listParts(experiment.parts(defaults(experiment.parameters))).length;
    expect(promised(id)).toBeCloseTo(usual * storedResults(id).partTime, 6);
  });

  it('grows with the length of the run', () => {
    for (const name of LENGTHS) {
      const parameter = experiment.parameters[name];
      if (!isNumeric(parameter)) continue;
      expect(promised(id, { [name]: parameter.max }), name).toBeGreaterThan(1.5 * promised(id));
      expect(promised(id, { [name]: parameter.min }), name).toBeLessThan(0.8 * promised(id));
    }
  });
});

describe('the time promised', () => {
  it('of grow-the-batch counts steps and what each sees: single examples took half a minute, at "about 1 s left"', () => {
    const part = { epochs: 8, change: 4, seeds: 2 };
    expect(promised('grow-the-batch', { ...part, batchSize: 1 })).toBeGreaterThan(
      5 * promised('grow-the-batch', { ...part, batchSize: 16 }),
    );
  });

  it('of batch-rate-network counts weights: the large network has eight times as many', () => {
    const large = promised('batch-rate-network', { network: 'large', seeds: 8 });
    expect(large / promised('batch-rate-network', { seeds: 1 })).toBeCloseTo(15000 / 1600, 6);
  });
});
