/** A visited page, in each engine: the server is stopped, and the page and its figure keep working. */
import assert from 'node:assert/strict';
import { serve } from '../../scripts/serve.ts';
import type { Visit } from './checks.ts';
import { Figure, until } from './figure.ts';

/** Runs in a page: whether the code loaded by the figure's worker is cached. */
async function keepsFigure(): Promise<boolean> {
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys())
      if (/\/gabor-descent-[\w-]+\.js$/.test(url)) return true;
  return false;
}

export async function visitedPageOpens({ tab }: Visit): Promise<string | undefined> {
  const site = await serve({ port: 0 });
  const page = `${site.address}gradient-descent/`;
  const old = `kept ${new URL(site.address).pathname}`;
  try {
    await tab.open(page);
    if (!(await tab.run(() => 'serviceWorker' in navigator))) return 'has no service workers';
    await tab.run(async (name) => void (await caches.open(name)), old);
    await new Figure(tab, 'gabor-descent').live();
    await until('the page is kept', () => tab.run(async (url) => (await caches.match(url)) !== undefined, page), 60);
    await until('the code of the figure is kept', () => tab.run(keepsFigure), 60);
    const names = await tab.run(() => caches.keys());
    assert.ok(!names.includes(old), `caches: ${names.join(', ')}`);
  } finally {
    await site.close();
  }
  await tab.open(`${page}?gabor-descent.alpha=0.07`);
  const figure = await new Figure(tab, 'gabor-descent').live();
  assert.equal(Number(await figure.field('alpha')), 0.07);
  return undefined;
}
