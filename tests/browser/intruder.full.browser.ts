/** Another site of the same host, which frames the sandbox's page as any page may, and what is kept on the device. */
import type { Page } from '@playwright/test';
import { counting } from './counting.ts';
import { keep, leak, PAGE, REWRITE } from './intruder.ts';
import { test } from './kept.ts';
import { address, expect, Figure } from './site.ts';

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)|net::ERR/] });

/** Frames the sandbox's page without a wall and then, for comparison, with one; hands both a script. @returns what either says */
const handIn = (page: Page, url: string, script: string): Promise<{ bare: unknown[]; walled: unknown[] }> =>
  page.evaluate(
    async ({ url, script }) => {
      const frameOf = async (attributes: Record<string, string>) => {
        const frame = document.createElement('iframe');
        for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
        frame.src = url;
        const loaded = new Promise((done) => {
          frame.onload = done;
        });
        document.body.append(frame);
        await loaded;
        const { port1, port2 } = new MessageChannel();
        const heard: unknown[] = [];
        const first = new Promise((done) => {
          port1.onmessage = ({ data }) => {
            heard.push(data.data);
            done(undefined);
          };
        });
        frame.contentWindow?.postMessage({ script, wasm: new ArrayBuffer(0), files: {} }, '*', [port2]);
        return { heard, first };
      };
      const bare = await frameOf({});
      const walled = await frameOf({ sandbox: 'allow-scripts' });
      await walled.first;
      // The first had its script before the second had its page; it gets as long again, and a second more.
      await Promise.race([bare.first, new Promise((done) => setTimeout(done, 1000))]);
      return { bare: bare.heard, walled: walled.heard };
    },
    { url, script },
  );

/** Says whether it runs as a part of a site that keeps something, and leaves a trace there. */
const PLANT = `onmessage = async () => {
  try {
    await (await caches.open('planted')).put(self.origin + '/planted', new Response('planted'));
    postMessage('runs as a part of ' + self.origin);
  } catch {
    postMessage('runs as a part of nothing');
  }
};`;

test.describe('a page that frames the sandbox bare has no script run by it', () => {
  for (const [from, openFrom] of [
    ['another site of the host', (page: Page, other: string) => page.goto(other)],
    ['the notes themselves', (page: Page) => page.goto('./notation/')],
  ] as const)
    test(`from ${from}`, async ({ page }) => {
      await counting(async (server) => {
        await openFrom(page, server.page);
        const said = await handIn(page, `${address()}sandbox/python.html`, PLANT);
        expect(said).toEqual({ bare: [], walled: ['runs as a part of nothing'] });
        await page.goto('./notation/');
        expect(await page.evaluate(() => caches.keys())).toEqual([]);
      });
    });
});

test('the whole way: a page is kept, another site rewrites its scripts, the reader comes again, and no answer leaves', async ({
  page,
  own,
}) => {
  await counting(async (server) => {
    await keep(page, own.address);
    await page.goto(server.page);
    const script = `onmessage = async () => postMessage(await (${REWRITE})(${JSON.stringify(leak(server.where))}, '.js').catch(() => 'reaches nothing'));`;
    const said = await handIn(page, `${own.address}sandbox/python.html`, script);
    await page.goto(own.address + PAGE);
    await page.waitForTimeout(3000);
    expect({ ...said, reached: server.count() }).toEqual({ bare: [], walled: ['reaches nothing'], reached: 0 });
    await new Figure(page, 'gabor-descent').live();
    await expect(page.locator('.newer')).toHaveCount(0);
  });
});

test.describe('a kept file that something has rewritten', () => {
  /** As a script would that has come into the site by a way that nobody knows yet. */
  const rewrite = (page: Page, where: string, ending: string): Promise<unknown> =>
    page.evaluate(`(${REWRITE})(${JSON.stringify(leak(where))}, ${JSON.stringify(ending)})`);

  test('is not used without a connection either, and the page that stands in its place says why', async ({
    page,
    own,
  }) => {
    await counting(async (server) => {
      await keep(page, own.address);
      expect(await rewrite(page, server.where, PAGE)).toBe(1);
      await own.close();
      await page.goto(own.address + PAGE);
      await page.waitForTimeout(1000);
      expect(server.count()).toBe(0);
      await expect(page.getByRole('row', { name: /6\.1/ })).toContainText('not whole');
      await expect(page.getByRole('status')).toContainText('Keep it again');
    });
  });

  test('is not used; the reader is told, and keeps the page again', async ({ page, own }) => {
    await counting(async (server) => {
      await keep(page, own.address);
      expect(await rewrite(page, server.where, '.js')).toBeGreaterThan(50);
      expect(await rewrite(page, server.where, '/')).toBeGreaterThan(1);
      await page.goto(own.address + PAGE);
      await page.waitForTimeout(3000);
      expect(server.count()).toBe(0);
      await new Figure(page, 'gabor-descent').live();
      const bar = page.locator('.newer');
      await expect(bar).toContainText('were changed by something other than the notes');
      await bar.getByRole('link', { name: 'What is kept' }).click();
      const row = page.getByRole('row', { name: /6\.1/ });
      await expect(row).toContainText('not whole');
      await row.getByRole('button', { name: 'Keep 6.1' }).click();
      await expect(page.getByRole('status')).toContainText('kept. It opens and runs', { timeout: 60_000 });
      await own.close();
      await page.goto(own.address + PAGE);
      await new Figure(page, 'gabor-descent').live();
      expect(server.count()).toBe(0);
    });
  });
});
