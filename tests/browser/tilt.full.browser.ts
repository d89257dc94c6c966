import { edit, open, openText } from './playground.ts';
import { expect, test } from './site.ts';

test('a loss of the reader’s own is tilted, and a curve cannot be', async ({ page }) => {
  const figure = await open(page);
  await figure.root.getByRole('combobox', { name: 'Loss', exact: true }).selectOption('own');
  const walls = figure.picture.locator('[class^="w"]');
  await expect(figure.picture).toHaveAttribute('aria-label', /Your own/);
  await figure.field('tilt').fill('35');
  await expect.poll(() => walls.count()).toBeGreaterThan(3);
  await openText(figure, 'Your loss');
  await edit(page, 'def loss(x):\n    return x * x');
  await expect(figure.field('tilt')).toHaveCount(0);
  await expect(walls).toHaveCount(0);
});
