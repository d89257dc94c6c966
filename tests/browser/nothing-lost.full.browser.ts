/** A reader's text survives another tab, and leaving asks for confirmation if the device is full. */
import type { Page } from '@playwright/test';
import { expect, openFolds, test } from './site.ts';

/** The field of a page's first written answer. */
async function openWords(page: Page) {
  await openFolds(page);
  const words = page.locator('.task-words').first();
  await words.scrollIntoViewIfNeeded();
  await expect(words.locator('summary')).toBeVisible();
  const field = words.getByRole('textbox');
  if (!(await field.isVisible())) await words.locator('summary').click();
  return { words, field };
}

test('words that another tab has written meanwhile are handed back', async ({ page }) => {
  await page.goto('./adam/');
  const { words, field } = await openWords(page);
  await expect(async () => {
    await field.fill('mine');
    await expect(words).toContainText('Saved on this device', { timeout: 500 });
  }).toPass();
  // Written without an event, as by a tab about which this one has not been notified yet.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++)
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    const key = Object.keys(localStorage).find((name) => name.includes('work ')) ?? '';
    const work = JSON.parse(localStorage.getItem(key) ?? '') as { value: string };
    localStorage.setItem(key, JSON.stringify({ ...work, value: 'a long answer of the other tab' }));
  });
  await field.pressSequentially('!');
  await expect(words).toContainText('Another tab had a different version', { timeout: 5000 });
  await words.getByRole('button', { name: 'Undo' }).click();
  await expect(field).toHaveValue('a long answer of the other tab');
  await page.reload();
  await expect((await openWords(page)).field).toHaveValue('a long answer of the other tab');
});

test('the browser asks before the page is left with an answer for which the device has no room', async ({ page }) => {
  await page.goto('./adam/');
  await page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; size >>= 1)
      for (let k = 0; ; k++)
        try {
          localStorage.setItem(`filler ${size} ${k}`, 'x'.repeat(size));
        } catch {
          break;
        }
  });
  const { words, field } = await openWords(page);
  await expect(async () => {
    await field.fill('No room for this.');
    await expect(words).toContainText('storage is full', { timeout: 500 });
  }).toPass();
  const asks: string[] = [];
  page.on('dialog', (dialog) => {
    asks.push(dialog.type());
    void dialog.dismiss();
  });
  await page.evaluate(() => location.assign('../my-sheet/'));
  await expect.poll(() => asks).toEqual(['beforeunload']);
  await expect(field).toHaveValue('No room for this.');
});
