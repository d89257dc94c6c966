/** A reader's kept pages and work, in each engine: the server is ended, and pages and figures go on. */
import assert from 'node:assert/strict';
import { serve } from '../../scripts/serve.ts';
import { experiments } from '../../src/experiments/index.ts';
import { builtPages } from '../audit/visit.ts';
import type { Visit } from './checks.ts';
import type { Tab } from './engines.ts';
import { Figure, until } from './figure.ts';

/** The text of the page about keeping, table and all. */
const said = (tab: Tab): Promise<string> =>
  tab.run(() => document.querySelector('.offline')?.textContent?.replaceAll(/\s+/g, ' ') ?? '');

/** Asks the page to keep this, and waits for what it says of it. */
async function keep(tab: Tab, wanted: string, answer: RegExp): Promise<void> {
  await tab.run((name) => {
    document.querySelector<HTMLElement>(`.offline button[aria-label^="Keep ${name}"]`)?.click();
  }, wanted);
  await until(`${wanted}: ${answer.source}`, async () => answer.test(await said(tab)), 120);
}

/** Keeps 6.1 or everything, as a reader does, and opens it all without a server. */
export async function keptPagesOpen({ tab, quick }: Visit): Promise<string | undefined> {
  const site = await serve({ port: 0 });
  try {
    await tab.open(`${site.address}offline/`);
    await until('the page says what can be kept', async () => /Adds|lets no page be kept/.test(await said(tab)));
    if (/lets no page be kept/.test(await said(tab))) return 'keeps nothing here, and says so';
    await keep(tab, quick ? '6.1' : 'everything', /runs without a connection now/);
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

/** Without room the page says so, and nothing of it stays; where a reader lets no site keep anything, there is nothing to press. */
export async function storeIsTold({ openWith, address }: Visit): Promise<string | undefined> {
  if (!openWith) return 'has no such setting';
  const full = await openWith('full');
  try {
    await full.open(`${address}offline/`);
    await until('the page says what can be kept', async () => (await said(full)).includes('Adds'));
    await keep(full, '6.1', /has no more room/);
    assert.equal(await full.run(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  } finally {
    await full.close();
  }
  const refused = await openWith('refused');
  try {
    await refused.open(`${address}offline/`);
    await until('the page says that nothing can be kept', async () =>
      (await said(refused)).includes('lets no page be kept'),
    );
    assert.equal(await refused.run(() => document.querySelectorAll('.offline button').length), 0);
  } finally {
    await refused.close();
  }
  return undefined;
}
