/** A page as slides, at the size of a projector. */
import type { Page } from '@playwright/test';
import { chapter, expect, Figure, test } from './site.ts';

test.use({ viewport: { width: 1280, height: 720 } });

const show = (page: Page) => page.locator('dialog.slides');
const place = async (page: Page): Promise<[number, number]> => {
  const [at, of] = ((await show(page).locator('.slides-place').textContent()) ?? '').split(' of ').map(Number);
  return [at ?? 0, of ?? 0];
};

test('every slide of a page fits the window, in type of 24 px and more, and the keys lead through all', async ({
  page,
}) => {
  await page.goto(`${chapter}?present`);
  await expect(show(page)).toHaveAttribute('data-kind', 'title');
  await expect(show(page)).toContainText('How far should I step?');
  const [, count] = await place(page);
  expect(count).toBeGreaterThan(20);
  const kinds = new Set<string>();
  for (let k = 1; k <= count; k++) {
    expect(await place(page)).toEqual([k, count]);
    const seen = await show(page).evaluate((dialog) => {
      const body = dialog.querySelector('.slides-body') ?? dialog;
      const texts = [...dialog.querySelectorAll('p, li, h1, button, .label')].filter(
        (one) => one.checkVisibility() && (one.textContent ?? '').trim() !== '',
      );
      return {
        kind: dialog.getAttribute('data-kind') ?? '',
        over: Math.max(body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth),
        smallest: Math.min(...texts.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))),
        ids: dialog.querySelectorAll('.slides-body [id], .slides-body a').length,
      };
    });
    kinds.add(seen.kind);
    expect(seen.smallest, `slide ${k}`).toBeGreaterThanOrEqual(24);
    expect(seen.over, `slide ${k}, ${seen.kind}`).toBeLessThanOrEqual(1);
    expect(seen.ids).toBe(0);
    await page.keyboard.press('PageDown');
  }
  expect([...kinds].sort()).toEqual(['figure', 'formula', 'short', 'title', 'words']);
  await page.keyboard.press('Home');
  expect((await place(page))[0]).toBe(1);
  await page.keyboard.press('?');
  await expect(show(page).locator('.slides-help')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(show(page)).toHaveCount(0);
});

test('no word of a figure on a slide is smaller than 24 px, and its controls stand beside its picture', async ({
  page,
}) => {
  await page.goto(chapter);
  const figure = await new Figure(page, 'linear-regression').live();
  await (await figure.more('Present')).click();
  const large = show(page).locator('iframe').contentFrame();
  // Built pictures are stretched to their box: this one is drawn for it.
  await expect(large.locator('[data-live="true"]')).toHaveCount(1);
  const read = () =>
    large.locator('body').evaluate(() => {
      const scale = (window.frameElement?.getBoundingClientRect().width ?? 0) / innerWidth;
      const words = [
        ...document.querySelectorAll('.panel text, .control, .control *, .verdict *, .transport *'),
      ].filter(
        (one) =>
          one.checkVisibility({ opacityProperty: true }) &&
          one.closest('sub, .sr-only') === null &&
          [...one.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== ''),
      );
      const small = words.filter((one) => {
        const svg = one.closest('svg');
        const drawn = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        return Number.parseFloat(getComputedStyle(one).fontSize) * scale * drawn < 23.9;
      });
      const box = (name: string) => document.querySelector(name)?.getBoundingClientRect();
      return {
        small: small.map((one) => one.textContent),
        words: words.length,
        beside: (box('.grip')?.left ?? 0) > (box('.stage')?.right ?? Number.POSITIVE_INFINITY),
      };
    });
  for (const [width, height] of [
    [1280, 720],
    [1024, 768],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(async () => (await read()).small, `${width} px`).toEqual([]);
    expect((await read()).words).toBeGreaterThan(20);
    expect((await read()).beside, `${width} px`).toBe(true);
  }
});

test('a passage is a slide: the panel of its scene, as large as the window, with two controls, waiting at its start', async ({
  page,
}) => {
  await page.goto('momentum/?present');
  await expect(show(page)).toHaveAttribute('data-kind', 'title');
  await page.keyboard.press('PageDown');
  await expect(show(page)).toHaveAttribute('data-kind', 'figure');
  await expect(show(page).locator('.slides-head')).toContainText('You stand on the wall of a long valley');
  const large = show(page).locator('iframe').contentFrame();
  await expect(large.locator('.stepper-at')).toContainText('0 of 40');
  await expect(large.locator('.verdict')).toBeHidden();
  const rails = large.locator('.controls input[type=range]').filter({ visible: true });
  await expect(rails).toHaveCount(2);
  await expect(rails.last()).toBeInViewport({ ratio: 0.9 });
  const sheet = await large.locator('.stage .panel-box').first().boundingBox();
  expect(sheet?.width).toBeGreaterThan(1150);
  await expect(large.getByRole('button', { name: /Where will this walker be/ })).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(show(page).locator('.slides-head')).toContainText('Across, and back again');
  await expect(large.locator('.stepper-at')).toContainText('0 of 40');
  await large.getByRole('button', { name: 'Play' }).click();
  await expect(large.locator('.stepper-at')).toContainText('40 of 40');
  // The key turns the slide, whatever was touched.
  await page.keyboard.press('ArrowRight');
  await expect(show(page).locator('.slides-head')).toContainText('Then why not take longer steps?');
  // From a button within the frame, too; and nothing of it is the reader's own.
  await large.getByRole('button', { name: 'Play' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/momentum\/(#.*)?$/);
});

for (const path of ['stochastic-gradient-descent', 'momentum', 'since-the-book'])
  test(`a passage of ${path} is a slide that fits the window, with its picture and its controls`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto(`${path}/?present`);
    await expect(show(page)).toHaveAttribute('data-kind', 'title');
    const [, count] = await place(page);
    const frame = show(page).locator('iframe').contentFrame();
    const over = () =>
      frame.locator('body').evaluate((body) => {
        const root = document.documentElement;
        return {
          isPassage: body.classList.contains('scene'),
          by: Math.max(root.scrollHeight - innerHeight, root.scrollWidth - innerWidth),
        };
      });
    let passages = 0;
    for (let k = 1; k <= count; k++) {
      if ((await show(page).getAttribute('data-kind')) === 'figure') {
        await expect(frame.locator('[data-live="true"]')).toHaveCount(1);
        if ((await over()).isPassage) {
          passages++;
          await expect.poll(async () => (await over()).by, `slide ${k}`).toBeLessThanOrEqual(1);
        }
      }
      await page.keyboard.press('PageDown');
    }
    expect(passages).toBeGreaterThan(10);
  });

test('the game is a slide that fits the window from its first step to the sentence that says who got lowest', async ({
  page,
}) => {
  await page.goto(`${chapter}?present`);
  const isGame = () => show(page).locator('iframe[src*="embed/fog"]').count();
  for (let k = 1; k < 40 && (await isGame()) === 0; k++) await page.keyboard.press('PageDown');
  const frame = show(page).locator('iframe').contentFrame();
  await expect(frame.locator('[data-live="true"]')).toHaveCount(1);
  const over = () => frame.locator('html').evaluate((root) => root.scrollHeight - root.clientHeight);
  const sentence = frame.locator('.verdict');
  await expect(sentence).toContainText('10 steps');
  await expect.poll(over).toBeLessThanOrEqual(1);
  for (let left = 9; left >= 0; left--) {
    await frame.locator('.handle').press('ArrowRight');
    await expect(sentence).toContainText(left > 0 ? `${left} step` : 'got lowest');
    await expect.poll(over, `${left} steps left`).toBeLessThanOrEqual(1);
  }
  await expect(frame.getByRole('button', { name: 'Again, on another land' })).toBeInViewport({ ratio: 1 });
});

test('an exercise has a slide of its own, which keeps the answer back', async ({ page }) => {
  await page.goto(chapter);
  const exercise = page.locator('.ex').first();
  const answer = ((await exercise.locator('.answer > div').textContent()) ?? '').trim().slice(0, 40);
  const asked = ((await exercise.locator(':scope > div > p:not(.kind)').first().textContent()) ?? '').trim();
  await page.goto(`${chapter}?present`);
  const slides = show(page);
  // A key that comes before the slides moves the page.
  await expect(slides).toHaveAttribute('data-kind', 'title');
  await page.keyboard.press('End');
  for (let k = 0; k < 60 && (await slides.locator('.slides-head').textContent()) !== 'Exercise 6.1.1'; k++)
    await page.keyboard.press('ArrowLeft');
  await expect(slides.locator('.slides-body')).toContainText(asked.slice(0, 40));
  await expect(slides).not.toContainText(answer);
  await expect(slides.locator('.slides-body :is(input, button)')).toHaveCount(0);
  // The last of the page stands in a fold.
  await page.keyboard.press('End');
  const last = (await page.locator('.ex > b').last().textContent()) ?? '';
  await expect(slides.locator('.slides-head')).toHaveText(`Exercise ${last}`);
});

test('who leaves the slides has the address of the page, with what it set', async ({ page }) => {
  for (const [asked, left] of [
    ['?present', ''],
    ['?present&gabor-descent.alpha=0.07', '?gabor-descent.alpha=0.07'],
    ['?gabor-descent.alpha=0.07&present=1', '?gabor-descent.alpha=0.07'],
  ] as const) {
    await page.goto(`${chapter}${asked}`);
    await expect(show(page)).toHaveAttribute('data-kind', 'title');
    await page.keyboard.press('Escape');
    await expect(show(page)).toHaveCount(0);
    expect(await page.evaluate(() => location.search)).toBe(left);
  }
});
