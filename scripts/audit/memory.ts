import type { Browser, Page } from '@playwright/test';
import { atMost, type Row } from './row.ts';
import { openLive } from './visit.ts';

/** Reruns the first instant experiment of a page a thousand times: the page's heap should be where it was. */
export async function auditMemory(browser: Browser, address: string, page: string, reruns: number): Promise<Row[]> {
  const { tab, context } = await openLive(browser, address, page, { theme: 'light', width: 1280 });
  try {
    const session = await context.newCDPSession(tab);
    const heap = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
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
    const grown = (after - before) / 1e6;
    return [
      atMost(
        `${page}#${name}`,
        `heap after ${reruns} reruns`,
        Number(grown.toFixed(2)),
        1,
        (mb) => `${mb >= 0 ? '+' : ''}${mb} MB`,
      ),
    ];
  } finally {
    await context.close();
  }
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
