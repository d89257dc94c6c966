/** Copies of the project that a test changes and builds. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { plain, root, run } from '../../scripts/command.ts';
import { withLeftOut } from '../../scripts/course/config-text.ts';

/** Files needed for building a page. */
const parts = [
  'src',
  'public',
  'astro.config.mjs',
  'site.config.ts',
  'tsconfig.json',
  'package.json',
  'LICENSE',
  'LICENSE-CONTENT',
  // Only linked to, from /about/.
  'docs',
  'verification',
];

/** A copy of the project, in which a site can be built. */
export function copyToBuild(): string {
  // Inside the project, so that modules are found above it: Astro does not work with a linked node_modules.
  mkdirSync(join(root, '.astro'), { recursive: true });
  const copy = mkdtempSync(join(root, '.astro/copy-'));
  const filter = (path: string): boolean => !path.endsWith('node_modules');
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true, filter });
  return copy;
}

/** Builds a course without these pages, and checks that neither its home nor 6.4 leads to them. */
export async function buildWithout(leftOut: readonly string[]): Promise<void> {
  const course = copyToBuild();
  try {
    const config = join(course, 'site.config.ts');
    writeFileSync(config, withLeftOut(readFileSync(config, 'utf8'), leftOut));
    const { code, output } = await run('astro', ['build'], { directory: course, quiet: true });
    expect(code, plain(output).slice(-2000)).toBe(0);
    for (const file of ['index.html', 'adam/index.html']) {
      const page = readFileSync(join(course, 'dist', file), 'utf8');
      for (const slug of leftOut) expect(page).not.toContain(`/${slug}/"`);
    }
  } finally {
    rmSync(course, { recursive: true });
  }
}
