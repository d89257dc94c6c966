/**
 * npm run course -- pages                  of each built page: words, minutes, and how high it is
 * npm run course -- pages --page=momentum  this page; may be given several times
 *
 * Words are those of the main line, and in folds behind the plus. The main line of a page of the chapter stays
 * within 2,500 words and 9,000 px at a width of 1280; ends with 1 if one does not. Build the site before.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { shownChapters } from '../../site.config.ts';
import { minutesFor, wordsOf } from '../../src/site/reading.ts';
import { browserFlags, browserPath } from '../browser.ts';
import { root } from '../command.ts';
import { exitWith, readOptions, UsageError } from '../options.ts';
import { serve } from '../serve.ts';

const WORDS = 2500;
const HEIGHT = 9000;
const widths = [1280, 390] as const;

const { values } = readOptions(
  { url: import.meta.url, name: 'npm run course -- pages' },
  { page: { type: 'string', multiple: true } },
);
const docs = join(root, 'src/content/docs');
const dist = join(root, process.env['SITE_OUT'] ?? 'dist');
const chapter = shownChapters.flatMap(({ pages }) => pages);
const pages = values.page ?? chapter;
for (const page of pages) {
  if (!existsSync(join(docs, `${page}.mdx`)))
    exitWith(new UsageError(`--page=${page}: there is no src/content/docs/${page}.mdx`));
  if (!existsSync(join(dist, page, 'index.html')))
    exitWith(new UsageError(`${page} is not built: npm run build first`));
}

const head = ['page', 'words', 'minutes', ...widths.map((width) => `px at ${width}`)];
const lines: string[][] = [head];
const over: string[] = [];
const server = await serve({ port: 0, directory: dist });
const browser = await chromium.launch({ executablePath: browserPath(), args: [...browserFlags] });
try {
  for (const page of pages) {
    const { open, folded } = wordsOf(readFileSync(join(docs, `${page}.mdx`), 'utf8'));
    const heights: number[] = [];
    for (const width of widths) {
      const tab = await browser.newPage({ viewport: { width, height: 800 } });
      await tab.goto(new URL(`${page}/`, server.address).href);
      heights.push(await tab.evaluate(() => document.documentElement.scrollHeight));
      await tab.close();
    }
    if (open > WORDS) over.push(`${page}: ${open} words, of ${WORDS} at most`);
    if ((heights[0] ?? 0) > HEIGHT) over.push(`${page}: ${heights[0]} px, of ${HEIGHT} at most`);
    lines.push([page, `${open} + ${folded}`, String(minutesFor(open)), ...heights.map(String)]);
  }
} finally {
  await browser.close();
  await server.close();
}

const columns = head.map((_, k) => Math.max(...lines.map((line) => line[k]?.length ?? 0)));
for (const line of lines)
  console.log(
    line.map((text, k) => (k === 0 ? text.padEnd(columns[k] ?? 0) : text.padStart(columns[k] ?? 0))).join('  '),
  );
console.log(over.length === 0 ? '\nEvery page keeps to its limits.' : `\n${over.length} over:\n  ${over.join('\n  ')}`);
process.exitCode = over.length > 0 ? 1 : 0;
