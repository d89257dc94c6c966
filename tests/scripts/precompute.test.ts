import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { precomputedFrom, sampleBy, textOf } from '../../scripts/precompute/stored.ts';
import { partsAhead } from '../../src/figure/parts-ahead.ts';
import { findExperiment } from '../../src/widgets/prerender/find-experiment.ts';
import { fileOf, storedResults } from '../../src/widgets/prerender/precomputed.ts';

const ID = 'mnist1d';

describe('stored results', () => {
  const long = globSync('*.json', { cwd: join(root, 'src/precomputed') }).map((file) => file.replace('.json', ''));

  it.each(long)('of %s stand in the order of its parts, as a computation from scratch writes them', async (id) => {
    const { parts } = storedResults(id);
    expect(parts.map(({ key }) => key)).toEqual(partsAhead(await findExperiment(id)).map(({ key }) => key));
  });
});

describe('times', () => {
  it('stay while the code does, so that what is computed again is the same file', () => {
    const { hash, partTime, parts } = storedResults(ID);
    const slow = parts.map((part) => ({ ...part, milliseconds: 10 * partTime }));
    const about = { id: ID, usual: parts.length };
    expect(textOf(precomputedFrom(slow, { ...about, hash }))).toBe(readFileSync(fileOf(ID), 'utf8'));
    expect(precomputedFrom(slow, { ...about, hash: 'other' }).partTime).toBe(10 * partTime);
  });

  it('are means over the parts of the defaults', () => {
    const parts = [3, 6, 30].map((milliseconds) => ({ key: `n ${milliseconds}`, milliseconds, result: 0 }));
    expect(precomputedFrom(parts, { id: 'none', hash: 'abc', usual: 2 }).partTime).toBe(5);
  });
});

describe('sampleBy', () => {
  it('chooses others by another hash, none twice, and the same by the same', () => {
    const list = Array.from({ length: 50 }, (_, k) => k);
    const chosen = sampleBy('0123456789abcdef', list, 3);
    expect(new Set(chosen).size).toBe(3);
    expect(sampleBy('0123456789abcdef', list, 3)).toEqual(chosen);
    expect(sampleBy('fedcba9876543210', list, 3)).not.toEqual(chosen);
    expect(sampleBy('0123456789abcdef', [1, 2], 3).sort()).toEqual([1, 2]);
  });
});
