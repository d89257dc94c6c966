/** The scenes of a page as slides, at the size of a projector. */
import type { Page } from '@playwright/test';
import { expect, Figure, test } from './site.ts';

const slide = (page: Page) => page.locator('.slide');
const at = (page: Page) =>
  slide(page).evaluate((root) => [
    (root as HTMLElement).dataset['scene'],
    [...root.querySelectorAll('.passage')].findIndex((passage) => passage.classList.contains('on')),
  ]);

/** Checks that all text of the slide is in the window, and large enough for a room. */
async function isWhole(page: Page): Promise<void> {
  const found = await slide(page).evaluate((root) => {
    const scale = Number((root as HTMLElement).dataset['scale']);
    const read = [
      ...root.querySelectorAll('.passage.on .passage-words, .stage .picture text, .hand :is(button, input, p)'),
    ].filter(
      (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest('.aloud'),
    );
    const boxes = read.map((one) => one.getBoundingClientRect()).filter(({ width }) => width > 1);
    return {
      out: boxes.filter(
        ({ left, right, top, bottom }) => left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1,
      ).length,
      many: boxes.length,
      smallest: scale * Math.min(...read.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))),
    };
  });
  expect(found.many).toBeGreaterThan(5);
  expect(found.out, String(await at(page))).toBe(0);
  expect(found.smallest).toBeGreaterThan(16);
}

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
] as const)
  test(`a clicker goes through all scenes of 6.3 at ${width} x ${height}: it plays, and then goes on`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    await page.goto('./momentum/?present');
    await expect(slide(page)).toHaveCount(1);
    const passages = await page
      .locator('[data-scene]')
      .evaluateAll((all) =>
        all.flatMap((one) =>
          [...one.querySelectorAll('.passage')].map((_, k) => [(one as HTMLElement).dataset['scene'], k]),
        ),
      );
    expect(passages.length).toBeGreaterThan(10);
    for (const [k, passage] of passages.entries()) {
      await expect.poll(() => at(page)).toEqual(passage);
      await expect
        .poll(() =>
          isWhole(page).then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      await isWhole(page);
      if (k === passages.length - 1) break;
      // At most one press plays, and the next goes on.
      await expect(async () => {
        await page.keyboard.press('PageDown');
        expect(await at(page)).not.toEqual(passage);
      }).toPass({ intervals: [1200] });
    }
    await page.keyboard.press('PageUp');
    await expect.poll(() => at(page)).toEqual(passages.at(-2));
    // After the last scene one press says so, and the next returns to the page.
    const end = slide(page).getByText('End of the scenes');
    await expect(async () => {
      await page.keyboard.press('PageDown');
      await expect(end).toBeVisible({ timeout: 200 });
    }).toPass({ intervals: [1200] });
    await page.keyboard.press('PageDown');
    await expect(slide(page)).toHaveCount(0);
  });

test('a run waits for a press; B blanks the screen; a click lands where it is aimed; Escape leads back to the passage', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('./momentum/?present');
  const step = slide(page).locator('.stepper-at');
  await expect(step).toContainText('0 of 40');
  // A click answers the question, at the right position in the enlarged picture.
  const plane = (await slide(page).locator('.guess-plane').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const aimed = { x: plane.x + 0.6 * plane.width, y: plane.y + 0.4 * plane.height };
  await page.mouse.click(aimed.x, aimed.y);
  const mark = (await slide(page).locator('.guess-mark').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  expect(Math.hypot(mark.x + mark.width / 2 - aimed.x, mark.y + mark.height / 2 - aimed.y)).toBeLessThan(3);
  await page.keyboard.press('Escape');
  await expect(slide(page)).toHaveCount(0);

  await page.goto('./momentum/?present');
  await expect(slide(page)).toHaveCount(1);
  await expect(step).toContainText('0 of 40');
  await page.keyboard.press('b');
  await expect(slide(page)).toHaveCSS('filter', 'brightness(0)');
  await page.keyboard.press('b');
  await expect(slide(page)).toHaveCSS('filter', 'none');
  await page.keyboard.press('PageDown');
  await expect(page.locator('header.top')).toHaveAttribute('inert', '');
  await expect(step).toContainText('40 of 40');
  await page.keyboard.press('PageDown');
  await expect.poll(() => at(page)).toEqual(['momentum-valley', 1]);
  // The run that was just seen is not emptied: it is that of the next passage, too.
  await expect(step).toContainText('40 of 40');
  await page.keyboard.press('PageDown');
  await expect.poll(() => at(page)).toEqual(['momentum-valley', 2]);
  await page.keyboard.press('Escape');
  await expect(slide(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/momentum\/$/);
  await expect(page.locator('header.top')).not.toHaveAttribute('inert');
  await expect(page.locator('[data-scene="momentum-valley"] .passage').nth(2)).toHaveClass(/\bon\b/);
  await expect(page.locator('[data-scene="momentum-valley"] .stage')).toBeInViewport();
});

test('from a figure of a scene its own scene comes first', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('./momentum/');
  const figure = await new Figure(page, 'damping').live();
  await (await figure.more('Present')).click();
  await expect.poll(() => at(page)).toEqual(['damping', 0]);
});

test('a slide hides the built picture of its figure, which is of another run, until the figure is live', async ({
  page,
}) => {
  await page.goto('./momentum/?present');
  const stage = slide(page).locator('.stage');
  await expect(stage).toBeVisible();
  await slide(page)
    .locator('astro-island')
    .first()
    .evaluate((island) => island.setAttribute('ssr', ''));
  await expect(stage).toBeHidden();
});

test('a figure in full screen obeys the keys of a clicker, too', async ({ page }) => {
  await page.goto('./momentum/');
  const figure = await new Figure(page, 'momentum').live();
  await (await figure.more('Full screen')).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe('momentum');
  const root = page.locator('#momentum');
  await page.keyboard.press('b');
  await expect(root).toHaveCSS('filter', 'brightness(0)');
  await page.keyboard.press('b');
  await page.keyboard.press('PageUp');
  await expect(root.locator('.stepper-at')).toContainText(/\b0 of/);
  await page.keyboard.press('PageDown');
  await expect(root.locator('.stepper-at')).not.toContainText(/\b0 of/);
});
