import { cpuTime, keptResults, LongFigure } from './long.ts';
import { expect, test } from './site.ts';

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
