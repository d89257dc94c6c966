import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

test.each(workflows)('%s pins each action to a commit, and says which version that is', (_, text) => {
  const used = [...text.matchAll(/uses: (\S+)(.*)$/gm)].map(([, action = '', rest = '']) => ({ action, rest }));
  for (const { action, rest } of used.filter(({ action }) => !action.startsWith('./'))) {
    expect(action).toMatch(/^[\w-]+(\/[\w-]+)+@[0-9a-f]{40}$/);
    expect(rest, action).toMatch(/^ # v\d+\.\d+\.\d+$/);
  }
});

test.each(workflows)('%s asks for no more than it needs', (_, text) => {
  expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
});

/** The shell script steps, with their lines. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/^( *)(?:- )?run: (?:\|\n((?:\1 +.*\n|\n)+)|(.*))/gm)].map(
    ([, , block, line]) => block ?? line ?? '',
  );

test.each(workflows)(
  '%s gives its shell what comes from outside as variables, never as text of a script',
  (_, text) => {
    const scripts = scriptsIn(text);
    expect(scripts).toHaveLength(text.split(/^ *(?:- )?run:/m).length - 1);
    expect(scripts.join('\n')).not.toContain('${{');
  },
);

test.each(workflows)('%s leaves no credentials in the folder that packages and tests run in', (_, text) => {
  const checkouts = [...text.matchAll(/uses: actions\/checkout@.*\n(.*\n.*\n)/g)].map(([, next]) => next);
  for (const next of checkouts) expect(next).toContain('persist-credentials: false');
});

test('what is deployed has been tested', () => {
  const deploy = new Map(workflows).get('deploy.yml') ?? '';
  expect(deploy).toMatch(/^ {2}test:\n {4}uses: \.\/\.github\/workflows\/test\.yml$/m);
  expect(deploy).toMatch(/^ {2}build:\n {4}needs: test$/m);
  expect(deploy).toMatch(/^ {2}deploy:\n {4}needs: build$/m);
});
