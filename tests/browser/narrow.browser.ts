import { expect, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

test('a table of four columns is a list whose cells are whole and say what they are; search finds a figure and no control', async ({
  page,
}) => {
  await page.goto('./takeaway/');
  const cells = page.locator('td[data-label]');
  expect(await cells.count()).toBeGreaterThan(12);
  for (const cell of await cells.all()) {
    const { left, right, label, told } = await cell.evaluate((element) => ({
      left: element.getBoundingClientRect().left,
      right: element.getBoundingClientRect().left + element.scrollWidth,
      label: element.getAttribute('data-label'),
      told: getComputedStyle(element, '::before').content,
    }));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(390);
    if (label !== 'Rule') expect(told).toBe(`"${label}"`);
  }

  await page.getByRole('button', { name: /^Search/ }).tap();
  const results = page.locator('.search-box li');
  const find = async (words: string): Promise<string[]> => {
    // The old results are replaced as a whole.
    await results.evaluateAll((all) => {
      for (const one of all) one.dataset['before'] = '';
    });
    await page.getByRole('searchbox').fill(words);
    await expect(page.locator('.search-box li:not([data-before]) mark').first()).toBeVisible();
    return results.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  };
  // Among the first: other figures on the page mention it, too.
  expect((await find('6.2.3')).slice(0, 4)).toContainEqual(
    expect.stringMatching(/stochastic-gradient-descent\/#learning-rate-schedule$/),
  );
  const edge = await find('edge of stability');
  expect(edge).toContainEqual(expect.stringMatching(/takeaway\/#edge-of-stability$/));
  // Adjacent words rank before scattered ones.
  expect(edge[edge.findIndex((href) => href.endsWith('/takeaway/')) + 1]).toMatch(/#the-edge-of-stability$/);
  expect(await find('saddle point')).toContainEqual(expect.stringMatching(/#saddle-points$/));
  // A button of every figure on every page, whose name occurs in the text of few.
  const saying = new Set((await find('full screen')).map((href) => new URL(href, page.url()).pathname));
  expect(saying.size).toBeLessThanOrEqual(3);
});
