/** Pages that a reader keeps: without any server, with a full or a forbidden store, and over an update. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/command.ts';
import { serve } from '../../scripts/serve.ts';
import { base, shownGroups } from '../../site.config.ts';
import { writeOffline } from '../../src/site/integrations/offline.ts';
import { experimentsIn } from './built.ts';
import { keep, test } from './kept.ts';
import { expect, Figure, openFolds } from './site.ts';
import { touch } from './touch.ts';

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)/] });

const keptFiles = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    return (await Promise.all(caches.map((cache) => cache.keys()))).flat().length;
  });

test('a reader who keeps nothing has no worker; who removes the last page has none again', async ({ page, own }) => {
  await page.goto(own.address);
  await page.goto(`${own.address}offline/`);
  const worker = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  expect(await worker()).toBe(0);
  await keep(page, own.address, '6.1');
  expect(await worker()).toBe(1);
  expect(await keptFiles(page)).toBeGreaterThan(50);
  await page.getByRole('button', { name: 'Remove 6.1' }).click();
  await expect(page.getByRole('status')).toContainText('removed from this device');
  expect(await worker()).toBe(0);
  // The names of the kept pages, of which there are none.
  expect(await keptFiles(page)).toBe(1);
});

test('everything: each page, and a figure of each, without the server', async ({ page, own }) => {
  test.setTimeout(600_000);
  await keep(page, own.address, 'everything');
  await own.close();
  const shown = new Set<string>();
  for (const slug of ['', ...shownGroups.flatMap(({ pages }) => pages)]) {
    await page.goto(own.address + (slug && `${slug}/`));
    await expect(page.locator('h1').first()).toBeVisible();
    await expect(page.locator('.offline-lost')).toHaveCount(0);
    await openFolds(page);
    // Faces and pictures as well.
    const missing = await page.evaluate(async () => {
      await document.fonts.ready;
      const faces = [...document.fonts].filter(({ status }) => status === 'error').map(({ family }) => family);
      return [
        ...faces,
        ...[...document.images].filter((i) => i.complete && i.naturalWidth === 0).map(({ src }) => src),
      ];
    });
    expect(missing, slug).toEqual([]);
    // Which files an experiment needs does not depend on its page; two pages may show one experiment.
    const [id] = slug === '' ? [] : experimentsIn(`${slug}/`);
    if (id === undefined || shown.has(id)) continue;
    shown.add(id);
    const name = (await page.locator(`figure[data-experiment="${id}"]`).first().getAttribute('id')) ?? '';
    const figure = new Figure(page, name);
    // A long one keeps the picture of the page until a pointer comes.
    await touch(figure.root);
    await figure.inScene();
  }
  expect(shown.size).toBeGreaterThan(5);
  await page.goto(`${own.address}embed/${[...shown][0]}/`);
  await new Figure(page, [...shown][0] ?? '').live();
});

test('a full device keeps nothing of the page, and says so', async ({ page, own, context }) => {
  await page.goto(`${own.address}offline/`);
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(own.address).origin, quotaSize: 400_000 });
  await page.getByRole('button', { name: 'Keep 6.1' }).click();
  await expect(page.getByRole('status')).toContainText('no more room');
  await expect(page.getByRole('button', { name: 'Keep 6.1' })).toBeEnabled();
  expect(await keptFiles(page)).toBeLessThan(2);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(own.address).origin });
  await keep(page, own.address, '6.1');
});

test('a browser that refuses the store, or knows no workers, shows a sentence and no control', async ({
  page,
  own,
}) => {
  await page.addInitScript(() => {
    CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'));
  });
  await page.goto(`${own.address}offline/`);
  await expect(page.getByRole('status')).toContainText('lets no page be kept');
  await expect(page.locator('.offline button')).toHaveCount(0);
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await page.goto(`${own.address}offline/`);
  await expect(page.getByRole('status')).toContainText('lets no page be kept');
  await expect(page.locator('.offline button')).toHaveCount(0);
});

/** The next build: other words on a page, and a script by another name. */
function publishNext(folder: string): void {
  const page = join(folder, 'gradient-descent/index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('</h1>', ', newly</h1>'));
  const scripts = join(folder, '_astro');
  const old = readdirSync(scripts).find((file) => /^dialogs\.[\w-]+\.js$/.test(file));
  if (old === undefined) throw new Error('the sheets of figures have no script of their own');
  for (const file of readdirSync(scripts).filter((name) => name.endsWith('.js'))) {
    const text = readFileSync(join(scripts, file), 'utf8');
    if (text.includes(old)) writeFileSync(join(scripts, file), text.replaceAll(old, 'dialogs.Newly.js'));
  }
  renameSync(join(scripts, old), join(scripts, 'dialogs.Newly.js'));
}

test('an update is offered and taken with the setting; a page that is open goes on with its own files', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'fitting-models-kept-'));
  cpSync(join(root, 'dist'), folder, { recursive: true });
  const own = await serve({ port: 0, directory: folder });
  try {
    await keep(page, own.address, '6.1');
    const open = await context.newPage();
    await open.goto(`${own.address}gradient-descent/`);
    const running = await new Figure(open, 'gabor-descent').live();
    const place = `${own.address}gradient-descent/?gabor-descent.alpha=0.07#gabor-descent`;
    await page.goto(place);

    publishNext(folder);
    await writeOffline(folder, base);

    await page.reload();
    const bar = page.locator('.newer');
    await expect(bar).toContainText('A newer version of the notes is here.', { timeout: 30_000 });
    await expect(page.locator('h1').first()).not.toContainText('newly');
    await bar.getByRole('button', { name: 'Reload' }).click();
    await expect(page.locator('h1').first()).toContainText('newly');
    expect(page.url()).toContain('alpha=0.07');
    const figure = await new Figure(page, 'gabor-descent').live();
    expect(Number(await figure.field('alpha').inputValue())).toBe(0.07);

    await expect(open.locator('h1').first()).not.toContainText('newly');
    await running.changes(() => running.slider('alpha').press('PageUp'));
    // It has not loaded this script yet, which the server no longer has.
    await (await running.more('Data')).click();
    await expect(open.getByRole('dialog')).toBeVisible();
    await open.close();
    await own.close();
    await page.reload();
    await expect(page.locator('h1').first()).toContainText('newly');
    await new Figure(page, 'gabor-descent').live();
  } finally {
    await own.close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  }
});
