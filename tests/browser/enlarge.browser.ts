/** The enlarged charts of a figure, drawn by uPlot. */

import { alone, expect, Figure, test } from './site.ts';

test('Enlarge fetches uPlot only then, reads values by keys, switches series, saves what is seen, and gives back the focus', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(alone);
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

  await loss.last().getByRole('checkbox').first().check();
  await test.step('what is seen can be taken along, and the rest of it is cut off', async () => {
    const shown = page.locator('.large-chart').last();
    const saved = async (name: string): Promise<Buffer> => {
      const [file] = await Promise.all([page.waitForEvent('download'), shown.getByRole('button', { name }).click()]);
      const parts: Buffer[] = [];
      for await (const part of await file.createReadStream()) parts.push(Buffer.from(part));
      return Buffer.concat(parts);
    };
    const whole = (await saved('Save CSV')).toString('utf8').trimEnd().split('\n');
    expect(whole[0]).toBe('\ufeffpanel,series,x,y,low,high');
    await shown.getByRole('button', { name: 'Zoom in' }).click();
    const part = (await saved('Save CSV')).toString('utf8').trimEnd().split('\n');
    expect(part.length).toBeLessThan(whole.length);
    expect(part.length).toBeGreaterThan(2);
    expect((await saved('Save PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(figure.action('More')).toBeFocused();
});
