import { cpuTime, keptResults, LongFigure } from './long.ts';
import { expect, test } from './site.ts';

/** Runs of which each takes a good part of a second. */
const slow = { epochs: 12, seeds: 1, network: 'large' };

test('Pause frees the cores, keeps what is done, and Run goes on from there', async ({ page }) => {
  const figure = await LongFigure.open(page, slow);
  const used = async (milliseconds: number): Promise<number> => {
    const before = await cpuTime(page);
    await page.waitForTimeout(milliseconds);
    return (await cpuTime(page)) - before;
  };
  const { of } = await figure.start(2);
  // Seconds of processor time, since a loaded machine may give none for a moment; a grid that went on would be busy for minutes.
  await expect.poll(() => used(500)).toBeGreaterThan(0.2);
  await figure.pause();
  await expect.poll(() => used(500)).toBeLessThan(0.05);
  const left = await figure.missing();
  expect(left).toBeLessThan(of);
  await expect.poll(async () => (await keptResults(page)).size).toBe(of - left);
  await figure.start(1);
  await expect(figure.root.getByRole('progressbar')).toHaveAttribute('aria-valuemax', String(left));
});
