import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { root } from '../command.ts';

export type Theme = 'light' | 'dark';

/** Addresses of the built pages, from `/` on; embeds and the 404 page on request. */
export function builtPages({ all = false }: { all?: boolean } = {}): string[] {
  return readdirSync(join(root, 'dist'), { recursive: true })
    .map((file) => String(file).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html'))
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .filter((page) => all || !(page.startsWith('/embed/') || page === '/404.html'))
    .sort();
}

export interface Visit {
  theme: Theme;
  width: number;
  scripts?: boolean;
  media?: 'screen' | 'print';
}

/** Opens a page in a context of its own, and scrolls through it until every figure shows its own picture. */
export async function openLive(
  browser: Browser,
  address: string,
  page: string,
  { theme, width, scripts = true, media = 'screen' }: Visit,
): Promise<{ tab: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width, height: width < 640 ? 844 : 900 },
    colorScheme: theme,
    javaScriptEnabled: scripts,
    deviceScaleFactor: 1,
  });
  const tab = await context.newPage();
  await tab.emulateMedia({ media, colorScheme: theme });
  await tab.goto(new URL(page.slice(1), address).href, { waitUntil: 'load' });
  if (scripts) {
    for (const figure of await tab.locator('figure.experiment').all()) {
      await figure.scrollIntoViewIfNeeded();
      // An embed waits for a touch, a long experiment for its button.
      await figure
        .locator('[data-live="true"]')
        .waitFor({ timeout: 4000 })
        .catch(() => {});
    }
    await tab.evaluate(() => scrollTo(0, 0));
    await tab.waitForTimeout(300);
  }
  return { tab, context };
}
