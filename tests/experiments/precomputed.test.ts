import { describe, expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import { partsAhead } from '../../src/figure/parts-ahead.ts';
import { measurePart } from '../../src/figure/run.ts';
import { precomputedOf, sourceHash } from '../../src/widgets/build/precomputed.ts';

const long = (
  await Promise.all(Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const))
).filter(([, { pace }]) => pace === 'long');

it('sourceHash(id) is the same each time, and another for another experiment', () => {
  const [a = '', b = ''] = Object.keys(experiments);
  expect(sourceHash(a)).toBe(sourceHash(a));
  expect(sourceHash(a)).not.toBe(sourceHash(b));
});

describe.runIf(long.length > 0)('precomputed results', () => {
  it.each(long)(
    '%s: every part that is wanted ahead is there, and no other, made from these sources',
    (id, experiment) => {
      const keys = precomputedOf(id).parts.map(({ key }) => key);
      expect(
        partsAhead(experiment)
          .map(({ key }) => key)
          .sort(),
      ).toEqual([...keys].sort());
    },
  );

  it.each(long)('%s: one part, another each day, computed again gives the same', (id, experiment) => {
    const parts = partsAhead(experiment);
    const part = parts[Math.floor(Date.now() / 86_400_000) % parts.length]!;
    const kept = precomputedOf(id).parts.find(({ key }) => key === part.key);
    expect(numbersIn(JSON.parse(JSON.stringify(measurePart(experiment, part))))).toEqual(
      numbersIn(kept?.result).map((value) => expect.closeTo(value, 4)),
    );
  });
});

/** Every number of a plain value, in order. Single precision with fused multiply-add may differ in its last bits. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(numbersIn);
  return [];
}
