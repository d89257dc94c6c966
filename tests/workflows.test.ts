import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineNames } from '../scripts/browsers/engines.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

test.each(workflows)('%s pins each action to a commit, and says which version that is', (_, text) => {
  const used = [...text.matchAll(/uses: (\S+)(.*)$/gm)].map(([, action = '', rest = '']) => ({ action, rest }));
  for (const { action, rest } of used.filter(({ action }) => !action.startsWith('./'))) {
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    expect(rest, action).toMatch(/^ # v\d+\.\d+\.\d+$/);
  }
});

test.each(workflows)('%s asks for no more than it needs', (_, text) => {
  expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
});

test('what is deployed has been tested', () => {
  const deploy = new Map(workflows).get('deploy.yml') ?? '';
  expect(deploy).toMatch(/^ {2}test:\n {4}uses: \.\/\.github\/workflows\/test\.yml$/m);
  expect(deploy).toMatch(/^ {2}build:\n {4}needs: test$/m);
  expect(deploy).toMatch(/^ {2}deploy:\n {4}needs: build$/m);
});

test('each engine is opened in a browser that the workflow has installed', () => {
  const text = new Map(workflows).get('browsers.yml') ?? '';
  expect(text).toContain(`- run: npx playwright install --with-deps ${engineNames.join(' ')}\n`);
  expect(text).toMatch(/- run: npm run build\n {6}- run: npm run browsers -- --own\n/);
});

test('commands that run Astro do not let it ask a host', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const [name, command] of Object.entries(scripts)) expect(command, name).not.toMatch(/^astro\b/);
});
