import { describe, expect, it } from 'vitest';
import { sampleBy } from '../../scripts/precompute/stored.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { ListedPart } from '../../src/figure/parts.ts';
import { partsAhead } from '../../src/figure/parts-ahead.ts';
import { measurePart } from '../../src/figure/run.ts';
import { storedResults } from '../../src/widgets/prerender/precomputed.ts';

const long = (
  await Promise.all(Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const))
).filter(([, { pace }]) => pace === 'long');

describe.runIf(long.length > 0)('precomputed results', () => {
  it.each(long)(
    '%s: one part, another with each change of the code, computed again gives the same',
    (id, experiment) => {
      const { hash, parts } = storedResults(id);
      const [part] = sampleBy(hash, partsAhead(experiment), 1) as [ListedPart]; // at least one exists
      const kept = parts.find(({ key }) => key === part.key);
      expect(numbersIn(JSON.parse(JSON.stringify(measurePart(experiment, part))))).toEqual(
        numbersIn(kept?.result).map((value) => expect.closeTo(value, 4)),
      );
    },
  );
});

/** Every number in a plain value, in order. Single precision with fused multiply-add may differ in its last bits. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(numbersIn);
  return [];
}
