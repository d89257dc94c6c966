/** What a thumb or a Try must not do: change a figure while it scrolls, or lose the reader's place. */
import { finger } from './finger.ts';
import { chapter, expect, Figure, test } from './site.ts';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('a swipe over a rail scrolls the page and leaves the value; a tap and a drag along it set it', async ({
    page,
  }) => {
    await page.goto(chapter);
    const figure = await new Figure(page, 'gabor-descent').live();
    const slider = figure.slider('alpha');
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
    // With pauses, as a thumb makes them.
    const thumb = (...moves: readonly (readonly [number, number])[]) =>
      finger(
        page,
        [[0, 0] as const, ...moves].map(([dx, dy]) => ({ x: x + dx, y: y + dy })),
        30,
      );
    await thumb([1, -15], [2, -40], [2, -90], [2, -140]);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled + 50);
    expect(await read()).toEqual(before);

    await page.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), scrolled);
    await thumb();
    await expect.poll(read).not.toEqual(before);
    const tapped = await read();
    await thumb([-20, 0], [-60, 0], [-120, 0]);
    await expect.poll(read).not.toEqual(tapped);
    expect(Number((await read())[1])).toBeLessThan(Number(tapped[1]));
  });
});
