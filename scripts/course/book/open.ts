import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { base, chaptersOf, description, type Group, shownGroups, site, title } from '../../../site.config.ts';
import { compose } from './compose.ts';

/** Pages printed after the chapters, as appendices. */
const APPENDICES = ['notes', 'notation'];

/** The pages of the book, in the order of the sidebar. */
export function pagesOfBook(groups: readonly Group[] = shownGroups): string[] {
  const shown = groups.flatMap(({ pages }) => pages);
  return [...chaptersOf(groups).flatMap(({ pages }) => pages), ...APPENDICES.filter((page) => shown.includes(page))];
}

/**
 * Combines the pages served at an address in one tab, as they will be printed.
 * @returns the titles of its parts
 */
export async function openBook(tab: Page, address: string): Promise<string[]> {
  // A URL that no file has, so that no page's policy applies.
  const here = new URL('book/', address).href;
  const empty = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body></body></html>`;
  await tab.route(here, (route) => route.fulfill({ contentType: 'text/html', body: empty }));
  await tab.goto(here);
  await tab.emulateMedia({ media: 'print' });
  const chapters = pagesOfBook().map((id) => ({ path: `${id}/` }));
  const { titles } = await tab.evaluate(compose, { chapters, base, published: site ?? '', title, about: description });
  await tab.addStyleTag({ content: readFileSync(new URL('./book.css', import.meta.url), 'utf8') });
  return titles;
}
