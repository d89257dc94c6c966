/** Every command of the project says what it does, and tells a mistake in a sentence. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { helpOf } from '../../scripts/options.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
/** Those that are ours: Biome, Vitest, Playwright and Astro take options of their own. */
const commands = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /\bscripts\/(?!astro\.ts)[\w-]+\.ts$/.exec(command)?.[0];
  return file === undefined ? [] : [[name, file] as const];
});

function run(file: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const done = execFile(process.execPath, [file, ...args], { cwd: root }, (_, out, err) =>
      resolve({ code: done.exitCode ?? -1, out, err }),
    );
  });
}

it('the test sees the commands', () => {
  const names = commands.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(['start', 'test', 'new', 'experiment', 'precompute', 'fonts']));
  expect(names).not.toContain('lint');
});

describe.each(commands)('npm run %s', (name, file) => {
  const called = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;

  it.concurrent('-- --help prints what its file says at its head', async () => {
    const { code, out, err } = await run(file, '--help');
    expect(err).toBe('');
    expect(out.startsWith(helpOf(pathToFileURL(join(root, file)).href))).toBe(true);
    expect(out.startsWith(called)).toBe(true);
    expect(code).toBe(0);
  });

  it.concurrent('-- --nonsense is told in a sentence, with exit code 2', async () => {
    const { code, out, err } = await run(file, '--nonsense');
    expect(err).toMatch(
      new RegExp(`^${called} has no option --nonsense[;.] .*\`${called} -- --help\` says what there is\\.\n$`),
    );
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
