import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../scripts/command.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
/** Those that are ours, with the file that says what each does: Biome and Astro take options of their own. */
export const commands: (readonly [name: string, file: string])[] = Object.entries(scripts).flatMap(
  ([name, command]) => {
    const file = /\bscripts\/(?!astro\.ts)[\w-]+\.ts$/.exec(command)?.[0];
    return file === undefined ? [] : [[name, file] as const];
  },
);
/** A verb is a file that reads options. */
export const verbs = globSync('scripts/course/*.ts', { cwd: root })
  .filter((file) => readFileSync(join(root, file), 'utf8').includes('readOptions('))
  .map((file) => [`course -- ${basename(file, '.ts')}`, file] as const);

/** As one types it. */
export const called = (name: string): string => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`);
