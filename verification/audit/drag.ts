import type { Browser } from '@playwright/test';
import { atMost, quantile, type Row } from './row.ts';
import { openLive } from './visit.ts';

/** Slowdown factor of the page's main thread. */
const SLOWED = 4;

interface Drag {
  name: string;
  /** Frames from each input to its picture. */
  frames: number[];
  /** Milliseconds between frames with an input in each. */
  intervals: number[];
  /** Frame times with the processor slowed four times. */
  slowed: number[];
  /** Frame times without inputs: the best this machine can do. */
  atRest: number[];
}

/**
 * Drags the first slider of every instant experiment on a page, by events made in the page, frame by frame. A machine
 * that is busy or draws without a GPU also misses frames at rest: that row is the baseline of the others. Only the fold
 * around the figure is open, as for a reader: open folds are laid out and painted, too.
 */
export async function auditDrag(browser: Browser, address: string, page: string): Promise<Row[]> {
  const { tab, context } = await openLive(browser, address, page, { theme: 'light', width: 1280 });
  try {
    const names = await tab.locator('script[data-spec]').evaluateAll((scripts) =>
      scripts
        .map((script) => JSON.parse(script.textContent ?? '{}') as { name: string; pace: string }) // a Spec, written by the build
        .filter(
          (spec) => spec.pace === 'instant' && document.querySelector(`#${spec.name} .controls input[type=range]`),
        )
        .map((spec) => spec.name),
    );
    const session = await context.newCDPSession(tab);
    const drags: Drag[] = [];
    for (const name of names) {
      await tab.evaluate((id) => {
        for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.deeper'))
          fold.open = fold.querySelector(`figure#${id}`) !== null;
      }, name);
      await tab.locator(`figure#${name}`).scrollIntoViewIfNeeded();
      const measured = await tab.evaluate(drag, [name, 'each, and at rest'] as const);
      await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
      const { intervals: slowed } = await tab.evaluate(drag, [name, 'paced'] as const);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      drags.push({ name, ...measured, slowed });
    }
    return drags.flatMap(({ name, frames, intervals, slowed, atRest }) => [
      atMost(`${page}#${name}`, 'frames from input to picture, p95', quantile(frames, 0.95), 2),
      atMost(`${page}#${name}`, 'frame while dragging, p95', quantile(intervals, 0.95), 17, milliseconds),
      atMost(`${page}#${name}`, `the same, slowed ${SLOWED} times`, quantile(slowed, 0.95), 33.5, milliseconds),
      {
        page: `${page}#${name}`,
        what: 'frame at rest, p95',
        measured: milliseconds(quantile(atRest, 0.95)),
        budget: '',
      },
    ]);
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
async function drag([name, what]: readonly [string, 'each, and at rest' | 'paced']): Promise<
  Omit<Drag, 'name' | 'slowed'>
> {
  const slider = document.querySelector<HTMLInputElement>(`#${name} .controls input[type=range]`);
  const live = document.querySelector(`#${name} [data-run]`);
  if (!slider || !live) throw new Error(`${name} has no slider or is not live`);
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const move = (k: number) => {
    slider.value = String(300 + 200 * Math.sin(k / 12));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const frames: number[] = [];
  for (let k = 0; what !== 'paced' && k < 60; k++) {
    await frame();
    const before = live.getAttribute('data-run');
    move(k);
    // A picture in the document at frame callbacks appears on the screen with that frame.
    let waited = 0;
    do {
      await frame();
      waited++;
    } while (live.getAttribute('data-run') === before && waited < 120);
    frames.push(waited);
    await frame();
    await frame();
  }
  const paced = async (each: (k: number) => void): Promise<number[]> => {
    const intervals: number[] = [];
    let last = await frame();
    for (let k = 0; k < 240; k++) {
      each(k);
      const now = await frame();
      intervals.push(now - last);
      last = now;
    }
    return intervals;
  };
  const intervals = await paced(move);
  return { frames, intervals, atRest: what === 'paced' ? [] : await paced(() => {}) };
}

const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
