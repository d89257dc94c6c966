/** What a thumb or a Try must not do: change a figure while it scrolls, or lose the reader's place. */
import { finger } from './finger.ts';
import { chapter, expect, Figure, openFolds, test } from './site.ts';

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

test('a Try that scrolls leaves a way back by button and by Back, to the sentence and its focus', async ({ page }) => {
  await page.goto(chapter);
  await openFolds(page);
  // The link that stands farthest from its figure; one in a task first asks for a guess.
  const [name = '', index = 0] = await page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLElement>('a[data-try]:not(.task-guess a)')];
    const far = links.map((one, k) => {
      const figureTop = document.getElementById(one.dataset['try'] ?? '')?.getBoundingClientRect().top ?? 0;
      return { name: one.dataset['try'] ?? '', k, away: Math.abs(one.getBoundingClientRect().top - figureTop) };
    });
    // An answer that is still closed hides its own.
    const farthest = far
      .filter(({ k }) => links[k]?.checkVisibility())
      .reduce((most, one) => (one.away > most.away ? one : most));
    return [farthest.name, farthest.k] as const;
  });
  await new Figure(page, name).live();
  const link = page.locator('a[data-try]:not(.task-guess a)').nth(index);
  const back = page.getByRole('button', { name: 'Back to the text' });

  await link.focus();
  await page.keyboard.press('Enter');
  await expect(link).not.toBeInViewport();
  await expect(back).toBeInViewport();
  // The first stop from the figure.
  await page.keyboard.press('Tab');
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport();
  await expect(back).toHaveCount(0);

  await page.keyboard.press('Enter');
  await expect(link).not.toBeInViewport();
  await page.goBack();
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport();
  await expect(back).toHaveCount(0);

  // Whoever scrolls back needs no button.
  await page.keyboard.press('Enter');
  await expect(back).toBeInViewport();
  await link.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await expect(back).toHaveCount(0);

  // Nor does one who flings the sentence by, so that no frame shows it.
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(back).toBeInViewport();
  await link.evaluate((element, figure) => {
    const isBelow = element.compareDocumentPosition(document.getElementById(figure)!) & 2;
    const top = element.getBoundingClientRect().top + scrollY + (isBelow ? 100 : -innerHeight - 100);
    scrollTo({ top, behavior: 'instant' });
  }, name);
  await expect(link).not.toBeInViewport();
  await expect(back).toHaveCount(0);
});
