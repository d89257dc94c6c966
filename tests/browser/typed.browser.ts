/** Texts that people type, into a field or into a link: decimal commas, thousands, fractions, names of other pages' figures. */
import { alone, chapter, expect, Figure, test } from './site.ts';

const name = 'gabor-descent';

test('what is typed is read as it is meant, or asked about, or led to the page that it is for', async ({ page }) => {
  await test.step('a number of thousands is refused with both readings, and the value goes back to what it was', async () => {
    await page.goto(alone);
    const figure = await new Figure(page, name).live();
    const steps = figure.field('steps');
    const before = await steps.inputValue();
    await steps.selectText();
    // Key by key: on the way to 1.000 stands 1, which counts.
    await steps.pressSequentially('1.000', { delay: 30 });
    const problem = figure.root.locator('.field-problem');
    await expect(problem).toContainText('"1.000" may be 1000 or 1');
    await steps.press('Enter');
    await expect(steps).toHaveValue(before);
    await expect(problem).toBeVisible();
    // The address follows a moment later.
    await expect.poll(() => page.url()).not.toContain('steps=');
  });
  await test.step('a number with a decimal comma counts, as it does in a link', async () => {
    await page.goto('about:blank');
    await page.goto(`${alone}?${name}.phi0=2,5#${name}`);
    const figure = await new Figure(page, name).live();
    await expect(figure.field('phi0')).toHaveValue(/^2\.5/);
    await expect(figure.messages).toHaveCount(0);
    await figure.changes(() => figure.field('alpha').fill('0,03'));
    await expect(page).toHaveURL(/alpha=0\.03/);
    await expect(figure.root.locator('.field-problem')).toHaveCount(0);
  });
  await test.step('a link for a figure of another page leads to it, with its values', async () => {
    await page.goto(`${chapter}?sgd.alpha=0,02&nowhere.x=1`);
    const box = page.locator('.page-messages');
    await expect(box).toContainText('“sgd.alpha” in the link is for a figure of another page');
    await expect(box).toContainText('“nowhere.x”. No figure on this page has that name');
    await box.getByRole('link').click();
    await expect(page).toHaveURL(/stochastic-gradient-descent\/\?sgd\.alpha=0/);
    const figure = await new Figure(page, 'sgd').live();
    await expect(figure.field('alpha')).toHaveValue(/^0\.02/);
  });
});
