/** Texts that people type, into a field or into a link: decimal commas, thousands, fractions, names of other pages' figures. */
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
