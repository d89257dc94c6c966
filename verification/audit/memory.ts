import type { Browser, Page } from '@playwright/test';
import { experiments } from '../../src/experiments/index.ts';
import type { Spec } from '../../src/widgets/page/spec.ts';
import { specsOf } from '../../tests/browser/tasks.ts';
import { touch } from '../../tests/browser/touch.ts';
import { atMost, median, type Row } from './row.ts';
import { openLive } from './visit.ts';

const megabytes = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(2)} MB`;

/** Number of blocks of reruns, with a heap measurement after each. */
const BLOCKS = 5;
/** Reruns before the first measurement: caches fill first, and their contents are not a leak. */
const WARM = 400;
/** Number of reruns to which the growth refers. */
const THOUSAND = 1000;
/** Reruns of a long experiment, after as many to warm it up. */
const LONG_RERUNS = 3;
const LONG_WARM = 2;

/**
 * Reruns the first instant experiment of a page, and each of its long ones at the size for tests: the heaps of the page
 * and of its workers should return to their size.
 * @param reruns of the instant one; the slope per thousand counts
 */
export async function auditMemory(browser: Browser, address: string, page: string, reruns: number): Promise<Row[]> {
  const rows: Row[] = [];
  const { tab, context } = await openLive(browser, address, page, { theme: 'light', width: 1280 });
  let specs: Spec[];
  try {
    specs = await specsOf(tab);
    const sliders = await tab
      .locator('figure.experiment:has(.controls input[type=range])')
      .evaluateAll((all) => all.map(({ id }) => id));
    const name = specs.find((spec) => spec.pace === 'instant' && sliders.includes(spec.name))?.name;
    if (name !== undefined) rows.push(...(await instantRows(tab, `${page}#${name}`, name, reruns)));
  } finally {
    await context.close();
  }
  for (const spec of specs.filter(({ pace }) => pace === 'long'))
    rows.push(...(await longRows(browser, address, page, spec)));
  return rows;
}

async function instantRows(tab: Page, where: string, name: string, reruns: number): Promise<Row[]> {
  const heap = await heaps(tab);
  await rerun(tab, name, WARM, 0);
  const looks = [await heap()];
  const each = Math.ceil(reruns / BLOCKS);
  for (let block = 1; block <= BLOCKS; block++) {
    await rerun(tab, name, each, block);
    looks.push(await heap());
  }
  return (['page', 'workers'] as const).map((of) => {
    const perRerun = medianSlope(looks.map((look) => look[of])) / each;
    const what = `heap of the ${of}, growth in ${THOUSAND} reruns`;
    return atMost(where, what, (THOUSAND * perRerun) / 1e6, 1, megabytes);
  });
}

/** The median of the slopes between any two measurements, which is robust against a single outlier. */
function medianSlope(values: readonly number[]): number {
  return median(values.flatMap((a, i) => values.slice(i + 1).map((b, k) => (b - a) / (k + 1))));
}

/** Reruns a long experiment: each time its networks train one more epoch, or step, on cached examples. */
async function longRows(browser: Browser, address: string, page: string, { name, id }: Spec): Promise<Row[]> {
  const load = experiments[id];
  if (!load) throw new Error(`${page} shows an unknown experiment "${id}"`);
  const { quick = {}, parameters } = (await load()).default;
  const longer = 'epochs' in parameters ? 'epochs' : 'steps';
  const first = Number(quick[longer]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = await context.newPage();
    const query = (values: Readonly<Record<string, unknown>>): string =>
      `?${Object.entries(values)
        .map(([parameter, value]) => `${name}.${parameter}=${value}`)
        .join('&')}`;
    await tab.goto(`${new URL(page.slice(1), address).href}${query(quick)}#${name}`, { waitUntil: 'load' });
    const figure = tab.locator(`figure#${name}`);
    await touch(figure);
    const heap = await heaps(tab);
    let before: Used | undefined;
    for (let run = 0; run < LONG_WARM + LONG_RERUNS; run++) {
      // By the URL, as going back does: a page may hide the control.
      if (run > 0) await tab.evaluate(goTo, query({ ...quick, [longer]: first + run }));
      await figure.getByRole('button', { name: /^Run, about/ }).click();
      await figure.locator('.progress button').waitFor({ state: 'detached', timeout: 120_000 });
      if (run === LONG_WARM - 1) before = await heap();
    }
    const after = await heap();
    return (['page', 'workers'] as const).map((of) => {
      const grown = (after[of] - (before?.[of] ?? Number.NaN)) / 1e6;
      return atMost(`${page}#${name}`, `heap of the ${of} after ${LONG_RERUNS} reruns`, grown, 1, megabytes);
    });
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
function goTo(search: string): void {
  history.pushState(null, '', search);
  dispatchEvent(new PopStateEvent('popstate'));
}

interface Used {
  page: number;
  workers: number;
}
/** The protocol's answer to Runtime.getHeapUsage; memory of kernels is among the buffers. */
interface HeapUsage {
  usedSize?: number;
  backingStorageSize?: number;
}
const bytesOf = ({ usedSize, backingStorageSize = 0 }: HeapUsage): number =>
  (usedSize ?? Number.NaN) + backingStorageSize;

/** Bytes in use after garbage collection; a worker is reached through the page's own session. */
async function heaps(tab: Page): Promise<() => Promise<Used>> {
  const session = await tab.context().newCDPSession(tab);
  const workers = new Set<string>();
  const waiting = new Map<number, (result: HeapUsage) => void>();
  let messages = 0;
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: HeapUsage }; // the protocol's own form
    if (id !== undefined) waiting.get(id)?.(result ?? {});
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const ask = (sessionId: string, method: string) =>
    new Promise<HeapUsage>((resolve, reject) => {
      const id = ++messages;
      waiting.set(id, resolve);
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
    });
  return async () => {
    if (workers.size === 0) throw new Error('cannot reach a worker of the page, so its heap cannot be measured');
    // Twice: the second pass frees what the first has finalized.
    for (const _ of [1, 2]) {
      await session.send('HeapProfiler.collectGarbage');
      for (const worker of workers) await ask(worker, 'HeapProfiler.collectGarbage');
    }
    let used = 0;
    for (const worker of workers) used += bytesOf(await ask(worker, 'Runtime.getHeapUsage'));
    return { page: bytesOf(await session.send('Runtime.getHeapUsage')), workers: used };
  };
}

async function rerun(tab: Page, name: string, times: number, phase: number): Promise<void> {
  await tab.evaluate(
    async ([figure, count, shift]) => {
      const slider = document.querySelector<HTMLInputElement>(`#${figure} .controls input[type=range]`);
      const live = document.querySelector(`#${figure} [data-run]`);
      if (!slider || !live) throw new Error(`${figure} has no slider or is not live`);
      for (let k = 0; k < count; k++) {
        const before = live.getAttribute('data-run');
        slider.value = String(100 + ((k * 37 + shift * 11) % 400));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        const began = performance.now();
        while (live.getAttribute('data-run') === before) {
          if (performance.now() - began > 20_000) throw new Error(`${figure} draws no picture when its slider moves`);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    },
    [name, times, phase] as const,
  );
}
