/** Forced colours: shapes drawn as backgrounds must not vanish. */
import { chapter, expect, Figure, test } from './site.ts';

test.use({ contextOptions: { forcedColors: 'active' } });

test('sliders, limits, chosen options and the roles of lines can still be told apart, on a light system and a dark one', async ({
  page,
}) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-rates').live();
  // The wave and its points are drawn once their fold is open.
  await figure.root.getByText(/^More panels/).click();
  await expect(figure.root.locator('.points.measured, .datum.measured, .dots.measured').first()).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const shown = await figure.root.evaluate((root) => {
      const style = (selector: string, pseudo?: string) => {
        const element = root.querySelector(selector);
        if (!element) throw new Error(`no ${selector}`);
        return getComputedStyle(element, pseudo);
      };
      return {
        page: getComputedStyle(document.body).backgroundColor,
        slider: style('.slider', '::before').backgroundColor,
        limit: style('.slider-past').backgroundImage,
        chosen: style('.choices input:checked').backgroundImage,
        kept: style('.choices input:checked').forcedColorAdjust,
        lines: ['.line.run', '.reference.theory', '.datum.measured, .points.measured, .dots.measured'].map(
          (one) => style(one).stroke,
        ),
        text: style('svg .tick').fill,
      };
    });
    expect(shown.slider).not.toBe(shown.page);
    expect(shown.limit).toContain('repeating-linear-gradient');
    expect(shown.chosen).toContain('radial-gradient');
    expect(shown.kept).toBe('none');
    expect(new Set([...shown.lines, shown.page]).size).toBe(4);
    // Black on white or white on black, whatever theme the reader had chosen for the page.
    expect([shown.text, shown.page].sort()).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  }
});
