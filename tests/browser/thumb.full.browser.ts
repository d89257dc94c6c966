import { chapter, expect, Figure, openFolds, test } from './site.ts';

test('a Try that scrolls leaves a way back by button and by Back, to the sentence and its focus', async ({ page }) => {
  await page.goto(chapter);
  await openFolds(page);
  // The link farthest from its figure; one in a task first requires a guess.
  const [name = '', index = 0] = await page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLElement>('a[data-try]:not(.task-guess a)')];
    const far = links.map((one, k) => {
      const figureTop = document.getElementById(one.dataset['try'] ?? '')?.getBoundingClientRect().top ?? 0;
      return { name: one.dataset['try'] ?? '', k, away: Math.abs(one.getBoundingClientRect().top - figureTop) };
    });
    // A closed answer hides its own.
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
  // The first stop after the figure.
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

  // Scrolling back makes the button unnecessary.
  await page.keyboard.press('Enter');
  await expect(back).toBeInViewport();
  await link.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await expect(back).toHaveCount(0);

  // So does flinging past the sentence, so that no frame shows it.
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
