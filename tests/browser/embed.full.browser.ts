import { inCourse, serving, taken, touch } from './embed.ts';
import { address, expect, Figure, test } from './site.ts';

test('a figure is live in a frame with a sandbox, to which the site’s own scripts are another’s', async ({ page }) => {
  await inCourse(
    '',
    async (course) => {
      await page.goto(course);
      const figure = page.frameLocator('iframe').locator('figure.experiment');
      expect(await page.frames()[1]?.evaluate(() => origin)).toBe('null');
      const before = await figure.locator('.verdict').textContent();
      await touch(figure.locator('input[type=range][name="alpha"]'), 'PageUp');
      await expect(figure.locator('[data-live="true"]')).toHaveCount(1);
      await expect(figure.locator('.verdict')).not.toHaveText(before ?? '');
      await expect(figure.locator('.error')).toHaveCount(0);
    },
    'sandbox="allow-scripts"',
  );
});

test('a whole page in a frame with a sandbox says that it computes nothing there, and no script of it breaks', async ({
  page,
}) => {
  const frame = `<iframe src="${address()}gradient-descent/" title="page" style="width:100%;height:600px" sandbox="allow-scripts"></iframe>`;
  await serving(`<!doctype html><html lang="en"><title>A course</title>${frame}`, async (course) => {
    await page.goto(course);
    const figure = page.frameLocator('iframe').locator('#gabor-descent');
    const slider = figure.locator('input[type=range][name="alpha"]');
    // Its controls appear once it is visible.
    await figure.scrollIntoViewIfNeeded();
    await touch(slider, 'PageUp');
    await expect(figure.locator('.error')).toContainText('The page around this frame blocks scripts');
  });
});

test('a dialog fits a small frame, and opens at the top of a high one', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 700 });
  await inCourse('', async (course) => {
    await page.goto(course);
    const frame = page.frameLocator('iframe');
    const dialog = frame.getByRole('dialog');
    const open = async (height: number) => {
      // The surrounding page normally follows the reported height; this one does not.
      await page.evaluate((px) => {
        const element = document.querySelector('iframe');
        element?.replaceWith(element.cloneNode());
        document.querySelector('iframe')?.style.setProperty('max-height', `${px}px`);
        document.querySelector('iframe')?.style.setProperty('min-height', `${px}px`);
      }, height);
      await frame.getByRole('button', { name: 'More', exact: true }).click();
      await frame.getByRole('button', { name: 'Share', exact: true }).click();
      return dialog.evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { left, top, right, bottom, width: innerWidth };
      });
    };
    const low = await open(300);
    expect(low.left).toBeGreaterThanOrEqual(0);
    expect(low.right).toBeLessThanOrEqual(low.width);
    expect(low.bottom).toBeLessThanOrEqual(300);
    await dialog.getByRole('button', { name: 'Copy' }).last().scrollIntoViewIfNeeded();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeInViewport();

    const high = await open(2000);
    expect(high.top).toBeLessThan(50);
  });
});

test('two embeds on one page, as their frames are offered, show all of their figures', async ({ page }) => {
  const frames: string[] = [];
  // Their pages hide controls, or have their own captions, unlike the embeds.
  for (const [path, name] of [
    ['momentum', 'momentum-regions'],
    ['stochastic-gradient-descent', 'claim-improves-fit'],
  ] as const) {
    await page.goto(`./${path}/`);
    const figure = await new Figure(page, name).reveal();
    await (await figure.more('Share')).click();
    const width = await figure.root.evaluate((element) => element.clientWidth);
    const snippet = await taken(page);
    frames.push(`<div style="width: ${width + 24}px">${snippet.replace('loading="lazy"', '')}</div>`);
  }
  await serving(`<!doctype html><html lang="en"><title>A course</title>${frames.join('')}`, async (course) => {
    await page.goto(course);
    for (const [k] of frames.entries())
      await expect(page.locator('iframe').nth(k).contentFrame().locator('figure.experiment')).toHaveCount(1);
    for (const frame of page.frames().slice(1)) {
      const { scrollHeight, height } = await frame.evaluate(async () => {
        await document.fonts.ready;
        return { scrollHeight: document.documentElement.scrollHeight, height: innerHeight };
      });
      expect(scrollHeight, frame.url()).toBe(height);
      expect(height).toBeGreaterThan(400);
    }
  });
});
