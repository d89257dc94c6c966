/** Typed text, in a field or in a link: decimal commas, thousands, fractions. */
import { alone, expect, Figure, test } from './site.ts';

const name = 'gabor-descent';

test('what is typed is read as it is meant, or asked about', async ({ page }) => {
  await test.step('a number of thousands is refused with both readings, and the value goes back to what it was', async () => {
    await page.goto(alone);
    const figure = await new Figure(page, name).live();
    const steps = figure.field('steps');
    const before = await steps.inputValue();
    await steps.selectText();
    // Key by key: typing 1.000 passes through 1, which takes effect.
    await steps.pressSequentially('1.000', { delay: 30 });
    const problem = figure.root.locator('.field-problem');
    await expect(problem).toContainText('“1.000” may mean 1000 or 1');
    await steps.press('Enter');
    await expect(steps).toHaveValue(before);
    await expect(problem).toBeVisible();
    // The URL follows a moment later.
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
  await test.step('more digits than anybody tells apart are left out', async () => {
    const figure = new Figure(page, name);
    await figure.changes(() => figure.field('alpha').fill('0.1700001'));
    await figure.field('alpha').press('Enter');
    await expect(figure.field('alpha')).toHaveValue('0.170');
    await expect(page).toHaveURL(/alpha=0\.17(&|#|$)/);
  });
});
