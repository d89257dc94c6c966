import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/command.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
/** Those that are ours: Biome, Vitest, Playwright and Astro take options of their own. */
export const commands = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /\bscripts\/(?!astro\.ts)[\w-]+\.ts$/.exec(command)?.[0];
  return file === undefined ? [] : [[name, file] as const];
});

/** As one types it. */
export const called = (name: string): string => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`);
