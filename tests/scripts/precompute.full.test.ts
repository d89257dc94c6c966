/** A long experiment computed on several machines becomes the file that one machine writes, or says what is wrong. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { inShard, type ShardResults, shardFile, writeShard } from '../../scripts/precompute/shards.ts';
import { fileOf, keptResults } from '../../src/widgets/build/precomputed.ts';

const folder = mkdtempSync(join(tmpdir(), 'shards-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ID = 'mnist1d';
const four = [1, 2, 3, 4].map((index) => ({ index, of: 4 }));

function precompute(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/precompute.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe('four shards', () => {
  it('of the results that are kept are put together by the command to the file that is there', () => {
    const kept = keptResults(ID);
    const parts = kept.parts.map(({ key, result }) => ({ key, milliseconds: 5, result }));
    const from = join(folder, 'shards');
    for (const shard of four) {
      const results: ShardResults = { id: ID, ...shard, hash: kept.hash, parts: inShard(parts, shard) };
      // As artifacts of a workflow arrive: a folder for each.
      mkdirSync(join(from, `of-${shard.index}`), { recursive: true });
      writeFileSync(join(from, `of-${shard.index}`, shardFile(results)), writeShard(results));
    }
    const { code, out, err } = precompute('--merge', from, `--out=${folder}`);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain(`${ID}: ${parts.length} parts`);
    expect(readFileSync(join(folder, `${ID}.json`), 'utf8')).toBe(readFileSync(fileOf(ID), 'utf8'));

    rmSync(join(from, 'of-3'), { recursive: true });
    const refused = precompute('--merge', from, `--out=${join(folder, 'none')}`);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(
      /^mnist1d: no file has .*, of shard 3\/4; run: npm run precompute -- --shard=3\/4 mnist1d\n$/,
    );
  });
});

describe('files of shards', () => {
  it('that are broken are named by the command in a sentence', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"id":"mnist1d"');
    const { code, err } = precompute('--merge', file);
    expect(err).toBe(`${file} is not whole, or is no file of a shard; compute it again.\n`);
    expect(code).toBe(2);
  });
});
