/** `npm run dev`: every edit appears on the screen by itself, even if tests build in the same folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator, type Page, expect as plainExpect, test } from '@playwright/test';
import { environment, plain, root } from '../../scripts/command.ts';
import { copyProject } from '../copy-project.ts';

// Long, for a machine with other work.
const expect = plainExpect.configure({ timeout: 60_000 });

const PAGE = 'src/content/docs/writing.mdx';
const EXPERIMENT = 'src/experiments/gradient-descent/gabor-descent.ts';
const STYLE = 'src/site/text.css';
const written = `---
title: A title
lead: A lead.
description: A description.
---

A word.

<Experiment id="gabor-descent" />
`;

interface Edit {
  file: string;
  /** A text that occurs once; the mark is added after it. */
  behind: string;
  seen(page: Page, mark: string): Promise<void>;
}
const shown = (where: (page: Page) => Locator) => (page: Page, mark: string) => expect(where(page)).toContainText(mark);
const edits: Readonly<Record<string, Edit>> = {
  'a word': { file: PAGE, behind: 'A word', seen: shown((page) => page.locator('main p', { hasText: 'A word' })) },
  'a title': { file: PAGE, behind: 'A title', seen: shown((page) => page.locator('h1#_top')) },
  'a lead': { file: PAGE, behind: 'A lead', seen: shown((page) => page.locator('main p', { hasText: 'A lead' })) },
  'a description': {
    file: PAGE,
    behind: 'A description',
    seen: (page, mark) => expect(page.locator('meta[name=description]')).toHaveAttribute('content', new RegExp(mark)),
  },
  'a caption': { file: EXPERIMENT, behind: "caption:\n    '", seen: shown((page) => page.locator('figcaption')) },
  'an experiment': { file: EXPERIMENT, behind: "title: '", seen: shown((page) => page.locator('.experiment-title')) },
  'a style': {
    file: STYLE,
    behind: 'Colours come only from tokens.css. */',
    seen: (page, mark) => expect(page.locator('h1#_top')).toHaveCSS(`--${mark}`, '1'),
  },
};

let copy: string;
let server: ChildProcess;
let address: string;

const change = (file: string, edit: (text: string) => string): void => {
  const path = join(copy, file);
  const before = readFileSync(path, 'utf8');
  const after = edit(before);
  expect(after, file).not.toBe(before);
  // Not emptied first: the server might read the empty file, and does not hear of a second change within 5 ms.
  expect(after.length, file).toBeGreaterThanOrEqual(before.length);
  writeFileSync(path, after, { flag: 'r+' });
};

// A server that starts with an empty cache, on a machine with other work.
const PATIENCE = 300_000;

test.beforeAll(async () => {
  test.setTimeout(PATIENCE);
  copy = copyProject();
  // Astro expects the packages below the served folder; they are linked, with a separate cache beside them.
  rmSync(join(copy, 'node_modules'));
  execFileSync('cp', ['-al', join(root, 'node_modules'), copy]);
  for (const kept of ['.cache', '.vite', '.astro'])
    rmSync(join(copy, 'node_modules', kept), { recursive: true, force: true });
  writeFileSync(join(copy, PAGE), written);
  server = spawn(process.execPath, ['scripts/astro.ts', 'dev'], {
    cwd: copy,
    env: { ...environment, SITE_BASE: '/' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  address = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += plain(chunk.toString());
      const [, found] = /(http:\/\/localhost:\d+\/)[\s\S]*watching for file changes/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => reject(new Error(said)));
  });
});
test.afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill();
  await ended;
  rmSync(copy, { recursive: true, force: true });
});

test('a word, a title, a lead, a description, a caption, an experiment, an engine file and a style', async ({
  page,
}) => {
  test.setTimeout(PATIENCE);
  await page.goto(`${address}writing/`);
  // A test builds another site at the same time, with its own configuration.
  mkdirSync(join(copy, '.astro/builds/other'), { recursive: true });
  writeFileSync(join(copy, '.astro/builds/other/astro.config.mjs'), 'export default {};');
  await expect(page.locator('[data-live=true]')).toHaveCount(1);
  for (const round of ['one', 'two'])
    for (const [what, { file, behind, seen }] of Object.entries(edits))
      await test.step(`${what}, time ${round}`, async () => {
        const mark = `mark-${round}`;
        const put = file === STYLE ? `h1 { --${mark}: 1; }` : mark;
        change(file, (text) => text.replace(behind, `${behind} ${put}`));
        await seen(page, mark);
      });

  const verdict = page.locator('.verdict > div p').first();
  const built = async (): Promise<string> =>
    /class="verdict"[\s\S]*?<p>([\s\S]*?)<\/p>/.exec(await (await fetch(`${address}writing/`)).text())?.[1] ?? '';
  const [before, builtBefore] = [await verdict.textContent(), await built()];
  for (const [was, is] of [
    ['0.06', '0.07'],
    ['0.07', '0.06'],
  ] as const)
    await test.step(`an engine file, from ${was} to ${is}`, async () => {
      change('src/engine/problems/gabor.ts', (text) => text.replaceAll(was, is));
      const same = is === '0.06';
      await expect.poll(() => verdict.textContent().then((text) => text === before)).toBe(same);
      await expect.poll(() => built().then((text) => text === builtBefore)).toBe(same);
    });
});
