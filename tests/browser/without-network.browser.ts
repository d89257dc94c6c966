/**
 * The service worker: visited pages without their server; things that are not cached; the worker of an earlier build.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/command.ts';
import { type Server, serve } from '../../scripts/serve.ts';
import { base } from '../../site.config.ts';
import { kept, test, visit } from './own-site.ts';
import { expect, Figure } from './site.ts';

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)|404/] });

/** The browser's own cache would answer for ten minutes. */
async function endOf(own: Server, page: Page): Promise<void> {
  await own.close();
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
}

test('the first page of a first visit runs again without its server, with any settings', async ({ page, own }) => {
  await visit(page, `${own.address}gradient-descent/#gabor-descent`);
  await new Figure(page, 'gabor-descent').live();
  // Loaded by a figure's worker, which started before the service worker.
  await expect.poll(() => kept(page)).toContainEqual(expect.stringMatching(/_astro\/gabor-descent-[\w-]+\.js$/));
  await endOf(own, page);
  await page.goto(`${own.address}gradient-descent/?gabor-descent.alpha=0.07#gabor-descent`);
  const figure = await new Figure(page, 'gabor-descent').live();
  expect(Number(await figure.field('alpha').inputValue())).toBe(0.07);
  await figure.changes(() => figure.slider('alpha').press('PageUp'));
  expect(await page.evaluate(() => [...document.styleSheets].every(({ cssRules }) => cssRules.length > 0))).toBe(true);
});

/** A site of a few pages with the worker of the built one. */
async function small(use: (site: Server, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fitting-models-worker-'));
  for (const page of ['', 'page', '_astro/page']) {
    mkdirSync(join(folder, page), { recursive: true });
    writeFileSync(join(folder, page, 'index.html'), '<!doctype html><link rel="icon" href="data:,"><title>.</title>');
  }
  copyFileSync(join(root, 'dist/sw.js'), join(folder, 'sw.js'));
  const site = await serve({ port: 0, directory: folder });
  try {
    await use(site, folder);
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
}

test('an answer that was redirected, or is an error, is not kept', async ({ page }) => {
  await small(async (site) => {
    await page.goto(site.address);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('sw.js');
      await navigator.serviceWorker.ready;
    });
    await page.goto(site.address);
    // Without its slash the server redirects each; the last two show that direct answers are cached.
    const asked = ['page', '_astro/page', 'gone', '_astro/gone.js', '_astro/page/', 'page/'];
    const answers = await page.evaluate(async (paths) => {
      const found = [];
      for (const path of paths) {
        const { status, redirected } = await fetch(path);
        found.push(`${status}${redirected ? ' redirected' : ''}`);
      }
      return found;
    }, asked);
    expect(answers).toEqual(['200 redirected', '200 redirected', '404', '404', '200', '200']);
    await expect.poll(() => kept(page)).toEqual(expect.arrayContaining([`${base}page/`, `${base}_astro/page/`]));
    expect((await kept(page)).sort()).toEqual([base, `${base}_astro/page/`, `${base}page/`].sort());
    // A redirected navigation works, and leaves the same in the cache.
    await page.goto(`${site.address}page`);
    await expect(page).toHaveURL(`${site.address}page/`);
    expect(await kept(page)).not.toContain(`${base}page`);
  });
});

test('the worker of an earlier build is replaced, and its cache is gone', async ({ page }) => {
  await small(async (site, folder) => {
    const name = `kept ${base}`;
    writeFileSync(
      join(folder, 'sw.js'),
      `oninstall = (event) => event.waitUntil(caches.open('${name}').then((cache) => cache.put('${base}page/?kept=1', new Response('old'))));
       onfetch = (event) => event.respondWith(caches.match('${base}page/?kept=1'));`,
    );
    await page.goto(site.address);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('sw.js');
      await navigator.serviceWorker.ready;
    });
    await page.goto(`${site.address}page/`);
    await expect(page.locator('body')).toHaveText('old');
    expect(await page.evaluate(() => caches.keys())).toEqual([name]);
    copyFileSync(join(root, 'dist/sw.js'), join(folder, 'sw.js'));
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await expect.poll(() => page.evaluate(() => caches.keys())).not.toContain(name);
    await page.goto(`${site.address}page/`);
    await expect(page).toHaveTitle('.');
  });
});
