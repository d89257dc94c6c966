/** Every command of the project says what it does, and tells a mistake in a sentence. */
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { helpOf } from '../../scripts/options.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
/** Those that are ours, with the file that says what each does: Biome and Astro take options of their own. */
const commands: (readonly [name: string, file: string])[] = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /\bscripts\/(?!astro\.ts)[\w-]+\.ts$/.exec(command)?.[0];
  return file === undefined ? [] : [[name, file] as const];
});
/** A verb is a file that reads options. */
const verbs = globSync('scripts/course/*.ts', { cwd: root })
  .filter((file) => readFileSync(join(root, file), 'utf8').includes('readOptions('))
  .map((file) => [`course -- ${basename(file, '.ts')}`, file] as const);

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const done = execFile(process.execPath, args, { cwd: root }, (_, out, err) =>
      resolve({ code: done.exitCode ?? -1, out, err }),
    );
  });
}

it('the test sees the commands', () => {
  const names = commands.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(['start', 'test', 'new', 'course', 'experiment', 'precompute']));
  expect(names).not.toContain('lint');
  expect(verbs.map(([name]) => name)).toContain('course -- chapters');
});

describe.each([...commands, ...verbs])('npm run %s', (name, file) => {
  const called = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
  const [, verb] = name.split(' -- ');
  const started = verb === undefined ? [file] : ['scripts/course.ts', verb];
  const help = verb === undefined ? `${called} -- --help` : `${called} --help`;

  it.concurrent('-- --help prints what its file says at its head', async () => {
    const { code, out, err } = await run(...started, '--help');
    expect(err).toBe('');
    expect(out.startsWith(helpOf(pathToFileURL(join(root, file)).href))).toBe(true);
    expect(out.startsWith(called)).toBe(true);
    expect(code).toBe(0);
  });

  it.concurrent('-- --nonsense is told in a sentence, with exit code 2', async () => {
    const { code, out, err } = await run(...started, '--nonsense');
    expect(err).toMatch(new RegExp(`^${called} has no option --nonsense[;.] .*\`${help}\` says what there is\\.\n$`));
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
