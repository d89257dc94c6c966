/** Texts that people type, into a field or into a link: decimal commas, thousands, fractions, names of other pages' figures. */
import type { Locator } from '@playwright/test';
import { address, offer, openDrawing, settled } from './draw.ts';
import { chapter, expect, Figure, test } from './site.ts';

const name = 'gabor-descent';

test.describe('a number typed into a field', () => {
  test('that is a fraction where whole numbers count is rounded, and the message stays', async ({ page }) => {
    await page.goto(chapter);
    const figure = await new Figure(page, name).live();
    const steps = figure.field('steps');
    await steps.fill('10,7');
    await steps.press('Tab');
    await expect(steps).toHaveValue('11');
    await expect(figure.root.locator('.field-problem')).toContainText('"10,7" is not a whole number; 11 is used');
  });
  test('keeps every digit on a slow machine, where the next one comes before the picture', async ({
    page,
    context,
  }) => {
    await page.goto(chapter);
    const figure = await new Figure(page, name).live();
    const rate = figure.field('alpha');
    await rate.fill('0.1');
    await rate.press('End');
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    for (const digit of '2345678912345') await page.keyboard.press(digit);
    await expect(rate).toHaveValue('0.12345678912345');
  });
});

test.describe('letters that are being typed into a field of a figure stay', () => {
  const line = ({ root }: Figure): Locator => root.getByRole('textbox', { name: 'Your line' });
  const typeInto = async (field: Locator, letters: string): Promise<string> => {
    await field.press('End');
    await field.pressSequentially(letters);
    return field.inputValue();
  };
  /** As they were typed, with the cursor behind them. */
  const stay = async (field: Locator, text: string): Promise<void> => {
    await expect(field).toHaveValue(text);
    await expect(field).toBeFocused();
  };

  test('when a result arrives that brings another control', async ({ page }) => {
    const figure = await openDrawing(page, `${address}?draw.path=ABCDEFGHI#draw`);
    await figure.root.evaluate((root) => {
      const loss = root.querySelector<HTMLInputElement>('[name="draw-loss"][value="line"]');
      const field = root.querySelector<HTMLInputElement>('[name="draw-path"]');
      if (!loss || !field) throw new Error('the figure has other controls');
      field.closest('details')?.setAttribute('open', '');
      loss.click();
      // Before the answer, however fast it is.
      field.focus();
      document.execCommand('insertText', false, 'ab');
    });
    await expect(figure.root.locator('[data-panel=points]')).toBeVisible();
    await settled(figure);
    await stay(line(figure), 'ABCDEFGHIab');
    await line(figure).press('Tab');
    await expect(figure.root.locator('.control-points')).toBeVisible();
    await expect(line(figure)).toHaveValue('ABCDEFGHI');
    await expect(figure.root.locator('.control-places')).toContainText('ends in the middle of a place');
  });

  test('when a step back or forth brings other values and other controls', async ({ page }) => {
    const figure = await openDrawing(page);
    await page.evaluate(() => history.pushState(null, '', location.href));
    await offer(figure, /zigzag/).click();
    await settled(figure);
    await expect(page).toHaveURL(/draw\.path=/);
    await figure.unfold();
    const edge = figure.field('left');
    for (const [field, letters] of [
      [line(figure), 'ab'],
      [edge, '.'],
    ] as const) {
      const text = await typeInto(field, letters);
      await page.goBack();
      await expect(page).not.toHaveURL(/draw\.path=/);
      await stay(field, text);
      await page.goForward();
      await expect(page).toHaveURL(/draw\.path=/);
      await stay(field, text);
      await page.goBack();
      await expect(page).not.toHaveURL(/draw\.path=/);
      await field.press('Escape');
      await page.goForward();
    }
  });

  test('when what this device keeps comes late', async ({ page, context }) => {
    const figure = await openDrawing(page);
    await offer(figure, /zigzag/).click();
    await settled(figure);
    let letGo = (): void => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    const again = await context.newPage();
    await again.route(/\/brought[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    const later = await openDrawing(again);
    await later.unfold();
    const text = await typeInto(line(later), 'ab');
    letGo();
    await expect(later.picture).toHaveAttribute('aria-label', /ravine/i);
    await stay(line(later), text);
  });

  test('and count as soon as they are whole, in an empty field too', async ({ page }) => {
    const figure = await openDrawing(page);
    await offer(figure, 'start over').click();
    await settled(figure);
    await figure.unfold();
    const text = await typeInto(line(figure), 'abc');
    expect(text).toBe('abc');
    await expect(figure.root.locator('.control-places')).toContainText('1 of 64');
    await expect(figure.root.locator('.handle-pen')).toHaveAttribute('aria-label', /points of the line: 1\./);
  });
});

test('letters that are typed after a press on the sentence under a wrong line stand behind that line', async ({
  page,
}) => {
  const figure = await openDrawing(page);
  await figure.root.getByRole('button', { name: 'Write your loss' }).click();
  const text = figure.root.getByRole('textbox', { name: 'Your loss' });
  await expect(text).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('def loss(x, y):\n    a = z\n    return a');
  const sentence = text.locator('.trouble');
  await expect(sentence).toContainText('Nothing here is called z.');
  await sentence.click();
  await page.keyboard.press('End');
  await page.keyboard.type(' + x');
  await expect(text).toContainText('a = z + x');
});

test.describe('a link', () => {
  test('that says a parameter three times gets one message, and keeps the underscores of what the link says', async ({
    page,
  }) => {
    const twice = `${name}.alpha=0.3&${name}.alpha=0.4&${name}.alpha=zzz`;
    await page.goto(`${chapter}?${twice}&${name}.__proto__=1`);
    const figure = await new Figure(page, name).inScene();
    await expect(figure.messages.locator('li')).toHaveCount(2);
    await expect(figure.messages).toContainText('given more than once; the last, "zzz", is not a number');
    await expect(figure.messages).toContainText('"__proto__"');
  });
});
