/** What a reader keeps, in each engine: the server is ended, and pages and figures go on. */
import assert from 'node:assert/strict';
import { experiments } from '../../src/experiments/index.ts';
import { builtPages } from '../audit/visit.ts';
import { serve } from '../serve.ts';
import type { Visit } from './checks.ts';
import { Figure, until } from './figure.ts';

/** Keeps 6.1 or everything, as a reader does, and opens it all without a server. */
export async function keptPagesOpen({ tab, quick }: Visit): Promise<string | undefined> {
  const site = await serve({ port: 0 });
  try {
    await tab.open(`${site.address}offline/`);
    const state = (): Promise<string> =>
      tab.run(() => document.querySelector('.offline')?.textContent?.replaceAll(/\s+/g, ' ') ?? '');
    await until('the page says what can be kept', async () => /Adds|lets no page be kept/.test(await state()));
    if (/lets no page be kept/.test(await state())) return 'keeps nothing here, and says so';
    const wanted = quick ? '6.1' : 'everything';
    await tab.run((name) => {
      document.querySelector<HTMLElement>(`.offline button[aria-label^="Keep ${name}"]`)?.click();
    }, wanted);
    await until(`${wanted} is kept`, async () => /runs without a connection now/.test(await state()), 120);
    await tab.run(async () => void (await navigator.serviceWorker.ready));
  } finally {
    await site.close();
  }
  const pages = quick ? ['/gradient-descent/'] : builtPages().filter((page) => !page.startsWith('/sandbox/'));
  for (const page of pages) {
    await tab.open(site.address + page.slice(1));
    const head = await tab.run(() => document.querySelector('h1')?.textContent?.trim() ?? '');
    const lost = await tab.run(() => document.querySelector('.offline-lost') !== null);
    assert(head !== '' && !lost, `${page} does not open without a server`);
  }
  let ran = 0;
  for (const [id, load] of Object.entries(experiments)) {
    if (quick || (await load()).default.pace === 'long') continue;
    await tab.open(`${site.address}embed/${id}/`);
    await new Figure(tab, id).live();
    ran += 1;
  }
  if (quick) {
    await new Figure(tab, 'gabor-descent').live();
    ran += 1;
  }
  return `${pages.length} pages, ${ran} figures`;
}
