import { expect, Figure, test } from './site.ts';

const name = 'figure-6-9';

test('a click finds where the claim turns; the figure is set there, Back returns, and arrow keys walk the map', async ({
  page,
}) => {
  await page.goto('./adam/');
  const figure = await new Figure(page, name).live();
  const outcome = figure.root.locator('.claim .outcome');
  await expect(outcome).toHaveText('Holds');
  const before = await figure.snapshot();

  await figure.action('Break this claim').click();
  const panel = figure.root.getByRole('region', { name: /^Break this claim/ });
  await expect(panel.getByRole('status')).toContainText('It fails when');
  await expect(panel.getByRole('table')).toBeVisible();
  expect((await figure.snapshot()).search).toBe(before.search);

  await figure.changes(() => panel.getByRole('button', { name: 'Set the figure there' }).click());
  await expect(outcome).toHaveText('Fails');
  await expect.poll(() => page.evaluate(() => location.search)).toContain(`${name}.`);

  await figure.changes(async () => {
    await page.goBack();
  });
  await expect(outcome).toHaveText('Holds');
  expect((await figure.snapshot()).verdict).toBe(before.verdict);

  await test.step('a cell that is reached by arrow keys sets the figure', async () => {
    await panel.getByRole('button', { name: 'where the search began' }).focus();
    for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowRight');
    await expect(panel.getByRole('table').locator('button:focus')).toHaveAttribute('aria-label', /: fails/);
    await figure.changes(() => page.keyboard.press('Enter'));
    await expect(outcome).toHaveText('Fails');
    await figure.changes(async () => {
      await page.goBack();
    });
    await expect(outcome).toHaveText('Holds');
  });

  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toHaveCount(0);
  await expect(figure.action('Break this claim')).toBeFocused();
});
