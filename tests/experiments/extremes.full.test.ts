import { describe, expect, it } from 'vitest';
import { isNumeric, type Value } from '../../src/engine/schema.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { schemaAt } from '../../src/figure/parameters/schema-at.ts';
import { scriptAt } from '../../src/figure/python.ts';
import { runExperiment } from '../../src/figure/run.ts';
import { fewOf, REPEATED } from './fewest.ts';
import { pairwise } from './pairs.ts';
import { checkPresentation, expectPresentable } from './presentable.ts';

const catalogue = await Promise.all(
  Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const),
);

/** Slow parameters: tried at these values only. `precomputed.test.ts` covers the large network. */
const LONGEST: Readonly<Record<string, Readonly<Record<string, readonly Value[]>>>> = {
  'basins-of-attraction': { steps: [1, 100] },
  // All its races are repeated for each budget and seed, while rule and problem only select the display.
  'optimizer-race': { budget: [20, 200], seed: [0, 9999] },
  'batch-rate-regression': { epochs: [1, 2], steps: [10, 20] },
  'batch-rate-network': { network: ['small'] },
  'hyperparameter-search': { trials: ['16'] },
  // A change after the last epoch is one of its extremes.
  'grow-the-batch': { epochs: [2], change: [1, 60] },
};

/**
 * Repetitions are tried at their minimum, possibly without an interval, and at a few more, and a seed at its ends: the
 * usual values are covered in catalogue.test.ts. Parameters that `quick` shortens in a long experiment are tried at
 * their minimum and at that value.
 */
function cutOf(id: string, { parameters, quick }: Experiment): Record<string, readonly Value[]> {
  const repeated = REPEATED.flatMap((name) => {
    const parameter = parameters[name];
    return isNumeric(parameter) ? [[name, fewOf(parameter, 3)] as const] : [];
  });
  // Safe: a partial setting has no undefined values.
  const usual = { ...Object.fromEntries(repeated), ...quick } as Record<string, Value>;
  const short = Object.entries(usual).map(([name, value]): [string, readonly Value[]] => {
    const parameter = parameters[name];
    return [name, isNumeric(parameter) ? [...new Set([parameter.min, value])] : [value]];
  });
  const { seed } = parameters;
  return {
    ...(isNumeric(seed) && { seed: [seed.min, seed.max] }),
    ...Object.fromEntries(short),
    ...LONGEST[id],
  };
}

describe('pairwise()', () => {
  it.each(catalogue)('%s: each two extremes of two parameters meet in a setting', (id, experiment) => {
    const settings = pairwise(experiment.parameters, cutOf(id, experiment));
    const levels = Object.keys(experiment.parameters).map(
      (name) => [name, new Set(settings.map((one) => one[name]!))] as const,
    );
    for (const [a, as] of levels)
      for (const [b, bs] of levels)
        for (const x of as)
          for (const y of a < b ? bs : [])
            expect(
              settings.some((one) => one[a] === x && one[b] === y),
              `${a} ${x}, ${b} ${y}`,
            ).toBe(true);
  });
});

describe.each(catalogue)('%s at the extremes of its settings', (id, experiment) => {
  // Many settings share parts.
  const cache = new Map<string, unknown>();
  it.each(pairwise(experiment.parameters, cutOf(id, experiment)))('%j', (values) => {
    const { presentation } = runExperiment(experiment, values, { cache });
    expectPresentable(experiment, presentation);
    checkPresentation(presentation, schemaAt(experiment.parameters, values));
    expect(presentation.verdict.state, 'all is measured').not.toBe('measuring');
    expect(presentation.verdict.text).not.toMatch(/^Measuring|being computed|[Ss]o far/);
    expect(scriptAt(experiment, values)?.text ?? '').not.toMatch(/\bundefined\b|\bNaN\b|\[object/);
  });
});
