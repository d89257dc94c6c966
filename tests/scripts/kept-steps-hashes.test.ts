import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashOfSite } from '../../scripts/test/builds.ts';
import { hashOfCode } from '../../scripts/test/types.ts';
import { copyProject, hashOf } from '../../scripts/wrong-content.ts';

describe('the project that mistakes go into', () => {
  test('has no page but the list of pages, so that prose is no part of its answers, and code is', () => {
    const copies = [copyProject(), copyProject()] as const;
    try {
      expect(readdirSync(join(copies[0], 'src/content/docs'))).toEqual(['index.mdx']);
      expect(existsSync(join(copies[0], 'src/pages'))).toBe(false);
      expect(hashOf(copies[1])).toBe(hashOf(copies[0]));
      appendFileSync(join(copies[1], 'src/site/markdown/pipeline.ts'), '// changed\n');
      expect(hashOf(copies[1])).not.toBe(hashOf(copies[0]));
    } finally {
      for (const copy of copies) rmSync(copy, { recursive: true });
    }
  });
});

describe('in a project', () => {
  let root = '';
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  /** Whether a new file, or another text of it, is seen. */
  const sees = (file: string, hash = () => hashOfCode(root)): boolean => {
    const before = hash();
    write(file, '{}');
    return hash() !== before;
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'project-'));
    write('package-lock.json', '');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test.each([
    'src/a.ts',
    'src/A.tsx',
    'src/A.astro',
    'src/a.json',
    'tests/a.test.ts',
    'tsconfig.json',
    'package-lock.json',
  ])('the type check stands on %s', (file) => expect(sees(file)).toBe(true));

  test('the type check stands on no prose', () => expect(sees('src/content/docs/momentum.mdx')).toBe(false));

  const site = () => hashOfSite(root, new Map([['index.html', 'its hash']]));
  test.each([
    'src/content/docs/momentum.mdx',
    'public/a.svg',
    'site.config.ts',
    'LICENSE-CONTENT',
    'package-lock.json',
  ])('the builds beside dist/ stand on %s', (file) => expect(sees(file, site)).toBe(true));

  test('they stand on what is in dist/, and on no test', () => {
    expect(sees('tests/a.test.ts', site)).toBe(false);
    expect(hashOfSite(root, new Map([['index.html', 'another']]))).not.toBe(site());
  });
});
