/** A reader's text outlives a browser that is killed, another tab, and a device without room. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { browserFlags, browserPath } from '../../scripts/browser.ts';
import { address, expect, openFolds, test } from './site.ts';

/** The field of the first answer in words of a page. */
async function openWords(page: Page) {
  await openFolds(page);
  const words = page.locator('.task-words').first();
  await words.scrollIntoViewIfNeeded();
  await expect(words.locator('summary')).toBeVisible();
  const field = words.getByRole('textbox');
  if (!(await field.isVisible())) await words.locator('summary').click();
  return { words, field };
}

/** A browser of its own on a profile, which is killed as a machine's memory manager would kill it. */
async function started(profile: string): Promise<{ browser: Browser; process: ChildProcess; page: Page }> {
  const child = spawn(
    browserPath('chromium'),
    [...browserFlags, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const at = await new Promise<string>((resolve) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /DevTools listening on (\S+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
  });
  const browser = await chromium.connectOverCDP(at);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the browser opened no page');
  return { browser, process: child, page };
}

async function killed({ process: child }: { process: ChildProcess }): Promise<void> {
  const ended = once(child, 'exit');
  // The whole of it: its own processes too.
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
}

test('a browser that is killed soon after the last letter has all of them at the next visit', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'fitting-models-profile-'));
  try {
    const letters = `Because ${'of the noise '.repeat(8)}is it so.`;
    const first = await started(profile);
    await first.page.goto(`${address()}adam/`);
    const { words, field } = await openWords(first.page);
    // The earlier text is on the disk by now; the letters that follow are the last.
    await expect(async () => {
      await field.fill('x');
      await expect(words).toContainText('Kept on this device', { timeout: 500 });
    }).toPass();
    await first.page.waitForTimeout(8000);
    await field.fill('');
    await field.pressSequentially(letters, { delay: 10 });
    await first.page.waitForTimeout(300);
    await killed(first);
    const second = await started(profile);
    await second.page.goto(`${address()}adam/`);
    const again = await openWords(second.page);
    await expect(again.field).toHaveValue(letters, { timeout: 5000 });
    // And on the sheet, which is another page.
    await second.page.goto(`${address()}my-sheet/`);
    await expect(second.page.locator('.sheet-work')).toContainText(letters, { timeout: 5000 });
    await killed(second);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('words that another tab has written meanwhile are handed back', async ({ page }) => {
  await page.goto('./adam/');
  const { words, field } = await openWords(page);
  await expect(async () => {
    await field.fill('mine');
    await expect(words).toContainText('Kept on this device', { timeout: 500 });
  }).toPass();
  // Written without an event, as by a tab that this one has not heard of yet, when it has done with its own.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++)
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    const key = Object.keys(localStorage).find((name) => name.includes('work ')) ?? '';
    const work = JSON.parse(localStorage.getItem(key) ?? '') as { value: string };
    localStorage.setItem(key, JSON.stringify({ ...work, value: 'a long answer of the other tab' }));
  });
  await field.pressSequentially('!');
  await expect(words).toContainText('Another tab had written otherwise', { timeout: 5000 });
  await words.getByRole('button', { name: 'Take it back' }).click();
  await expect(field).toHaveValue('a long answer of the other tab');
  await page.reload();
  await expect((await openWords(page)).field).toHaveValue('a long answer of the other tab');
});

test('an answer for which the device has no room is there at the next visit all the same', async ({ page }) => {
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
    await expect(words).toContainText('no room left', { timeout: 500 });
  }).toPass();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto('./my-sheet/');
  await expect(page.locator('.sheet-work')).toContainText('No room for this.');
});
