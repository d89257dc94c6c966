/** Every command of the project prints its help, and reports a mistake in a sentence. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/command.ts';
import { helpOf } from '../../scripts/options.ts';
import { commands, called as typed, verbs } from './our-commands.ts';

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const done = execFile(process.execPath, args, { cwd: root }, (_, out, err) =>
      resolve({ code: done.exitCode ?? -1, out, err }),
    );
  });
}

describe.each([...commands, ...verbs])('npm run %s', (name, file) => {
  const called = typed(name);
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
