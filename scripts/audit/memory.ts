import type { Browser, CDPSession, Page } from '@playwright/test';
import { atMost, type Row } from './row.ts';
import { openLive } from './visit.ts';

const show = (megabytes: number): string => `${megabytes >= 0 ? '+' : ''}${megabytes.toFixed(2)} MB`;

/**
 * Reruns the first instant experiment of a page a thousand times: the heaps of the page and of its workers should be
 * where they were.
 */
export async function auditMemory(browser: Browser, address: string, page: string, reruns: number): Promise<Row[]> {
  const { tab, context } = await openLive(browser, address, page, { theme: 'light', width: 1280 });
  try {
    const heap = await heaps(await context.newCDPSession(tab));
    const name = await tab.locator('script[data-spec]').evaluateAll((scripts) => {
      const specs = scripts.map((script) => JSON.parse(script.textContent ?? '{}') as { name: string; pace: string }); // a Spec
      return specs.find((spec) => spec.pace === 'instant' && document.querySelector(`#${spec.name} input[type=range]`))
        ?.name;
    });
    if (name === undefined) return [];
    // Caches fill first: what they hold is no leak.
    await rerun(tab, name, Math.min(200, reruns), 0);
    const before = await heap();
    await rerun(tab, name, reruns, 1);
    const after = await heap();
    const grown = (of: 'page' | 'workers') => (after[of] - before[of]) / 1e6;
    return [
      atMost(`${page}#${name}`, `heap of the page after ${reruns} reruns`, grown('page'), 1, show),
      atMost(`${page}#${name}`, `heap of the workers after ${reruns} reruns`, grown('workers'), 1, show),
    ];
  } finally {
    await context.close();
  }
}

/** Bytes in use after garbage collection; a worker is reached through the page's own session. */
async function heaps(session: CDPSession): Promise<() => Promise<{ page: number; workers: number }>> {
  const workers = new Set<string>();
  const waiting = new Map<number, (result: { usedSize?: number }) => void>();
  let messages = 0;
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: { usedSize?: number } }; // the protocol's own form
    if (id !== undefined) waiting.get(id)?.(result ?? {});
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const ask = (sessionId: string, method: string) =>
    new Promise<{ usedSize?: number }>((resolve, reject) => {
      const id = ++messages;
      waiting.set(id, resolve);
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
    });
  return async () => {
    if (workers.size === 0) throw new Error('no worker of the page is reached: its heap cannot be measured');
    // Twice: what the first pass finalises is freed by the second.
    for (const _ of [1, 2]) {
      await session.send('HeapProfiler.collectGarbage');
      for (const worker of workers) await ask(worker, 'HeapProfiler.collectGarbage');
    }
    let used = 0;
    for (const worker of workers) used += (await ask(worker, 'Runtime.getHeapUsage')).usedSize ?? Number.NaN;
    return { page: (await session.send('Runtime.getHeapUsage')).usedSize, workers: used };
  };
}

async function rerun(tab: Page, name: string, times: number, phase: number): Promise<void> {
  await tab.evaluate(
    async ([figure, count, shift]) => {
      const rail = document.querySelector<HTMLInputElement>(`#${figure} input[type=range]`);
      const live = document.querySelector(`#${figure} [data-run]`);
      if (!rail || !live) throw new Error(`${figure} has no rail or is not live`);
      for (let k = 0; k < count; k++) {
        const before = live.getAttribute('data-run');
        rail.value = String(100 + ((k * 37 + shift * 11) % 400));
        rail.dispatchEvent(new Event('input', { bubbles: true }));
        for (let wait = 0; wait < 200 && live.getAttribute('data-run') === before; wait++) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    },
    [name, times, phase] as const,
  );
}
