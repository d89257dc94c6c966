import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { root } from '../../scripts/command.ts';
import { touch } from '../../tests/browser/touch.ts';

export type Theme = 'light' | 'dark';

/** Paths of the built pages, from `/` on; embeds, the 404 page and Python's frame on request. */
export function builtPages({ all = false }: { all?: boolean } = {}): string[] {
  return readdirSync(join(root, 'dist'), { recursive: true })
    .map((file) => String(file).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html'))
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .filter((page) => all || !(/^\/(?:embed|sandbox)\//.test(page) || page === '/404.html'))
    .sort();
}

export interface Visit {
  theme: Theme;
  width: number;
  /** Default: that of a phone or of a laptop. */
  height?: number;
  scripts?: boolean;
  media?: 'screen' | 'print';
}

/** Scrolls from figure to figure, until each has its scripts. */
export async function scrollThrough(tab: Page): Promise<void> {
  for (const figure of await tab.locator('figure.experiment').all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure
      .locator('astro-island:not([ssr])')
      .waitFor({ state: 'attached', timeout: 10_000 })
      .catch(() => {});
  }
}

/** Opens a page in a new context, with its folds, and scrolls through it until every figure shows its own picture. */
export async function openLive(
  browser: Browser,
  address: string,
  page: string,
  { theme, width, height = width < 640 ? 844 : 900, scripts = true, media = 'screen' }: Visit,
): Promise<{ tab: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    javaScriptEnabled: scripts,
    deviceScaleFactor: 1,
  });
  const tab = await context.newPage();
  await tab.emulateMedia({ media, colorScheme: theme });
  await tab.goto(new URL(page.slice(1), address).href, { waitUntil: 'load' });
  // A figure in a closed fold is never hydrated.
  await tab.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.deeper')) fold.open = true;
  });
  if (scripts) {
    await scrollThrough(tab);
    for (const figure of await tab.locator('figure.experiment').all()) await touch(figure);
    await tab.evaluate(() => scrollTo(0, 0));
    await tab.waitForTimeout(300);
  }
  return { tab, context };
}
