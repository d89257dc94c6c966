import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('the type check', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'types-'));
    cpSync('package-lock.json', join(root, 'package-lock.json'));
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
  ])('stands on %s', (file) => {
    const before = hashOfCode(root);
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '{}');
    expect(hashOfCode(root)).not.toBe(before);
  });

  test('stands on no prose', () => {
    const before = hashOfCode(root);
    mkdirSync(join(root, 'src/content/docs'), { recursive: true });
    writeFileSync(join(root, 'src/content/docs/momentum.mdx'), 'Prose.');
    expect(hashOfCode(root)).toBe(before);
  });
});
