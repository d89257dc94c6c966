/** The laboratory: four rules on one sheet, texts of one's own, links, and a network that learns. */

import { firstSettings } from '../../src/laboratory/playground/settings.ts';
import { pack } from '../../src/widgets/page/packed.ts';
import { address, edit, made, networkOf, open, SIGN, table, verdict } from './playground.ts';
import { expect, test } from './site.ts';
import { violations } from './violations.ts';

test('another loss, another rule and another rate each give other numbers', async ({ page }) => {
  await open(page);
  const second = table(page).locator('tr').nth(1);
  const loss = second.locator('.loss');
  await expect(loss).toHaveText('1.210');
  await second.locator('.number').fill('0.2');
  await expect(loss).not.toHaveText('1.210');
  const faster = await loss.textContent();
  await second.locator('select').selectOption('rmsprop');
  await expect(loss).not.toHaveText(faster ?? '');
  await page.getByRole('tab', { name: 'Loss' }).click();
  await page.getByRole('radio', { name: 'Gabor model' }).check();
  await expect(page.locator('.lab-sheet > .picture').first()).toHaveAttribute('aria-label', /Gabor model/);
  await expect(verdict(page)).toContainText('At step 60');
});

test('the first click into a text puts the cursor where it was clicked', async ({ page }) => {
  await open(page);
  const box = await page.getByText('# Nesterov: look ahead, then step').first().boundingBox();
  if (!box) throw new Error('no line');
  await page.mouse.click(box.x + 2, box.y + box.height / 2);
  await expect(page.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
  await page.keyboard.type('!');
  await expect(page.locator('.cm-content')).toContainText('!# Nesterov');
});

test('typed as fast as can be, no letter is lost', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Your rule: edit it' }).click();
  await expect(page.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('# the quick brown fox jumps over the lazy dog 0123456789');
  await expect(page.getByRole('textbox', { name: 'Your rule', exact: true })).toHaveText(
    '# the quick brown fox jumps over the lazy dog 0123456789',
  );
});

test('a loss and a model of one’s own have their sheets', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Loss' }).click();
  await page.getByRole('radio', { name: 'Your own', exact: true }).check();
  await expect(page.locator('.lab-sheet > .picture').first()).toHaveAttribute('aria-label', /Your own$/);
  // Himmelblau's four minima.
  await expect(page.locator('.lab-sheet circle.mark')).toHaveCount(4);
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('radio', { name: 'fit your own model' }).check();
  await expect(page.locator('.lab-sheet > .picture').first()).toHaveAttribute('aria-label', /Your own model/);
  await expect(page.locator('.lab-data .line')).toHaveCount(4);
  await page.locator('.lab-window select').first().selectOption('3');
  await expect(page.locator('.lab-window label')).toHaveCount(3);
  await expect(verdict(page)).toContainText('At step');
});

test('a loss of one variable is a curve with its runs as points on it, from the gallery, as text and in a link', async ({
  page,
  browser,
  contextOptions,
}) => {
  await open(page);
  await page.getByRole('tab', { name: 'Loss' }).click();
  await page.getByRole('radio', { name: 'Your own', exact: true }).check();
  const picture = page.locator('.lab-sheet > .picture').first();
  await page.locator('.lab-gallery select').selectOption('double-well');
  await expect(picture).toHaveAttribute('aria-label', 'Loss curve: Your own');
  await expect(page.locator('.lab-sheet circle.mark')).toHaveCount(2);
  // One dot a step and a rule, and the end of the stretch is asked for along x alone.
  await page.getByRole('slider', { name: 'Step' }).fill('5');
  await expect(page.locator('.lab-sheet .dots.adam')).toHaveCount(1);
  await expect(page.locator('.lab-window input')).toHaveCount(2);
  const handle = page.locator('.lab-sheet .handle');
  await expect(handle).toHaveAttribute('aria-label', /: across 1\.6\d*\. Arrow keys move it\.$/);
  await handle.press('Shift+ArrowLeft');
  await expect(handle).toHaveAttribute('aria-label', /: across 1\.2\d*\. Arrow keys move it\.$/);
  await page.getByRole('button', { name: 'Your loss: edit it' }).click();
  await expect(page.getByRole('textbox', { name: 'Your loss', exact: true })).toBeFocused();
  await edit(page, 'def loss(x):\n    return np.cos(6 * x) + x ** 2 / 8');
  // They come last, so the runs are those of the new text.
  await expect(page.locator('.lab-sheet circle.mark')).toHaveCount(4);
  await expect(verdict(page)).toContainText('At step 5');
  const said = await verdict(page).textContent();
  await page.locator('.laboratory').getByRole('button', { name: 'Copy link' }).click();
  await expect(page).toHaveURL(/#lab=/);
  const link = page.url();
  // Somebody else's device, on which nothing is kept.
  const others = await browser.newContext(contextOptions);
  const other = await others.newPage();
  await open(other, link);
  await other.getByRole('button', { name: 'Run it' }).click();
  await expect(other.locator('.lab-sheet > .picture').first()).toHaveAttribute('aria-label', 'Loss curve: Your own');
  await expect(verdict(other)).toHaveText(said ?? '');
  await others.close();
});

test('a suggestion sets the playground at a press, and leaves the reader’s rule', async ({ page }) => {
  await open(page);
  const picture = page.locator('.lab-sheet > .picture').first();
  await page.getByRole('button', { name: 'Make Adam leave the saddle later than descent' }).click();
  await expect(picture).toHaveAttribute('aria-label', /Saddle$/);
  await expect(verdict(page)).toContainText('At step 20');
  await expect(verdict(page)).toContainText('Adam is highest');
  await page.getByRole('button', { name: 'Start where descent, momentum and Adam are all caught' }).click();
  await expect(picture).toHaveAttribute('aria-label', /Three basins$/);
  await expect(verdict(page)).toContainText('At step 40');
  await expect(page.locator('.lab-code').first()).toContainText('g = gradient(phi - alpha * beta * m)');
});

test('points are added by a click, moved by keys and taken away, and the lines follow', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.locator('.lab-data .point-plane').click({ position: { x: 200, y: 120 } });
  const points = page.locator('.lab-data .own-points circle');
  await expect(points).toHaveCount(8);
  await expect(page.locator('.lab-data .line')).toHaveCount(4);
  await page.locator('.lab-data .handle-point').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Delete');
  await expect(points).toHaveCount(7);
});

test.describe('a link', () => {
  test('carries the settings; what is after # goes to no server', async ({ page, context }) => {
    await open(page);
    await table(page).locator('tr').nth(3).locator('.number').fill('0.3');
    await page.getByRole('slider', { name: 'beta' }).press('ArrowLeft');
    await page.getByRole('slider', { name: 'Step' }).fill('25');
    await (await networkOf(page)).getByRole('radio', { name: 'Circle' }).check();
    await expect(page).toHaveURL(/network\.points=circle/);
    await expect(verdict(page)).toContainText('At step 25');
    const said = await verdict(page).textContent();
    const link = await made(page);
    const asked: string[] = [];
    const other = await context.newPage();
    other.on('request', (request) => asked.push(request.url()));
    await open(other, link);
    await expect(verdict(other)).toHaveText(said ?? '');
    await expect(other.locator('.lab-waits')).toHaveCount(0);
    await expect((await networkOf(other)).getByRole('radio', { name: 'Circle' })).toBeChecked();
    expect(asked.filter((url) => url.includes('lab='))).toEqual([]);
  });

  test('that is broken says so, and the page is there all the same', async ({ page }) => {
    await open(page, `${address}#lab=dZHdboMw`);
    await expect(page.locator('.lab-message')).toContainText('The link is broken');
    await expect(verdict(page)).toContainText('At step 18');
    await page.locator('.lab-message').getByRole('button', { name: 'Close' }).click();
    await expect(page.locator('.lab-message')).toBeEmpty();
  });
});

test('a network of an older link is there, and its rule waits for the reader’s word', async ({ page, context }) => {
  const network = {
    data: 'circle',
    noise: 0.2,
    points: [],
    hidden: [5],
    activation: 'tanh',
    rule: 'own',
    rate: 0.7,
    batch: 10,
    seed: 11,
  };
  const { own } = firstSettings();
  const link = `${address}#lab=${await pack({ ...firstSettings(), own: { ...own, text: SIGN }, network })}`;
  await open(page, link);
  const figure = await networkOf(page);
  await expect(figure.getByRole('radio', { name: 'Circle' })).toBeChecked();
  await expect(figure.locator('.verdict p').first()).toContainText('After 300 steps of Adam');
  await expect(figure.locator('.control-code')).toContainText('alpha = 0.7');
  await figure.locator('.control-code').getByRole('button', { name: 'Run it' }).click();
  await expect(figure.locator('.verdict p').first()).toContainText('After 300 steps of your rule', { timeout: 60_000 });
  // The figure’s own form is in the address, and opens the same.
  const other = await context.newPage();
  await open(other, new URL(page.url()).search === '' ? link : `${address}${new URL(page.url()).search}#network`);
  const second = await networkOf(other);
  await expect(second.locator('.control-code')).toContainText('alpha = 0.7');
  // The text that this device keeps is there when the page is opened without a link.
  await page.goto('about:blank');
  await open(page);
  await expect((await networkOf(page)).getByRole('radio', { name: 'Circle' })).toBeChecked();
});

test('the network learns by the reader’s own rule, and an error in it is told with its line', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page, `${address}?network.steps=300#network`);
  const network = await networkOf(page);
  const step = network.locator('.stepper-at > :last-child');
  const verdict = network.locator('.verdict p').first();
  await network.getByRole('combobox', { name: 'Rule' }).selectOption('nesterov');
  await expect(verdict).toContainText('After 300 steps of Nesterov momentum');
  const engine = (await verdict.textContent())?.replace(/^.*?, /, '');
  expect(fetched.filter((url) => /\.wasm/.test(url))).toEqual([]);
  await network.getByRole('button', { name: 'More', exact: true }).click();
  await network.getByRole('button', { name: 'Change this rule' }).click();
  // The editor opens with the figure’s own rule, so it ends where the page’s own training ends.
  await expect(verdict).toContainText('After 300 steps of your rule', { timeout: 60_000 });
  expect((await verdict.textContent())?.replace(/^.*?, /, '')).toBe(engine);
  await network.getByRole('button', { name: 'Begin again' }).click();
  await expect(step).toHaveText('0');
  await network.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => Number(await step.textContent())).toBeGreaterThan(10);
  await network.getByRole('button', { name: 'Pause' }).click();
  // A rule for two parameters says where it does not fit a network.
  await network.getByRole('textbox', { name: 'Your rule', exact: true }).focus();
  await edit(page, SIGN.replace('gradient(phi))', 'gradient(phi)) * np.array([1, 2])'));
  await expect(network.locator('.trouble, .own-rule-said').first()).not.toBeEmpty();
  await edit(page, SIGN);
  await expect(network.locator('.control-hint')).toHaveCount(0);
  await expect(verdict).toContainText('steps of your rule');
});

for (const width of [390, 1280])
  test(`axe finds nothing at ${width} px, light or dark, in any tab`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await networkOf(page);
    for (const tab of ['Loss', 'Data', 'Rule']) {
      await page.getByRole('tab', { name: tab }).click();
      if (tab === 'Rule') {
        await page.locator('.laboratory').getByRole('button', { name: 'More' }).click();
        await page.getByRole('button', { name: 'Your rule: edit it' }).click();
        await expect(page.getByRole('textbox', { name: 'Your rule', exact: true })).toBeFocused();
        await edit(page, SIGN.replace('gradient', 'gradnt'));
        await expect(page.locator('.trouble')).toBeVisible();
      }
      // What stands around the bench is the same for all.
      expect(await violations(page, tab === 'Loss' ? undefined : '.lab-bench')).toEqual([]);
    }
  });

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('the sheet and its transport stay while one scrolls to the sliders, and nothing is wider than the window', async ({
    page,
  }) => {
    await open(page);
    await page.locator('.lab-sliders').scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy(0, 200));
    await expect(page.locator('.lab-stick')).toBeInViewport({ ratio: 0.99 });
    for (const width of [360, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    // Where a finger touches, there are 44 px.
    const small = await page
      .locator('.laboratory :is(button, select, input:not([type=checkbox], [type=radio]))')
      .evaluateAll((all) =>
        all
          .filter((one) => one.getClientRects().length > 0 && !one.closest('.lab-editor'))
          .filter((one) => one.getBoundingClientRect().height < 43.5)
          .map((one) => `${one.tagName} ${one.getAttribute('aria-label') ?? one.textContent}`),
      );
    expect(small).toEqual([]);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the first runs, their numbers and the network before its training are there', async ({ page }) => {
    await page.goto(address);
    await expect(verdict(page)).toContainText('At step 18 your rule is second of the four rules');
    await expect(page.locator('.lab-defs .line:not(.swing)')).toHaveCount(4);
    await expect(page.locator('#network rect.unit:not(.picked)').filter({ visible: true })).toHaveCount(10);
    await expect(page.locator('#network .verdict p').first()).toContainText('Before its first step');
  });
});

test('a window that has no width is refused in words, and the field shows what holds', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Loss' }).click();
  await page.getByRole('radio', { name: 'Your own', exact: true }).check();
  const from = page.getByRole('spinbutton', { name: 'x from' });
  for (const typed of ['9', '']) {
    await from.fill(typed);
    await from.press('Enter');
    await expect(page.locator('.lab-window [role=status]')).toHaveText(
      'x goes from a number to a larger one; the sheet keeps −5 to 5.',
    );
    await expect(from).toHaveValue('-5');
  }
  await from.fill('-4');
  await from.press('Enter');
  await expect(page.locator('.lab-window [role=status]')).toHaveText('');
});

test('at 320 px a rule keeps a word of its name, and its rate and its loss lie apart', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('./laboratory/');
  await expect(page.locator('.lab-rules select').first()).toBeVisible();
  const rows = await page.locator('.lab-rules tbody tr').evaluateAll((all) =>
    all.map((row) => {
      const range = document.createRange();
      range.selectNodeContents(row.querySelector('.loss') ?? row);
      const rate = row.querySelector('.number')?.getBoundingClientRect();
      return {
        name: row.querySelector('th')?.clientWidth ?? 0,
        gap: range.getBoundingClientRect().left - (rate?.right ?? 0),
        right: range.getBoundingClientRect().right,
      };
    }),
  );
  expect(rows).toHaveLength(4);
  for (const { name, gap, right } of rows) {
    expect(name).toBeGreaterThan(64);
    expect(gap).toBeGreaterThan(8);
    expect(right).toBeLessThanOrEqual(301);
  }
});

test.describe('colours of the system', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });

  test('sliders and rails keep their lines and cores, and menus of rules their arrows', async ({ page }) => {
    await page.goto('./laboratory/');
    await expect(page.locator('.lab-rules select').first()).toBeVisible();
    const drawn = await page.evaluate(() =>
      ['.lab-rules select', '.lab-sliders .rail', '.laboratory .stepper .rail'].map((selector) => {
        const element = document.querySelector(selector);
        if (!element) return selector;
        const of = (pseudo?: string) => {
          const { backgroundImage, backgroundColor } = getComputedStyle(element, pseudo);
          return backgroundImage === 'none' ? backgroundColor : 'picture';
        };
        return selector.endsWith('.rail') ? of('::before') : of();
      }),
    );
    const page_ = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(drawn[0]).toBe('picture');
    for (const rail of drawn.slice(1)) {
      expect(rail).toMatch(/^(rgb|color)/);
      expect([page_, 'rgba(0, 0, 0, 0)']).not.toContain(rail);
    }
  });
});

test('what is typed while a run plays stays written until it is left', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Data' }).click();
  const numbers = page.getByLabel('or as numbers, a point on each line');
  await numbers.press('ControlOrMeta+End');
  await numbers.press('Enter');
  // Each digit comes with another step.
  for (const [k, key] of [...'3, 2.5'].entries()) {
    await page.keyboard.press(key);
    await page.getByRole('slider', { name: 'Step' }).evaluate(
      (rail: HTMLInputElement, step) => {
        rail.value = step;
        rail.dispatchEvent(new Event('input', { bubbles: true }));
      },
      `${10 + k}`,
    );
  }
  await expect(numbers).toHaveValue(/\n3, 2\.5$/);
  await numbers.blur();
  await expect(page.locator('.lab-data .own-points circle')).toHaveCount(8);
});

test('a number out of range stays written while it is typed, and is the nearest one when it is left', async ({
  page,
}) => {
  await open(page);
  await page.locator('.laboratory').getByRole('button', { name: 'More', exact: true }).click();
  const noise = page.locator('#lab-more').getByLabel('noise on each slope');
  await noise.fill('');
  await noise.pressSequentially('0.25');
  await expect(noise).toHaveValue('0.25');
  await noise.fill('');
  await noise.pressSequentially('150');
  await expect(noise).toHaveValue('150');
  await noise.blur();
  await expect(noise).toHaveValue('100');
});
