import { leadsIntoFold, lightest, pagesWith, setsLetter } from './built.ts';
import { testLessons } from './lessons.ts';
import { expect, test } from './site.ts';

testLessons(lightest);

test('the tests of folds and formulas found pages that have them', () => {
  expect(pagesWith(leadsIntoFold).length).toBeGreaterThan(0);
  expect(pagesWith(setsLetter).length).toBeGreaterThan(0);
});

test('the list of terms is whole, and each can be linked to', async ({ page }) => {
  await page.goto('notation/#term-saddle');
  await expect(page.locator('#term-saddle')).toBeInViewport();
  expect(await page.locator('.term-entry').count()).toBeGreaterThan(40);
});
