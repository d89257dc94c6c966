import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from '@playwright/test';
import { atMost, type Row } from './row.ts';
import { openLive } from './visit.ts';

export async function auditAxe(browser: Browser, address: string, page: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const theme of ['light', 'dark'] as const) {
    const { tab, context } = await openLive(browser, address, page, { theme, width: 1280 });
    const { violations } = await new AxeBuilder({ page: tab }).analyze();
    const named = violations.map(({ id, nodes }) => `${id} x${nodes.length}`).join(', ');
    rows.push(atMost(page, `axe violations, ${theme}${named === '' ? '' : ` (${named})`}`, violations.length, 0));
    await context.close();
  }
  return rows;
}
