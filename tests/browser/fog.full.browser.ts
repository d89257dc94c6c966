import { chapter, expect, Figure, test } from './site.ts';

const name = 'fog';
const made = (figure: Figure) => figure.root.locator('[data-panel="sheet"] path.line.run');

test('a walk in fog by keyboard: arrow keys aim, Enter steps, each step is said aloud, and ten of them lift the fog', async ({
  page,
}) => {
  await page.goto(chapter);
  const figure = await new Figure(page, name).live();
  const ring = figure.root.locator('button.handle-step');
  await ring.focus();
  await page.keyboard.press('ArrowRight');
  await figure.changes(() => page.keyboard.press('Enter'));
  await expect(ring).toHaveAccessibleName(/Step 1 of 10/);
  await expect(figure.root.locator('.verdict [role=status]')).toContainText('You have 9 steps left');
  for (let step = 2; step <= 10; step++) {
    await page.keyboard.press(step % 2 === 0 ? 'ArrowDown' : 'ArrowRight');
    await page.keyboard.press('Enter');
    await figure.settled();
  }
  await expect(figure.verdict).toContainText('of the way down');
  await expect(made(figure).first()).toBeAttached();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a walk in fog shows the fog, and nothing that lies under it', async ({ page }) => {
    await page.goto(chapter);
    const figure = new Figure(page, name);
    // A drawing for each width, of which one is seen.
    const drawings = figure.root.locator('[data-panel="sheet"] img.picture');
    await expect(drawings).not.toHaveCount(0);
    for (const drawing of await drawings.all()) {
      const drawn = await (await page.request.get((await drawing.getAttribute('src')) ?? '')).text();
      expect(drawn).toMatch(/class="[^"]*\bfog\b/);
      expect(drawn).not.toMatch(/class="[^"]*\b(?:contour|momentum)\b/);
    }
    await expect(figure.root).not.toContainText('got lowest');
  });
});
