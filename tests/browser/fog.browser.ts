import { chapter, expect, Figure, test } from './site.ts';

const name = 'fog';

test('a walk in fog: a click steps there, the fog hides the heights, and lifting it shows four walks', async ({
  page,
}) => {
  await page.goto(`${chapter}#fog`);
  const figure = await new Figure(page, name).live();
  const sheet = figure.root.locator('[data-panel="sheet"]');
  // The text that gives the answer away stays hidden until the end of the game.
  const answer = page.locator('details:has([data-after-game])');
  await expect(answer).not.toHaveAttribute('open');
  await expect(sheet.locator('.fog')).toHaveCount(1);
  await expect(sheet.locator('.contour')).toHaveCount(0);
  await expect(figure.verdict).toContainText('10 steps');
  const plane = sheet.locator('.click-plane');
  const box = (await plane.boundingBox()) ?? { width: 0, height: 0 };
  // The second click is close to the current position, under the handle, which lets it through.
  await figure.changes(() => plane.click({ position: { x: 0.5 * box.width, y: 0.5 * box.height } }));
  await figure.changes(() => plane.click({ position: { x: 0.5 * box.width + 12, y: 0.5 * box.height } }));
  await expect(figure.verdict).toContainText('You have 8 steps left');
  await expect(answer).not.toHaveAttribute('open');
  await figure.changes(() => figure.root.getByLabel('Lift the fog early').check());
  await expect(sheet.locator('.fog')).toHaveCount(0);
  for (const rule of ['run', 'descent', 'momentum', 'adam'])
    await expect(sheet.locator(`path.line.${rule}`).first()).toBeAttached();
  await expect(figure.verdict).toContainText('got lowest');
  await expect(answer).toHaveAttribute('open');
  await figure.changes(() => figure.root.getByRole('button', { name: 'Again, on another land' }).click());
  await expect(figure.verdict).toContainText('10 steps');
  await expect(sheet.locator('.fog')).toHaveCount(1);
});
