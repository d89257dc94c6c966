import { browserPath } from '../../scripts/browser.ts';
import type { ToWorker } from '../../src/widgets/page/messages.ts';
import { cpuTime, keptResults, LongFigure } from './long.ts';
import { expect, test } from './site.ts';
import { tasksOf } from './tasks.ts';

// A whole browser keeps pages to go back to; Playwright's does so only when it is told.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      executablePath: browserPath('chromium'),
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    }),
});

/** A grid of a second or two, whose runs take a few milliseconds each. */
const quick = { epochs: 16, seeds: 1 };
/** Runs of which each takes a good part of a second. */
const slow = { epochs: 24, seeds: 1, network: 'large' };

test('Pause frees the cores, keeps what is done, and Run goes on from there', async ({ page }) => {
  const figure = await LongFigure.open(page, slow);
  const used = async (milliseconds: number): Promise<number> => {
    const before = await cpuTime(page);
    await page.waitForTimeout(milliseconds);
    return (await cpuTime(page)) - before;
  };
  const { of } = await figure.start(2);
  const busy = await used(500);
  await figure.pause();
  // No time is asserted: a grid that went on would be busy for minutes.
  await expect.poll(() => used(300), { timeout: 10_000 }).toBeLessThan(busy / 4);
  const left = await figure.missing();
  expect(left).toBeLessThan(of);
  expect((await keptResults(page)).size).toBe(of - left);
  await figure.start(1);
  await expect(figure.root.getByRole('progressbar')).toHaveAttribute('aria-valuemax', String(left));
});

test('a worker that is killed in the middle of a grid costs one run, which is done again', async ({ page }) => {
  const figure = await LongFigure.open(page, quick);
  const { of } = await figure.start(5);
  await page.workers()[0]?.evaluate(() => {
    const receive = self.onmessage?.bind(self);
    // Ends without a word, with a run in hand.
    self.onmessage = (event: MessageEvent<ToWorker>) =>
      event.data.task.kind === 'measure' ? close() : receive?.(event);
  });
  await figure.finished();
  expect((await keptResults(page)).size).toBe(of);
  expect((await tasksOf(page)).filter(({ kind }) => kind === 'measure')).toHaveLength(of + 1);
});
