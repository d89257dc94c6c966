/** A printed chapter: `page.pdf` and the print media need a browser. */
import { chapter, expect, Figure, test } from './site.ts';

/** The width of A4 between usual margins, px. */
const PAPER = 680;

test('a figure on paper is whole: nothing in it overlaps or sticks out, and no control is left', async ({ page }) => {
  // A low window, so that the figures below stay as built: print shows both kinds, and does not hydrate any.
  await page.setViewportSize({ width: PAPER, height: 500 });
  await page.goto(chapter);
  await new Figure(page, 'gabor-descent').live();
  await page.emulateMedia({ media: 'print' });
  // In a scene each passage has its own picture instead.
  const figures = await page.locator('figure.experiment:not(.scene figure)').evaluateAll((all) =>
    all.map((figure) => {
      const box = (element: Element) => element.getBoundingClientRect();
      const seen = (selector: string) => [...figure.querySelectorAll(selector)].filter((one) => one.checkVisibility());
      const frame = box(figure);
      const pictures = seen('.panel .picture').filter((one) => box(one).height > 0);
      const blocks = [...pictures, ...seen('.experiment-title, .verdict, figcaption')];
      return {
        name: figure.id,
        controls: seen('button:not(.interval), input, .slider, summary:not(.panel-fold > summary)').length,
        pictures: pictures.length,
        panels: seen('.panel:is(.panel-surface, .panel-chart, .panel-multiples)').length,
        outside: blocks.filter((one) => box(one).left < frame.left - 1 || box(one).right > frame.right + 1).length,
        overlaps: blocks.filter((one, i) =>
          blocks.some((other, j) => {
            const [a, b] = [box(one), box(other)];
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            return i !== j && across > 1 && down > 1;
          }),
        ).length,
        // Further panels and tables may be on the next page.
        whole: getComputedStyle(
          figure.querySelector('.more-panels, .panel-fold') ? figure.querySelector('.hand')! : figure,
        ).breakInside,
      };
    }),
  );
  expect(figures.length).toBeGreaterThan(3);
  for (const { name, pictures, panels, ...rest } of figures) {
    expect({ name, ...rest }).toEqual({ name, controls: 0, outside: 0, overlaps: 0, whole: 'avoid' });
    expect(panels).toBeGreaterThan(0);
    expect(pictures).toBeGreaterThanOrEqual(panels);
  }
});

test('the head of a fold stays whole on a sheet, and with what follows it', async ({ page }) => {
  await page.goto('./momentum/');
  await page.emulateMedia({ media: 'print' });
  const heads = await page.locator('.deeper > summary').evaluateAll((all) =>
    all.map((head) => {
      const { breakInside, breakAfter } = getComputedStyle(head);
      return `${breakInside} ${breakAfter}`;
    }),
  );
  expect(heads.length).toBeGreaterThan(3);
  expect(new Set(heads)).toEqual(new Set(['avoid avoid']));
});

test('with ?exercises=1 a page is printed as its exercises alone, with solutions where they are asked for', async ({
  page,
}) => {
  const seen = () =>
    page.evaluate(() => {
      const shown = (selector: string): number =>
        [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length;
      return {
        exercises: shown('.ex'),
        solutions: shown('.ex .answer > div'),
        others: shown('.experiment, .scene, .lead, .sources'),
      };
    });
  await page.emulateMedia({ media: 'print' });
  await page.goto('momentum/');
  const whole = await seen();
  expect(whole.others).toBeGreaterThan(3);
  await page.goto('momentum/?exercises=1');
  await expect.poll(seen).toEqual({ exercises: whole.exercises, solutions: 0, others: 0 });
  await page.goto('momentum/?exercises=1&answers=1');
  await expect.poll(seen).toEqual({ exercises: whole.exercises, solutions: whole.exercises, others: 0 });
});

test('the passages of a scene are all read on paper, though its question was not answered', async ({ page }) => {
  await page.goto('./momentum/');
  // In the workshop there are no passages, and nothing is hidden.
  await new Figure(page, 'momentum-valley').inScene();
  const seen = () =>
    page.locator('.passage-words').evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).opacity))]);
  await expect.poll(seen).toContain('0');
  await page.emulateMedia({ media: 'print' });
  expect(await seen()).toEqual(['1']);
});

test('a figure with long tables may go on overleaf, and leaves no sheet empty before it', async ({ page }) => {
  await page.goto('./laboratory/');
  await page.emulateMedia({ media: 'print' });
  const figure = page.locator('#network');
  await expect(figure.locator('.panel-fold').first()).toBeAttached();
  await expect(figure).toHaveCSS('break-inside', 'auto');
  await expect(figure.locator('.hand')).toHaveCSS('break-inside', 'avoid');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the sheet of the laboratory is as high as its picture on paper', async ({ page }) => {
    await page.setViewportSize({ width: PAPER, height: 900 });
    await page.goto('./laboratory/');
    await page.emulateMedia({ media: 'print' });
    const box = page.locator('#playground .stage .panel-surface > .panel-box');
    const [whole, drawn] = [await box.boundingBox(), await box.locator('.picture').first().boundingBox()];
    expect(drawn?.height).toBeGreaterThan(100);
    // As high as the window it would leave a third of the page empty.
    expect(whole?.height).toBeCloseTo(drawn?.height ?? 0, 0);
  });
});
