/** Typed text, in a field or in a link: decimal commas, thousands, fractions. */
import type { Locator } from '@playwright/test';
import { choose, edit, open, openText } from './playground.ts';
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
    await expect(figure.root.locator('.field-problem')).toContainText('“10,7” is not a whole number; 11 is used');
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
  const typeInto = async (field: Locator, letters: string): Promise<string> => {
    await field.press('End');
    await field.pressSequentially(letters);
    return field.inputValue();
  };
  /** As typed, with the cursor at the end. */
  const stay = async (field: Locator, text: string): Promise<void> => {
    await expect(field).toHaveValue(text);
    await expect(field).toBeFocused();
  };

  test('when a result arrives that brings another control', async ({ page }) => {
    const figure = await open(page);
    await figure.unfold();
    const steps = figure.field('steps');
    await figure.root.evaluate((root) => {
      const loss = root.querySelector<HTMLSelectElement>('select[name="playground-loss"]');
      const field = root.querySelector<HTMLInputElement>('input.number[name="steps"]');
      if (!loss || !field) throw new Error('the figure has other controls');
      loss.value = 'line';
      loss.dispatchEvent(new Event('change', { bubbles: true }));
      // Before the answer, however fast it is.
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
      document.execCommand('insertText', false, 'x');
    });
    await expect(figure.root.locator('[data-panel=points]').first()).toBeVisible();
    await stay(steps, '0x');
    await steps.press('Tab');
    await expect(figure.root.locator('.control-points')).toBeVisible();
    await expect(figure.root.locator('.field-problem')).toContainText('“0x” is not a number');
  });

  test('when a step back or forth brings other values and other controls', async ({ page }) => {
    const figure = await open(page);
    await page.evaluate(() => history.pushState(null, '', location.href));
    await choose(figure, 'Loss', 'Line through points');
    await expect(page).toHaveURL(/playground\.loss=line/);
    await figure.unfold();
    const seed = figure.field('noise');
    const text = await typeInto(seed, '.');
    await page.goBack();
    await expect(page).not.toHaveURL(/playground\.loss=/);
    await stay(seed, text);
    await page.goForward();
    await expect(page).toHaveURL(/playground\.loss=line/);
    await stay(seed, text);
  });

  test('when what this device keeps comes late', async ({ page, context }) => {
    const figure = await open(page);
    await choose(figure, 'Loss', 'Ravine');
    await expect(figure.picture).toHaveAttribute('aria-label', /ravine/i);
    let letGo = (): void => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    const again = await context.newPage();
    await again.route(/\/bring-playground[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    const later = await open(again);
    await later.unfold();
    const text = await typeInto(later.field('noise'), '.');
    letGo();
    await expect(later.picture).toHaveAttribute('aria-label', /ravine/i);
    await stay(later.field('noise'), text);
  });

  test('and count as soon as they are whole, in an empty field too', async ({ page }) => {
    await page.goto('./embed/network/?network.points=own#network');
    const figure = await new Figure(page, 'network').live();
    await figure.unfold();
    const control = figure.root.locator('.control-places').first();
    await expect(control).toContainText('0 of ');
    const text = await typeInto(control.getByRole('textbox'), 'abc');
    expect(text).toBe('abc');
    await expect(control).toContainText('1 of ');
  });
});

test('letters that are typed after a press on the sentence under a wrong line stand behind that line', async ({
  page,
}) => {
  const figure = await open(page);
  await choose(figure, 'Loss', 'Your own');
  const text = await openText(figure, 'Your loss');
  await edit(page, 'def loss(x, y):\n    a = z\n    return a');
  const sentence = text.locator('.error');
  await expect(sentence).toContainText('z is not defined.');
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
    await expect(figure.messages).toContainText('given more than once; the last, “zzz”, is not a number');
    await expect(figure.messages).toContainText('“__proto__”');
  });
});
