/** The charts of a figure at large, drawn by uPlot. */

import { expect, Figure, test } from './site.ts';
import { violations } from './violations.ts';

test('the dialog has no violation, light or dark, and no sideways scroll on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').live();
  await (await figure.more('Enlarge')).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('canvas').first()).toBeVisible();
  expect(await violations(page, '.enlarged')).toEqual([]);
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});

test('an ensemble opened large draws each of its runs under the mean, switched by one entry, and reads their range', async ({
  page,
}) => {
  const name = 'learning-rate-schedule';
  await page.goto(`./stochastic-gradient-descent/?${name}.runs=30&${name}.steps=200`);
  const figure = await new Figure(page, name).live();
  await expect(figure.verdict).toContainText('30 runs');
  await (await figure.more('Enlarge')).click();
  const chart = page.locator('.large-chart').first();
  await expect(chart.locator('h3')).toContainText('each run');
  const plot = chart.getByRole('application');
  const picture = () => plot.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const runs = chart.getByRole('listitem').filter({ hasText: 'each run (30)' });
  await plot.focus();
  await page.keyboard.press('End');
  await expect(chart.locator('.large-chart-at')).toHaveText('step t: 200');
  await expect(runs.locator('output')).toHaveText(/^[\d.]+ to [\d.]+$/);
  // A plot that was drawn twice within a moment is coarse until its own timer of 170 ms, which comes before this one.
  await plot.evaluate(() => new Promise((done) => setTimeout(done, 200)));
  const drawn = await picture();
  await runs.getByRole('checkbox').uncheck();
  await expect.poll(picture).not.toBe(drawn);
  await runs.getByRole('checkbox').check();
  await expect.poll(picture).toBe(drawn);

  // Moved along and back, it is as sharp as before once it is at rest.
  await plot.focus();
  await page.keyboard.press('+');
  const closer = await picture();
  expect(closer).not.toBe(drawn);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('0');
  await expect.poll(picture).toBe(drawn);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: 'Save CSV' }).click(),
  ]);
  const parts: Buffer[] = [];
  for await (const part of await file.createReadStream()) parts.push(Buffer.from(part));
  const rows = Buffer.concat(parts).toString('utf8').split('\n');
  expect(rows.filter((row) => row.includes('each run, 30'))).toHaveLength(201);
});
