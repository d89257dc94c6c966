/**
 * npm run course -- book             prints the built pages of all chapters as one PDF: dist/fitting-models.pdf
 * npm run course -- book --out=FILE  to this file
 *
 * It has bookmarks, page numbers, figures at their settings, open folds, and the answers at the end. Build the site first.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserFlags, browserPath } from '../browser.ts';
import { root } from '../command.ts';
import { exitWith, readOptions, UsageError } from '../options.ts';
import { serve } from '../serve.ts';
import { openBook } from './book/open.ts';
import { pagesOfNames } from './book/pages-of-names.ts';

const { values } = readOptions({ url: import.meta.url, name: 'npm run course -- book' }, { out: { type: 'string' } });
const out = values.out ?? join(root, 'dist/fitting-models.pdf');
if (!existsSync(join(root, 'dist/index.html'))) exitWith(new UsageError('The site is not built: npm run build first.'));

const server = await serve({ port: 0 });
const browser = await chromium.launch({ executablePath: browserPath(), args: [...browserFlags] });
try {
  const tab = await browser.newPage({ viewport: { width: 794, height: 1123 }, colorScheme: 'light' });
  const titles = await openBook(tab, server.address);
  await numberContents(tab);
  await tab.pdf({ path: out, preferCSSPageSize: true, printBackground: true, outline: true, tagged: true });
  console.log(`${out}: ${titles.length} parts`);
} finally {
  await browser.close();
  await server.close();
}

/**
 * No style sheet can refer to the page number of an element, so everything is printed once to look up the page numbers.
 */
async function numberContents(tab: Page): Promise<void> {
  const pages = pagesOfNames(await tab.pdf({ preferCSSPageSize: true, printBackground: true }));
  const missing = await tab.evaluate((pages) => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('.book-cover li a')];
    return links.flatMap((link) => {
      const page = pages[decodeURIComponent(link.hash.slice(1))];
      link.querySelector('span')?.append(String(page ?? ''));
      return page === undefined ? [link.hash] : [];
    });
  }, Object.fromEntries(pages));
  if (missing.length > 0) throw new Error(`the printed book has no ${missing.join(', ')}`);
}
