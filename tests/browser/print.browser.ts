/** A printed chapter: `page.pdf` and the print media need a browser. */
import { chapter, expect, Figure, test } from './site.ts';

test('a printed figure says its settings and their address; answers are printed where the page’s address asks, else lines to write on', async ({
  page,
  baseURL,
}) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  await figure.changes(() => figure.slider('alpha').press('PageUp'));
  await expect(figure.root.locator('.settings')).toBeHidden();
  const alpha = await figure.field('alpha').inputValue();
  await page.pdf();
  await page.emulateMedia({ media: 'print' });
  const settings = figure.root.locator('.settings');
  await expect(settings).toBeVisible();
  await expect(settings).toContainText(`Learning rate α: ${alpha}`);
  const href = (await settings.locator('a').getAttribute('href')) ?? '';
  expect(href).toMatch(new RegExp(`^${baseURL}gradient-descent/\\?gabor-descent\\.alpha=[\\d.]+#gabor-descent$`));
  await expect(settings.locator('a')).toHaveText(href);
  // The question at the end and its answer are on one page.
  await expect(page.locator('.lead-on')).toHaveCSS('break-inside', 'avoid');

  const exercises = () =>
    page.locator('.ex').evaluateAll((all) =>
      all.map((exercise) => ({
        answer: exercise.querySelector('.answer > div')?.checkVisibility() ?? false,
        fields: [...exercise.querySelectorAll('input, select, textarea, button')].filter((one) => one.checkVisibility())
          .length,
        lines: [...exercise.querySelectorAll('.ex-lines i')].filter((one) => one.checkVisibility()).length,
        explains: exercise.querySelector('.kind')?.textContent?.startsWith('Explain') ?? false,
      })),
    );
  const asked = await exercises();
  expect(asked.length).toBeGreaterThan(3);
  for (const { answer, fields, lines, explains } of asked) {
    expect({ answer, fields }).toEqual({ answer: false, fields: 0 });
    expect(lines).toBeGreaterThanOrEqual(explains ? 5 : 2);
  }
  expect(asked.some(({ explains }) => explains)).toBe(true);

  await page.goto(`${chapter}?answers=1`);
  const answered = await exercises();
  expect(answered.map(({ lines }) => lines)).toEqual(answered.map(() => 0));
  expect(answered.every(({ answer }) => answer)).toBe(true);
});
