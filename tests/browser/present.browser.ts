/** A page as slides, at the size of a projector. */
import type { Page } from '@playwright/test';
import { chapter, expect, Figure, test } from './site.ts';

test.use({ viewport: { width: 1280, height: 720 } });

const show = (page: Page) => page.locator('dialog.slides');

test('a figure is presented live, what is set there stays, and Escape returns to the same place', async ({ page }) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'one-dimension').live();
  const before = await page.evaluate(() => scrollY);
  const was = await figure.field('alpha').inputValue();
  await (await figure.more('Present')).click();
  await expect(show(page)).toHaveAttribute('data-kind', 'figure');
  const large = show(page).locator('iframe').contentFrame();
  const rail = large.locator('input[type=range][name="alpha"]');
  await expect(rail).toBeEnabled();
  const box = await show(page).locator('iframe').boundingBox();
  expect(box?.width).toBeGreaterThan(1100);
  // The picture and its main control are in the window as it is.
  await expect(large.locator('.panel svg').filter({ visible: true }).first()).toBeInViewport({ ratio: 0.9 });
  await expect(rail).toBeInViewport();

  // Arrows belong to the controls here.
  const field = large.locator('input.number[name="alpha"]');
  for (let k = 0; k < 5; k++) await rail.press('ArrowRight');
  await expect(field).not.toHaveValue(was);

  // Its ring follows the mouse in the enlarged picture.
  const ring = large.locator('button.handle').first();
  const from = await ring.boundingBox();
  await page.mouse.move((from?.x ?? 0) + (from?.width ?? 0) / 2, (from?.y ?? 0) + (from?.height ?? 0) / 2);
  await page.mouse.down();
  await page.mouse.move((from?.x ?? 0) + (from?.width ?? 0) / 2 + 100, from?.y ?? 0, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => ((await ring.boundingBox())?.x ?? 0) - (from?.x ?? 0)).toBeGreaterThan(60);

  // What was set a moment ago comes back too: a hand on the mouse and one on Escape are quicker than the frame's address.
  const set = await rail.evaluate(async (input: HTMLInputElement) => {
    input.value = String(0.3 * Number(input.min) + 0.7 * Number(input.max));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    parent.document.querySelector<HTMLDialogElement>('dialog.slides')?.close();
    return document.querySelector<HTMLInputElement>('input.number[name="alpha"]')?.value ?? 'no field';
  });
  await expect(show(page)).toHaveCount(0);
  await expect(figure.field('alpha')).toHaveValue(set);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
});
