/** A figure frees its old drawings when it draws again: a reader may drag for an hour. */
import { alone, expect, Figure, test } from './site.ts';

/** Number of reruns before the first measurement, to fill caches, and between measurements. */
const RERUNS = 25;
/** Bytes that one rerun may leave. A whole picture with its elements, if it is never freed, has a hundred thousand. */
const LEFT = 25_000;

test('a figure that is run again and again keeps none of its pictures', async ({ page }) => {
  await page.goto(alone);
  const figure = await new Figure(page, 'gabor-descent').live();
  const session = await page.context().newCDPSession(page);
  const used = async (): Promise<number> => {
    // Twice: the second pass frees what the first has finalized.
    for (const _ of [1, 2]) await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const slider = figure.root.locator('.controls input[type=range]').first();
  const rerun = async (): Promise<void> => {
    for (let k = 0; k < RERUNS; k++) {
      await slider.evaluate(
        (element: HTMLInputElement, value) => {
          element.value = String(value);
          element.dispatchEvent(new Event('input', { bubbles: true }));
        },
        100 + ((k * 37) % 400),
      );
      await figure.settled();
    }
  };
  await rerun();
  const before = await used();
  await rerun();
  expect((await used()) - before).toBeLessThan(RERUNS * LEFT);
});
