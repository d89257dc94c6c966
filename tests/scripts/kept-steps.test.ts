import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('a step that is served files', () => {
  let site: Record<string, string> = {};
  beforeEach(() => {
    site = { 'momentum/': 'a word', 'adam/': 'another' };
  });
  const visit = async (): Promise<boolean> => {
    const hash = (served: readonly string[]) => `${files} ${served.map((path) => site[path]).join()}`;
    const served = () => ['momentum/'];
    const { isOld } = await unlessPassed(root, { name: 'firefox', hash, served, again: false }, async () =>
      one('visit', undefined),
    );
    return isOld;
  };

  test('stands on these, and on no others of the site', async () => {
    expect([await visit(), await visit()]).toEqual([false, true]);
    site['adam/'] = 'is written anew';
    expect(await visit()).toBe(true);
    site['momentum/'] = 'is written anew';
    expect(await visit()).toBe(false);
  });

  test('stands on its own code as before', async () => {
    await visit();
    files = 'other';
    expect(await visit()).toBe(false);
  });
});

test('what is kept is kept in the project, and what is no such thing is as good as none', async () => {
  await step('types');
  writeFileSync(join(root, '.astro/passed-steps.json'), '{');
  await step('types');
  expect(done).toHaveLength(2);
});
