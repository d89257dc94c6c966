import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { precomputedFrom, sampleBy, textOf } from '../../scripts/precompute/kept.ts';
import { createProgress } from '../../scripts/precompute/progress.ts';
import {
  inShard,
  mergeShards,
  type NamedShard,
  type PartResult,
  parseShard,
  readShard,
  type ShardResults,
  shardFile,
  writeShard,
} from '../../scripts/precompute/shards.ts';
import { defaults } from '../../src/engine/values.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { listParts } from '../../src/figure/parts.ts';
import { partsAhead } from '../../src/figure/parts-ahead.ts';
import { measurePart } from '../../src/figure/run.ts';
import { findExperiment } from '../../src/widgets/build/find-experiment.ts';
import { keptResults } from '../../src/widgets/build/precomputed.ts';

const folder = mkdtempSync(join(tmpdir(), 'shards-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ID = 'mnist1d';
const four = [1, 2, 3, 4].map((index) => ({ index, of: 4 }));

describe('four shards', () => {
  it('measured apart, written, read and merged in any order are the bytes of one run', async () => {
    const experiment: Experiment = await findExperiment('grow-the-batch');
    const values = { ...defaults(experiment.parameters), ...experiment.quick } as never; // quick names some of the same
    const listed = listParts(experiment.parts(values));
    expect(listed.length).toBeGreaterThan(4);
    const measured = (list: typeof listed): PartResult[] =>
      list.map((part) => ({
        key: part.key,
        milliseconds: 3 * listed.indexOf(part),
        result: measurePart(experiment, part),
      }));
    const about = { id: 'grow-the-batch', hash: 'abc', usual: 7 };
    const whole = precomputedFrom({ parts: measured(listed), slower: 2 }, about);
    expect(whole.partTime).toBe(9);
    const shards = four.map((shard): NamedShard => {
      const first = shard.index === 1 && { slower: 2 };
      const results = { id: about.id, ...shard, hash: 'abc', ...first, parts: measured(inShard(listed, shard)) };
      return { file: shardFile(results), shard: readShard(writeShard(results)) };
    });
    const merged = mergeShards(about.id, { listed, hash: 'abc' }, shards.reverse());
    expect(textOf(precomputedFrom(merged, about))).toBe(textOf(whole));
  });
});

describe('mergeShards', () => {
  const listed = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, part: {}, key: `${name} {}` }));
  const at = (index: number, changes: Partial<ShardResults> = {}): NamedShard => {
    const parts = inShard(listed, { index, of: 4 }).map(({ key }) => ({ key, milliseconds: 1, result: key.length }));
    const shard = { id: 'toy', index, of: 4, hash: 'new', parts, ...changes };
    return { file: shardFile(shard), shard };
  };
  /** The complaints on shards that cannot be merged. */
  function complaints(shards: readonly NamedShard[]): string[] {
    try {
      mergeShards('toy', { listed, hash: 'new' }, shards);
    } catch (error) {
      return (error as AggregateError).errors.map(({ message }: Error) => message);
    }
    return [];
  }

  it('takes a part that two files hold alike once', () => {
    const shards = [at(4), at(2), at(1), at(3), at(2)];
    expect(mergeShards('toy', { listed, hash: 'new' }, shards).parts.map(({ key }) => key)).toEqual(
      listed.map(({ key }) => key),
    );
  });

  it('names each shard that is missing, its first part and what computes it', () => {
    expect(complaints([at(1), at(4)])).toEqual([
      'toy: no file has b {} and 1 more, of shard 2/4; run: npm run precompute -- --shard=2/4 toy',
      'toy: no file has c {}, of shard 3/4; run: npm run precompute -- --shard=3/4 toy',
    ]);
    expect(complaints([at(1), at(2), at(4), at(3, { of: 5, parts: [] })])).toEqual(['toy: no file has c {}']);
  });

  it('names a file of other code, and says nothing of what follows from it', () => {
    expect(complaints([at(1), at(2, { hash: 'old' }), at(4)])).toEqual([
      'toy.2-of-4.json: toy was computed by other code than there is now; run: npm run precompute -- --shard=2/4 toy',
    ]);
  });

  it('names two files that disagree, and the part', () => {
    const other = at(2, { of: 2, parts: [{ key: 'a {}', milliseconds: 1, result: 5 }] });
    expect(complaints([at(1), at(2), at(3), at(4), other])).toEqual([
      'toy.1-of-4.json and toy.2-of-2.json have different results of toy, a {}; compute them again',
    ]);
  });

  it('names a part that is not wanted', () => {
    const stray = at(3, { parts: [{ key: 'z {}', milliseconds: 1, result: 5 }] });
    expect(complaints([at(1), at(2), stray, at(4)])).toEqual(['toy.3-of-4.json: toy has no part z {}']);
  });
});

describe('files of shards', () => {
  it.each(['', '{"id":"toy"', '[]', 'null', '{"hash":"a","parts":[]}'])('%j is none', (text) => {
    expect(() => readShard(text)).toThrow(/^is (no|not whole, or is no) file of a shard[,;] /);
  });

  it('are named by which of how many', () => {
    expect(parseShard('2/8')).toEqual({ index: 2, of: 8 });
    for (const text of ['0/8', '9/8', '2', '2/', '-1/3', '1/2/3', 'a/b'])
      expect(parseShard(text), text).toBeUndefined();
  });

  it('share every part out once, and none may be empty-handed of much', () => {
    const list = Array.from({ length: 103 }, (_, k) => k);
    const shares = Array.from({ length: 8 }, (_, k) => inShard(list, { index: k + 1, of: 8 }));
    expect(shares.flat().sort((a, b) => a - b)).toEqual(list);
    expect(shares.map(({ length }) => length)).toEqual([13, 13, 13, 13, 13, 13, 13, 12]);
  });
});

describe('kept results', () => {
  const long = globSync('*.json', { cwd: join(root, 'src/precomputed') }).map((file) => file.replace('.json', ''));

  it.each(long)('of %s stand in the order of its parts, as a computation from scratch writes them', async (id) => {
    const { parts } = keptResults(id);
    expect(parts.map(({ key }) => key)).toEqual(partsAhead(await findExperiment(id)).map(({ key }) => key));
  });
});

describe('times', () => {
  it('stay while the code does, so that what is computed again is the same file', () => {
    const { hash, partTime, slower, parts } = keptResults(ID);
    const slow = parts.map((part) => ({ ...part, milliseconds: 10 * partTime }));
    const about = { id: ID, usual: parts.length };
    expect(precomputedFrom({ parts: slow }, { ...about, hash })).toMatchObject({ partTime, slower });
    const changed = precomputedFrom({ parts: slow }, { ...about, hash: 'other' });
    expect(changed.partTime).toBe(10 * partTime);
    expect(changed).not.toHaveProperty('slower');
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

describe('createProgress', () => {
  /** One slow part of `a` and ten quick ones of `b`, and a clock in our hands. */
  function started(isTTY: boolean) {
    let [clock, text] = [1000, ''];
    const output = { isTTY, write: (more: string) => (text += more) };
    const names = ['a', 'b', 'a', ...Array.from({ length: 9 }, () => 'b')];
    const progress = createProgress('toy', names, { output, now: () => clock });
    return {
      ...progress,
      done(index: number, milliseconds: number) {
        clock += milliseconds;
        progress.done(index, milliseconds);
      },
      said: () => text,
    };
  }

  it('tells the rest from what parts of each name took', () => {
    const { done, said } = started(true);
    done(0, 60_000);
    // Nothing is known of b yet: eleven more like the first.
    expect(said()).toMatch(/toy: 1 of 12 parts, about 11 min left$/);
    done(1, 1000);
    expect(said()).toMatch(/toy: 2 of 12 parts, about 69 s left$/);
  });

  it('rewrites one line on a terminal, and clears it at the end', () => {
    const { done, end, said } = started(true);
    for (let k = 0; k < 12; k++) done(k, 10);
    expect(said()).not.toContain('\n');
    expect(said().split('\r\u001b[K')).toHaveLength(13);
    expect(said()).toMatch(/toy: 12 of 12 parts$/);
    end();
    expect(said().endsWith('\r\u001b[K')).toBe(true);
  });

  it('writes plain lines elsewhere: the first, one every ten seconds, the last', () => {
    const { done, end, said } = started(false);
    for (let k = 0; k < 12; k++) done(k, 3000);
    end();
    const counts = said()
      .trim()
      .split('\n')
      .map((line) => /^toy: (\d+) of 12 parts/.exec(line)?.[1]);
    expect(counts).toEqual(['1', '5', '9', '12']);
    expect(said()).not.toContain('\r');
  });
});
