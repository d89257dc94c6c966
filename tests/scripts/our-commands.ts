import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../scripts/command.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
/** Our own commands, with the file of each: Biome and Astro have their own options. */
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

/** The command as typed. */
export const called = (name: string): string => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`);
