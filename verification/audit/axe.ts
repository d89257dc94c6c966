import type { Browser } from '@playwright/test';
import { violations } from '../../tests/browser/violations.ts';
import { atMost, type Row } from './row.ts';
import { openLive } from './visit.ts';

export async function auditAxe(browser: Browser, address: string, page: string): Promise<Row[]> {
  const { tab, context } = await openLive(browser, address, page, { theme: 'light', width: 1280 });
  const found = await violations(tab);
  await context.close();
  return (['light', 'dark'] as const).map((theme) => {
    const of = found.filter((line) => line.startsWith(`${theme}: `));
    return atMost(page, `axe violations, ${theme}${of.length === 0 ? '' : ` (${of.join(', ')})`}`, of.length, 0);
  });
}
