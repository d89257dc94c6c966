import { address, expect, Figure, test } from './site.ts';

test('a number follows its figure, a fixed one stays, and one that does not exist is a dash with a word on why', async ({
  page,
}) => {
  await page.goto(`${address()}gradient-descent/`);
  const figure = await new Figure(page, 'gabor-rates').live();
  const setRate = (rate: string) =>
    figure.changes(async () => {
      await figure.field('alpha').fill(rate);
      await figure.field('alpha').press('Enter');
    });
  await setRate('0.05');
  await test.step('only a number that follows is underlined', async () => {
    const line = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).textDecorationLine);
    expect(await line('.page output.live-number')).toBe('underline');
    expect(await line('.page .live-number-fixed')).toBe('none');
  });
  // The first rise of the loss: there is none at a small rate, and one at a large rate.
  await page.evaluate(() => {
    const output = document.createElement('output');
    output.dataset['of'] = 'gabor-rates';
    output.dataset['number'] = 'firstRise';
    output.id = 'first-rise';
    document.querySelector('main')?.append(output);
  });
  const firstRise = page.locator('#first-rise');
  const follower = page.locator('output[data-of="gabor-rates"][data-number="stepsUphill"]').first();
  const fixed = page.locator('.live-number-fixed');
  const [before, stated] = [await follower.textContent(), await fixed.allTextContents()];
  expect(stated.length).toBeGreaterThan(5);

  await setRate('0.2');
  await expect(follower).not.toHaveText(before ?? '');
  expect(await fixed.allTextContents()).toEqual(stated);
  await expect(firstRise).toHaveText(/^\d+$/);
  await expect(firstRise).toHaveAttribute('title', '');

  await setRate('0.05');
  await expect(follower).toHaveText(before ?? '');
  await expect(firstRise).toHaveText('–');
  await expect(firstRise).toHaveAttribute('title', /no such number/);
});

test('a verdict that says what becomes of a claim says the claim first', async ({ page }) => {
  await page.goto(`${address()}momentum/`);
  const figure = await new Figure(page, 'momentum-valley').live();
  const claim = figure.root.locator('.verdict .claim');
  await expect(claim).toHaveText(/^Momentum is nearer to the minimum than plain descent\s*Holds\s*Break this claim$/);
  await figure.changes(async () => {
    await figure.field('alpha').fill('100');
    await figure.field('alpha').press('Enter');
  });
  await expect(claim).toHaveText(/Fails\s*Find where it holds$/);
  await expect(figure.root.locator('.verdict .aloud')).toHaveText(
    /nearer to the minimum than plain descent\. Here it fails\. /,
  );
});
