/** A figure on a phone in portrait: its visible parts, and the effects of touches. */
import { finger } from './finger.ts';
import { atRest, edges, scrollTo } from './phone.ts';
import { chapter, expect, Figure, middleOf, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

test('a finger drags the ring and the slider, a swipe only scrolls, and the sheet stands over its controls', async ({
  page,
}) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  const slider = figure.slider('alpha');
  await test.step('a finger drags the ring, and the page does not scroll meanwhile', async () => {
    await figure.handle.scrollIntoViewIfNeeded();
    const before = await figure.snapshot();
    const { x, y } = await middleOf(figure.handle);
    const scrolled = await page.evaluate(() => scrollY);
    const path = Array.from({ length: 7 }, (_, step) => ({ x: x + 8 * step, y: y + 6 * step }));
    await figure.changes(() => finger(page, path));
    expect((await figure.snapshot()).picture).not.toBe(before.picture);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  });
  await test.step('a swipe over a slider scrolls the page and leaves the value; a tap and a drag along it set it', async () => {
    await slider.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const place = async () => {
      const box = await slider.boundingBox();
      if (!box) throw new Error('the slider has no box');
      return { left: box.x + 10, width: box.width - 20, y: box.y + box.height / 2 };
    };
    const read = async () => [await figure.field('alpha').inputValue(), await slider.inputValue()];

    const before = await read();
    const { left, width, y } = await place();
    const scrolled = await page.evaluate(() => scrollY);
    const x = left + 0.9 * width;
    // With pauses, like a thumb.
    const thumb = (...moves: readonly (readonly [number, number])[]) =>
      finger(
        page,
        [[0, 0] as const, ...moves].map(([dx, dy]) => ({ x: x + dx, y: y + dy })),
        2,
      );
    await thumb([1, -15], [2, -40], [2, -90], [2, -140]);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 50);
    expect(await read()).toEqual(before);

    // A swipe has momentum, and a touch during it stops the page instead of acting on the element under it.
    await atRest(page);
    await page.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), scrolled);
    await expect.poll(async () => (await place()).y).toBeCloseTo(y, 0);
    await thumb();
    await expect.poll(read).not.toEqual(before);
    const tapped = await read();
    await thumb([-20, 0], [-60, 0], [-120, 0]);
    await expect.poll(read).not.toEqual(tapped);
    expect(Number((await read())[1])).toBeLessThan(Number(tapped[1]));
  });
  await test.step('the sheet stands under the bar while a slider is dragged, and the slider below it', async () => {
    const sheet = figure.root.locator('.stage');
    await scrollTo(slider, 0.45);
    const bar = await edges(page.locator('header').first());
    expect((await edges(sheet)).top).toBeCloseTo(bar.bottom, 0);
    expect((await edges(sheet)).bottom).toBeLessThan((await edges(slider)).top);
    expect((await edges(sheet)).bottom - bar.bottom).toBeLessThan(0.45 * 844);
    await figure.changes(() => slider.press('PageUp'));
    await expect(sheet).toBeInViewport({ ratio: 0.99 });
  });
});
