/**
 * npm run course -- book             puts the built pages of the chapter together and prints them: dist/fitting-models.pdf
 * npm run course -- book --out=FILE  to another file
 *
 * With bookmarks, page numbers, figures at their settings, folds open, and the answers at the end. Build the site before.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserFlags, browserPath } from '../browser.ts';
import { root } from '../command.ts';
import { exitWith, readOptions, UsageError } from '../options.ts';
import { serve } from '../serve.ts';
import { openBook } from './book/open.ts';

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

/** How many pages a PDF of Chromium's has. */
function pagesIn(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** No style sheet can ask on which page something will be, so each part, which begins a page, is printed by itself before. */
async function numberContents(tab: Page): Promise<void> {
  const parts = await tab.locator('.book-chapter').count();
  let page = 2;
  for (let part = 0; part < parts; part++) {
    await tab.evaluate((shown) => {
      for (const [k, one] of document.querySelectorAll<HTMLElement>('body > *').entries()) one.hidden = k !== shown + 1;
    }, part);
    const count = pagesIn(await tab.pdf({ preferCSSPageSize: true, printBackground: true }));
    if (count === 0) throw new Error(`part ${part + 1} of the book has no page`);
    await tab.evaluate(
      ([at, text]) => {
        document.querySelectorAll('.book-cover li span')[Number(at)]?.append(String(text));
      },
      [part, page],
    );
    page += count;
  }
  await tab.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('body > *')) one.hidden = false;
  });
}
