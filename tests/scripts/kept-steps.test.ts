import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { one } from '../../scripts/test/count.ts';
import { unlessPassed } from '../../scripts/test/kept-steps.ts';

let root = '';
let files = '';
let done: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-steps-'));
  files = 'as they are';
  done = [];
});
afterEach(() => rmSync(root, { recursive: true }));

/** Takes a step, and gives how many of its checks passed. */
async function step(name: string, { again = false, failure = '', edit = '' } = {}): Promise<number> {
  const { count } = await unlessPassed(root, { name, hash: () => files, again }, async () => {
    done.push(name);
    files += edit;
    return one(name, failure || undefined);
  });
  return count.passed;
}

test('a step that passed is not done again with the same files, and counts as it did', async () => {
  expect([await step('types'), await step('types')]).toEqual([1, 1]);
  expect(done).toEqual(['types']);
});

test('it is with other files, when asked, and where another step passed with these', async () => {
  await step('types');
  await step('mistake: a formula');
  await step('types', { again: true });
  files = 'other';
  await step('types');
  expect(done).toEqual(['types', 'mistake: a formula', 'types', 'types']);
});

test('a step that fails is done again, also where it passed before', async () => {
  await step('types');
  expect(await step('types', { again: true, failure: 'no' })).toBe(0);
  expect(await step('types')).toBe(1);
  expect(done).toHaveLength(3);
});

test('so is one whose files were edited while it ran', async () => {
  await step('types', { edit: ' no more' });
  await step('types');
  expect(done).toHaveLength(2);
});

test('what is kept is kept in the project, and what is no such thing is as good as none', async () => {
  await step('types');
  writeFileSync(join(root, '.astro/passed-steps.json'), '{');
  await step('types');
  expect(done).toHaveLength(2);
});
