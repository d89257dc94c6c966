import { chapter, expect, Figure, test } from './site.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('its pictures are drawn for the room they have, and no dead control is left', async ({ page }) => {
    // The figure with the most panels, one of them a map in a small box.
    await page.goto('./stochastic-gradient-descent/');
    await expect(page.locator('.without-scripts')).toBeVisible();
    for (const fold of await page.locator('details.deeper > summary').all()) await fold.click();
    const figures = page.locator('figure.experiment');
    // A number with its interval is a button with nothing left to open: it looks like text.
    const controls = figures.locator('button:not(.interval), input, [role=slider]');
    const numbers = await figures.locator('.interval').evaluateAll((all) =>
      all.map((one) => {
        const { pointerEvents, textDecorationLine } = getComputedStyle(one);
        return `${pointerEvents} ${textDecorationLine}`;
      }),
    );
    expect(numbers.length).toBeGreaterThan(0);
    expect(new Set(numbers)).toEqual(new Set(['none none']));
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(controls.filter({ visible: true })).toHaveCount(0);
      const scales = await page.locator('.panel-box .picture, .passage-picture .picture').evaluateAll((all) =>
        all
          .filter((picture) => picture.checkVisibility() && picture.getBoundingClientRect().height > 0)
          .map((picture) => {
            const [drawn, height] = ['width', 'height'].map((name) => Number(picture.getAttribute(name))) as [
              number,
              number,
            ];
            const box = picture.getBoundingClientRect();
            return {
              scale: Math.min(box.width / drawn, box.height / height),
              // A passage has one drawing, too.
              folded: picture.closest('.deeper, .passage') !== null,
            };
          }),
      );
      expect(scales.length).toBeGreaterThan(10);
      for (const { scale, folded } of scales) {
        // In a fold there is one drawing for all widths (decision 0024).
        expect(scale).toBeGreaterThan(folded ? 0.65 : 0.8);
        expect(scale).toBeLessThan(1.35);
      }
    }
  });
});

test.describe('without scripts, between scenes', () => {
  test.use({ javaScriptEnabled: false });

  test('a figure outside folds and scenes has a picture for each width', async ({ page }) => {
    await page.goto('./laboratory/');
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const scales = await page
        .locator('#network .panel-box .picture')
        .evaluateAll((all) =>
          all
            .filter((picture) => picture.checkVisibility() && picture.getBoundingClientRect().height > 0)
            .map((picture) => picture.getBoundingClientRect().width / Number(picture.getAttribute('width'))),
        );
      expect(scales.length).toBeGreaterThan(0);
      for (const scale of scales) {
        expect(scale).toBeGreaterThan(0.8);
        expect(scale).toBeLessThan(1.35);
      }
    }
  });
});

test('nothing of a picture that is a file of its own is cut off at its edge', async ({ page }) => {
  const addresses: string[] = [];
  for (const name of ['gradient-descent', 'stochastic-gradient-descent', 'takeaway']) {
    await page.goto(`./${name}/`);
    addresses.push(
      ...(await page.locator('img.picture').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src))), // matched by this selector
    );
  }
  expect(addresses.length).toBeGreaterThan(50);
  // Each in a separate frame, all side by side, which is faster than visiting them.
  await page.goto('./404.html');
  const cut = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (src) => {
          const frame = Object.assign(document.createElement('iframe'), { src, width: 1200, height: 1200 });
          const loaded = new Promise((done) => frame.addEventListener('load', done));
          document.body.append(frame);
          await loaded;
          const root = frame.contentDocument?.documentElement;
          if (root?.localName !== 'svg') return [`${src}: no picture came`];
          const { left, right, top, bottom } = root.getBoundingClientRect();
          const shown = [...root.querySelectorAll('text, path, circle, rect')].filter(
            (part) => part.closest('defs, [clip-path]') === null,
          );
          return shown
            .filter((part) => {
              const own = part.getBoundingClientRect();
              return own.left < left || own.right > right || own.top < top || own.bottom > bottom;
            })
            .map((part) => `${src}: ${part.outerHTML.slice(0, 80)}`);
        }),
      ),
    addresses,
  );
  expect(cut.flat()).toEqual([]);
});

test('a figure works where storage is forbidden', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    }
  });
  await page.goto(chapter);
  const figure = await new Figure(page, 'gabor-descent').live();
  await figure.changes(() => figure.slider('alpha').press('ArrowLeft'));
});

test('search finds a page by a word of its text', async ({ page }) => {
  await page.goto('./');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('dialog').locator('input');
  await box.fill('momentum');
  await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible();
});

test.describe('search', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('closes at the first Escape, with words in its field', async ({ page }) => {
    await page.goto(chapter);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('searchbox').fill('learning rate');
    await expect(page.locator('.search-box ol b').first()).toBeVisible();
    const twice = await page.locator('.search-box li > a:not(.search-page)').evaluateAll((all) =>
      all.flatMap((line) => {
        const [title, said] = [
          line.querySelector('b')?.textContent ?? '',
          line.querySelector('span')?.textContent ?? '',
        ];
        return title !== '' && said.trim().toLowerCase().startsWith(`${title.toLowerCase()}.`) ? [said] : [];
      }),
    );
    expect(twice).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.locator('.search-box')).toBeHidden();
  });

  test('says that it needs a connection where its script does not come, and breaks nothing', async ({ page }) => {
    const broken: string[] = [];
    page.on('pageerror', ({ message }) => broken.push(message));
    await page.goto(chapter);
    await page.route(/_astro\/search\./, (route) => route.abort());
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.locator('button.search')).toHaveText(/Search needs a connection/);
    expect(broken).toEqual([]);
  });
});
