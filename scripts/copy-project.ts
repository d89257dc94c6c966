import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './command.ts';

/** What scripts and tests read; the packages are shared. */
const PARTS = ['src', 'tests', 'scripts', 'docs', 'package.json', 'tsconfig.json', 'biome.json'] as const;
const CONFIGURATION = [
  '.gitignore',
  'vitest.config.ts',
  'astro.config.mjs',
  'site.config.ts',
  'CONTRIBUTING.md',
  'CITATION.cff',
  'LICENSE',
  'LICENSE-CONTENT',
  'README.md',
] as const;

/** A copy of the project to break or to add to; whoever asked removes it. */
export function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'project-'));
  for (const part of [...PARTS, ...CONFIGURATION]) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}
