/** The charts of a figure at large, drawn by uPlot. */

import { expect, Figure, test } from './site.ts';
import { violations } from './violations.ts';

test('Enlarge fetches uPlot only then, reads values by keys, switches series, and gives back the focus', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').live();
  const before = fetched.length;
  await (await figure.more('Enlarge')).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.large-chart-plot canvas')).toHaveCount(2);
  expect(fetched.slice(before).some((path) => /Enlarged.*\.js$/.test(path))).toBe(true);
  expect(fetched.slice(0, before).some((path) => /Enlarged|uPlot/.test(path))).toBe(false);

  const loss = dialog.getByRole('region', { name: /^Loss/ }).or(dialog.locator('.large-chart').last());
  const chart = loss.last().getByRole('application');
  await chart.focus();
  await page.keyboard.press('End');
  const readout = loss.last().locator('.large-chart-at');
  await expect(readout).toHaveText(/^step t: \d+$/);
  const end = await readout.textContent();
  await page.keyboard.press('ArrowLeft');
  await expect(readout).not.toHaveText(end ?? '');
  const value = loss.last().locator('output').first();
  await expect(value).toHaveText(/\d/);

  const picture = () => chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const drawn = await picture();
  await loss.last().getByRole('checkbox').first().uncheck();
  await expect.poll(picture).not.toBe(drawn);
  const without = await picture();
  await loss.last().getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(picture).not.toBe(without);
  await loss.last().getByRole('button', { name: 'Show all' }).click();
  await expect.poll(picture).toBe(without);

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(figure.action('More')).toBeFocused();
});

test('what is seen can be taken along, and the rest of it is cut off', async ({ page }) => {
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-descent').live();
  await (await figure.more('Enlarge')).click();
  const chart = page.locator('.large-chart').last();
  const saved = async (name: string): Promise<Buffer> => {
    const [file] = await Promise.all([page.waitForEvent('download'), chart.getByRole('button', { name }).click()]);
    const parts: Buffer[] = [];
    for await (const part of await file.createReadStream()) parts.push(Buffer.from(part));
    return Buffer.concat(parts);
  };
  const whole = (await saved('Save CSV')).toString('utf8').trimEnd().split('\n');
  expect(whole[0]).toBe('\ufeffpanel,series,x,y,low,high');
  await chart.getByRole('button', { name: 'Zoom in' }).click();
  const part = (await saved('Save CSV')).toString('utf8').trimEnd().split('\n');
  expect(part.length).toBeLessThan(whole.length);
  expect(part.length).toBeGreaterThan(2);
  expect((await saved('Save PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
});

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
