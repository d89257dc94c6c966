import type { Browser } from '@playwright/test';
import { kernelScripts } from '../../tests/browser/built.ts';
import { isHeavy, recordTasks, specsOf, tasksOf } from '../../tests/browser/tasks.ts';
import { touch } from '../../tests/browser/touch.ts';
import { atMost, type Row } from './row.ts';
import { scrollThrough } from './visit.ts';

/** Reads a page from top to bottom without interacting, then touches every figure without pressing a button. */
export async function auditQuiet(browser: Browser, address: string, page: string): Promise<Row[]> {
  const kernels = kernelScripts();
  if (kernels.length === 0) throw new Error('no built script contains the kernels, so nothing can be checked');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = await context.newPage();
    const heavy: string[] = [];
    tab.on('request', (request) => {
      if (isHeavy(request.url(), kernels)) heavy.push(request.url());
    });
    await recordTasks(tab);
    await tab.goto(new URL(page.slice(1), address).href, { waitUntil: 'load' });
    const long = (await specsOf(tab)).filter(({ pace }) => pace === 'long');
    if (long.length === 0) return [];
    await scrollThrough(tab);
    await tab.waitForTimeout(300);
    const untouched = heavy.length;
    for (const { name } of long) await touch(tab.locator(`figure#${name}`));
    const trained = (await tasksOf(tab)).filter(
      ({ kind, id }) => kind === 'measure' && long.some((one) => one.id === id),
    );
    return [
      atMost(page, 'kernels and stored results fetched before a touch', untouched, 0),
      atMost(page, 'networks trained before Run', trained.length, 0),
    ];
  } finally {
    await context.close();
  }
}
