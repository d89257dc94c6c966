import { alone, chapter, expect, Figure, middleOf, test } from './site.ts';

const name = 'gabor-descent';

async function open(page: import('@playwright/test').Page, from = alone): Promise<Figure> {
  await page.goto(from);
  return new Figure(page, name).live();
}

/** Distance of the handle's centre from a point, px. */
async function ringFrom(figure: Figure, x: number, y: number): Promise<number> {
  const ring = await middleOf(figure.handle);
  return Math.hypot(ring.x - x, ring.y - y);
}

/** Checks that picture, verdict and URL follow a change of a parameter. */
async function follows(figure: Figure, parameter: string, action: () => Promise<unknown>): Promise<void> {
  const before = await figure.snapshot();
  await figure.changes(action);
  await expect.poll(() => figure.page.evaluate(() => location.search)).not.toBe(before.search);
  const after = await figure.snapshot();
  expect(after.search).toContain(`${name}.${parameter}=`);
  expect(after.picture).not.toBe(before.picture);
  expect(after.verdict).not.toBe(before.verdict);
}

// The page is opened only once for checks independent of how it was opened.
test('a mouse drags the ring and the slider, and a click or a drag on the sheet brings the ring there', async ({
  page,
}) => {
  const figure = await open(page);
  await test.step('the ring is dragged', async () => {
    const { x, y } = await middleOf(figure.handle);
    await follows(figure, 'phi0', async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 40, y + 20, { steps: 4 });
      await page.mouse.move(x + 90, y + 60, { steps: 8 });
      await page.mouse.up();
    });
    expect(await ringFrom(figure, x + 90, y + 60)).toBeLessThan(3);
  });
  await test.step('a click brings it there, a second one moves it again, and so does a drag over the sheet', async () => {
    const { x, y } = await middleOf(figure.handle);
    for (const [dx, dy] of [
      [-30, -150],
      [30, 10],
    ] as const) {
      await follows(figure, 'phi0', () => page.mouse.click(x + dx, y + dy));
      expect(await ringFrom(figure, x + dx, y + dy)).toBeLessThan(3);
      await expect(figure.handle).toBeFocused();
    }
    await follows(figure, 'phi0', async () => {
      await page.mouse.move(x - 30, y - 150);
      await page.mouse.down();
      await page.mouse.move(x + 10, y - 130, { steps: 4 });
      await page.mouse.up();
    });
    expect(await ringFrom(figure, x + 10, y - 130)).toBeLessThan(3);
  });
  await test.step('the slider of the rate is dragged', async () => {
    await figure.slider('alpha').scrollIntoViewIfNeeded();
    const box = await figure.slider('alpha').boundingBox();
    if (box === null) throw new Error('the slider is not on the page');
    const y = box.y + box.height / 2;
    await follows(figure, 'alpha', async () => {
      await page.mouse.move(box.x + box.width * 0.3, y);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.2, y, { steps: 6 });
      await page.mouse.up();
    });
  });
});

test('keys move the ring and the rate, numbers are typed, and what is heard is what is seen', async ({ page }) => {
  const figure = await open(page);
  const slider = figure.slider('alpha');
  const field = figure.field('alpha');
  await test.step('the arrow keys move the ring, and it keeps the focus', async () => {
    const { x } = await middleOf(figure.handle);
    await figure.handle.focus();
    await follows(figure, 'phi0', () => page.keyboard.press('Shift+ArrowRight'));
    await expect(figure.handle).toBeFocused();
    expect((await middleOf(figure.handle)).x).toBeGreaterThan(x);
    const { y } = await middleOf(figure.handle);
    await follows(figure, 'phi1', () => page.keyboard.press('Shift+ArrowUp'));
    expect((await middleOf(figure.handle)).y).toBeLessThan(y);
    await figure.changes(() => figure.action('Reset').click());
  });
  await test.step('they move the rate, and a screen reader hears value and verdict', async () => {
    const text = await slider.getAttribute('aria-valuetext');
    await slider.focus();
    await figure.changes(async () => {
      for (let press = 0; press < 8; press++) await page.keyboard.press('ArrowLeft');
    });
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(text);
    await expect(figure.root.locator('.verdict [role=status]')).toContainText(await figure.sentence());
  });
  await test.step('a number that is typed counts, and a word changes nothing and says why', async () => {
    await figure.changes(() => field.fill('0.03'));
    await field.press('Enter');
    await expect(field).toHaveValue(/^0\.03/);
    const before = await figure.snapshot();
    await field.fill('fast');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(figure.root.locator('.field-problem')).toContainText('not a number');
    expect((await figure.snapshot()).picture).toBe(before.picture);
  });
  await test.step('50 diverges: the verdict says at which step and why, and one click goes back', async () => {
    await figure.changes(() => field.fill('50'));
    await expect(figure.verdict).toContainText(/diverged at step \d+: \S+/);
    await figure.changes(() => figure.root.getByRole('button', { name: 'Set the rate to 0.9 of its limit' }).click());
    await expect(figure.verdict).not.toContainText('diverged');
    await expect(field).toHaveValue(/^0\.1/);
  });
});

test('a permalink is handed out with every value, restores them, and of junk says what is wrong', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await test.step('junk shows a message for each mistake, and the figure works at its defaults', async () => {
    const figure = await open(
      page,
      `${chapter}?${name}.alpha=banana&${name}.phi0=1e999&${name}.nothing=1&nowhere.alpha=1`,
    );
    await expect(figure.messages.locator('li')).toHaveCount(3);
    await expect(figure.messages).toContainText('banana');
    await figure.changes(() => figure.slider('alpha').press('ArrowLeft'));
  });
  await test.step('values are restored, and the figure is brought into view', async () => {
    await page.goto('about:blank');
    const figure = await open(page, `${chapter}?${name}.alpha=0.03&${name}.phi0=2.5#${name}`);
    await expect(figure.root).toBeInViewport();
    await expect(figure.field('alpha')).toHaveValue(/^0\.03/);
    await expect(figure.field('phi0')).toHaveValue(/^2\.5/);
    await expect(figure.messages).toHaveCount(0);
    // A control set by a link is visible rather than folded.
    await expect(figure.field('phi0')).toBeVisible();
    await expect(figure.root.locator('.more-controls > summary')).toHaveText('More controls (1)');
    // A later setting is added, and the URL still leads to the figure.
    await figure.changes(() => figure.slider('alpha').press('ArrowRight'));
    await expect.poll(() => page.evaluate(() => location.search)).not.toContain('alpha=0.03&');
    expect(await page.evaluate(() => location.hash)).toBe(`#${name}`);
  });
  await test.step('Copy link hands out every value, and elsewhere it is the same picture', async () => {
    const figure = new Figure(page, name);
    await figure.changes(() => figure.field('alpha').fill('0.04'));
    await figure.action('Copy link').click();
    await expect(figure.root.locator('.actions-note')).toHaveText('Link copied');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    for (const value of ['alpha=0.04', 'phi0=2.5']) expect(link).toContain(`${name}.${value}`);
    expect(link).toMatch(/[?&]v=\d+/);
    const here = await figure.snapshot();
    await page.goto('about:blank');
    await page.goto(link);
    const there = await (await new Figure(page, name).live()).snapshot();
    expect(there.verdict).toBe(here.verdict);
    expect(there.picture).toBe(here.picture);
  });
});

test('a Try link, Pin, the sheets of numbers and code, and a step that is stood at', async ({ page }) => {
  const figure = await open(page, chapter);
  await test.step('a Try link in the prose sets the figure beside it, without reloading the page', async () => {
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    // One inside a fold is hidden, and another may restore the figure's own values.
    const other = await new Figure(page, 'gabor-rates').live();
    const link = page.locator(`a[data-try="${other.name}"][href*="${other.name}."]:visible`).first();
    await other.changes(() => link.click());
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
    // Written by the build from the props of <Try>.
    const [[key, value] = ['', '']] = new URL((await link.getAttribute('href')) ?? '', page.url()).searchParams;
    const field = other.field(key.slice(other.name.length + 1));
    expect(Number((await field.inputValue()).replace('\u2212', '-'))).toBeCloseTo(Number(value), 6);
  });
  await test.step('Pin keeps the run in the picture while later ones are drawn over it; Unpin lets it go', async () => {
    await figure.changes(() => figure.field('alpha').fill('0.03'));
    const alone = await figure.snapshot();
    await figure.changes(() => figure.field('alpha').fill('0.1'));
    const pin = await figure.more('Pin');
    await figure.changes(() => pin.click());
    await figure.changes(() => figure.field('alpha').fill('0.03'));
    expect((await figure.snapshot()).picture).not.toBe(alone.picture);
    await figure.changes(() => figure.action('Unpin').click());
    expect((await figure.snapshot()).picture).toBe(alone.picture);
  });
  await test.step('Data and Python open sheets with the numbers and a script, and Escape closes them', async () => {
    await (await figure.more('Data')).click();
    await expect(
      page
        .getByRole('dialog')
        .locator('td')
        .filter({ hasText: /^−?\d+(\.\d+)?$/ }),
    ).not.toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await (await figure.more('Python')).click();
    await expect(page.getByRole('dialog').locator('textarea')).toHaveValue(/import numpy/);
    await page.keyboard.press('Escape');
  });
  await test.step('standing at an iteration marks it in every panel that has iterations', async () => {
    await figure.root.locator('.more-panels > summary').click();
    // The content of a fold is drawn once it has a width.
    const folded = figure.root.locator('.more-panels .panel-box');
    await expect(folded.filter({ has: page.locator('svg.picture') })).toHaveCount(await folded.count());
    await figure.settled();
    // The drawings, whatever the order of their attributes.
    const pictures = () =>
      figure.root.locator('.panel svg.picture').evaluateAll((all) =>
        all.map((one) =>
          [...one.querySelectorAll('*')]
            .map(({ tagName, attributes, children, textContent }) => {
              const set = [...attributes].map(({ name, value }) => `${name}=${value}`).sort();
              return [tagName, ...set, children.length === 0 ? textContent : ''].join(' ');
            })
            .join('\n'),
        ),
      );
    const before = await pictures();
    const changed = async () => (await pictures()).filter((one, panel) => one !== before[panel]).length;
    const cursor = figure.root.locator('.step-cursor').first();
    await cursor.scrollIntoViewIfNeeded();
    const box = await cursor.locator('xpath=..').boundingBox();
    if (box === null) throw new Error('no chart of steps');
    await figure.changes(() => page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 3 }));
    await expect.poll(changed).toBe(before.length);
    await figure.changes(() => page.mouse.move(2, 2));
    await expect.poll(pictures).toEqual(before);
    await cursor.focus();
    await figure.changes(() => page.keyboard.press('ArrowLeft'));
    await expect.poll(changed).toBe(before.length);
  });
  await test.step('a press on a chart takes the run to a step, and so does the link that is copied there', async () => {
    const chart = figure.root.locator('.panel-box', { has: page.locator('.step-cursor') }).first();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart of steps');
    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.5);
    const shown = figure.root.locator('.stepper-at');
    const said = /^\D*(\d+) of (\d+)$/;
    await expect.poll(async () => Number(said.exec((await shown.textContent()) ?? '')?.[1])).toBeGreaterThan(0);
    const [, step, last] = said.exec((await shown.textContent()) ?? '') ?? [];
    expect(Number(step)).toBeLessThan(Number(last));
    await expect.poll(() => page.evaluate(() => location.search)).toContain(`${name}.step=${step}`);
    // Without a clipboard the link is shown. Not every browser refuses to write to one without permission.
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await figure.action('Copy link').click();
    const link = await page.getByRole('dialog').locator('textarea').inputValue();
    expect(link).toContain(`${name}.step=${step}`);
    await page.goto('about:blank');
    await page.goto(link);
    const there = await new Figure(page, name).live();
    await expect(there.root.locator('.stepper-at')).toHaveText(`step ${step} of ${last}`);
    await expect(there.messages).toHaveCount(0);
  });
});
