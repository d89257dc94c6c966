/** The laboratory's bench: on paper, with a long rule, at widths between, and where trouble has no place in a text. */
import { edit, open } from './playground.ts';
import { expect, test } from './site.ts';

for (const width of [1024, 1100, 1200])
  test(`its title is one line at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('./laboratory/');
    const lines = await page.locator('.lab-mast h1').evaluate((heading) => {
      const range = document.createRange();
      range.selectNodeContents(heading);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    expect(lines).toBe(1);
  });

test('trouble that has no place in a text marks no tab', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Your rule: edit it' }).click();
  await expect(page.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
  await edit(page, 'x = 1');
  await expect(page.locator('.lab-trouble')).toBeVisible();
  await expect(page.locator('.lab-tabs .mark')).toHaveCount(0);
});

test('a rule of fifty lines leaves the sheet in sight of the line that is written', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page);
  await page.getByRole('button', { name: 'Your rule: edit it' }).click();
  await expect(page.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
  const before = await page.evaluate(() => document.documentElement.scrollHeight);
  const lines = Array.from({ length: 50 }, (_, k) => `# line ${k}`).join('\n');
  await edit(page, `${lines}\nfor t in range(1, steps + 1):\n    phi = phi - 0.1 * gradient(phi)`);
  await page.keyboard.type('  # end');
  await expect(page.locator('.lab-sheet')).toBeInViewport({ ratio: 0.9 });
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(before + 150);
});

test('on paper its parts lie one below the other, within the column', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open(page);
  await page.setViewportSize({ width: 680, height: 900 });
  await page.emulateMedia({ media: 'print' });
  const boxes = await page.evaluate(() =>
    ['.lab-mast h1', '.lab-sheet > .picture', '.lab-verdict', '.lab-panel', '.lab-rules', '.lab-chart .picture'].map(
      (selector) => {
        const { left, right, top, bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        return { selector, left, right, top, bottom };
      },
    ),
  );
  const column = await page
    .locator('.lab-bench')
    .evaluate((bench) => bench.getBoundingClientRect().toJSON() as DOMRect);
  for (const { selector, left, right } of boxes) {
    expect(left, selector).toBeGreaterThanOrEqual(column.left - 1);
    expect(right, selector).toBeLessThanOrEqual(column.right + 1);
  }
  for (const [k, { selector, top }] of boxes.entries())
    if (k > 0) expect(top, selector).toBeGreaterThanOrEqual((boxes[k - 1]?.bottom ?? 0) - 1);
});
