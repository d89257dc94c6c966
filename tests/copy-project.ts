import { cpSync, existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../scripts/command.ts';

/** Files read by scripts and tests; packages are shared. */
const PARTS = [
  'src',
  'tests',
  'scripts',
  'verification',
  'docs',
  'package.json',
  'tsconfig.json',
  'biome.json',
] as const;
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

/** A copy of the project for changes; the caller removes it. */
export function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'project-'));
  const isOurs = (path: string): boolean => basename(path) !== 'node_modules';
  for (const part of [...PARTS, ...CONFIGURATION])
    cpSync(join(root, part), join(copy, part), { recursive: true, filter: isOurs });
  for (const packages of ['node_modules', 'verification/node_modules'])
    if (existsSync(join(root, packages))) symlinkSync(join(root, packages), join(copy, packages));
  return copy;
}
