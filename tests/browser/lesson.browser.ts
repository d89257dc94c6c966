import { leadsIntoFold, lightest, pagesWith, setsLetter } from './built.ts';
import { testLessons } from './lessons.ts';
import { expect, test } from './site.ts';

testLessons(lightest);

test('the tests of folds and formulas found pages that have them', () => {
  expect(pagesWith(leadsIntoFold).length).toBeGreaterThan(0);
  expect(pagesWith(setsLetter).length).toBeGreaterThan(0);
});

test('a mouse that rests on a term shows its meaning, without the focus, and hides it where it leaves', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto('stochastic-gradient-descent/');
  const term = page.locator('main a.term:visible').first();
  const meaning = page.locator(`#meaning-${await term.getAttribute('data-term')}`);
  // Hydrated figures may move the line away from under the mouse, so the mouse goes there afterwards.
  await expect(async () => {
    await page.mouse.move(5, 5);
    await term.hover();
    await expect(meaning).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(meaning).not.toBeFocused();
  await page.mouse.move(5, 5);
  await expect(meaning).toBeHidden();
  // A click keeps it open.
  await term.hover();
  await term.click();
  await expect(meaning).toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.runFor(1000);
  await expect(meaning).toBeVisible();
});

test('the list of terms is whole, and each can be linked to', async ({ page }) => {
  await page.goto('notation/#term-saddle');
  await expect(page.locator('#term-saddle')).toBeInViewport();
  expect(await page.locator('.term-entry').count()).toBeGreaterThan(40);
});
