import { chapter, expect, Figure, test } from './site.ts';

const name = 'fog';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a walk in fog shows the fog, and nothing that lies under it', async ({ page }) => {
    await page.goto(chapter);
    const figure = new Figure(page, name);
    // There is a drawing for each width; one is visible.
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
