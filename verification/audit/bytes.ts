import type { Browser, Page } from '@playwright/test';
import { serve } from '../../scripts/serve.ts';
import { type Answer, countInto } from './answers.ts';
import { atMost, kilobytes, type Row } from './row.ts';

/** Bytes transferred by a first visit before the reader scrolls, as sent by the server. */
export async function auditBytes(browser: Browser, page: string): Promise<Row[]> {
  const answers: Answer[] = [];
  const server = await serve({ port: 0, watch: countInto(answers) });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = await context.newPage();
    const elsewhere: string[] = [];
    tab.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(server.address).host) elsewhere.push(request.url());
    });
    await open(tab, server.address, page);
    const painted = await tab.evaluate(
      () =>
        performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
    );
    const html = answers.filter((answer) => answer.destination === 'document');
    const workers = workerScripts(answers);
    // Requested two seconds after the page, for the next visit.
    const later = answers.filter((answer) => answer.destination === 'serviceworker');
    const scripts = answers.filter(
      (answer) => answer.path.endsWith('.js') && !workers.includes(answer) && !later.includes(answer),
    );
    const fonts = answers.filter((answer) => answer.path.endsWith('.woff2'));
    const early = workers.filter((answer) => answer.time < painted);
    return [
      atMost(page, 'transfer, with fonts', sum(answers) - sum(later), 220_000, kilobytes),
      atMost(page, 'HTML', sum(html), 45_000, kilobytes),
      atMost(page, 'scripts of document and islands', sum(scripts), 70_000, kilobytes),
      atMost(page, 'worker scripts', sum(workers), 60_000, kilobytes),
      atMost(page, 'worker scripts before first paint', early.length, 0),
      atMost(page, 'requests to other hosts', elsewhere.length, 0),
      { page, what: 'fonts', measured: `${fonts.length} files, ${kilobytes(sum(fonts))}`, budget: '' },
      { page, what: 'service worker', measured: kilobytes(sum(later)), budget: '' },
      { page, what: 'requests', measured: String(answers.length), budget: '' },
    ];
  } finally {
    await context.close();
    await server.close();
  }
}

/** Bytes for a reader who opens these pages one after the other, in one window with its cache. */
export async function auditVisit(browser: Browser, pages: readonly string[]): Promise<Row> {
  const answers: Answer[] = [];
  const server = await serve({ port: 0, watch: countInto(answers) });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = await context.newPage();
    for (const page of pages) await open(tab, server.address, page);
    return atMost('visit', `transfer of ${pages.join(' ')}`, sum(answers), 420_000, kilobytes);
  } finally {
    await context.close();
    await server.close();
  }
}

async function open(tab: Page, address: string, page: string): Promise<void> {
  await tab.goto(new URL(page.slice(1), address).href, { waitUntil: 'networkidle' });
  await tab.waitForTimeout(1500);
}

const sum = (answers: readonly Answer[]): number => answers.reduce((total, { bytes }) => total + bytes, 0);

/** A worker's script, and its imports, recursively. */
function workerScripts(answers: readonly Answer[]): Answer[] {
  const paths = new Set(answers.filter((answer) => answer.destination === 'worker').map((answer) => answer.path));
  for (let size = -1; size !== paths.size; ) {
    size = paths.size;
    for (const answer of answers) if (paths.has(answer.from)) paths.add(answer.path);
  }
  return answers.filter((answer) => paths.has(answer.path));
}
