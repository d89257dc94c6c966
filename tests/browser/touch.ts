import type { Locator } from '@playwright/test';

/** Moves a pointer over a figure that waits for one, until it shows its own picture. */
export async function touch(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  const live = figure.locator('[data-live="true"]');
  const waits = figure.locator('[data-live="false"]');
  for (let time = 0; time < 20 && (await live.count()) === 0; time++) {
    await waits.dispatchEvent('pointermove', {}, { timeout: 1000 }).catch(() => {});
    await live.waitFor({ timeout: 500 }).catch(() => {});
  }
}
