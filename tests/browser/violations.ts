/** Runs axe in the page itself: its package for Playwright opens a separate tab for each answer. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** Every enabled rule about colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Violations, a line each, in one visit. The first theme is checked by all rules; a second one differs only in its
 * colours, so only colour rules could give a different result there.
 * @param within part of the page to check
 */
export async function violations(page: Page, within?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found: string[] = [];
  for (const [k, theme] of ['light', 'dark'].entries()) {
    const run = page.evaluate(
      async ({ theme, within, rules }) => {
        document.documentElement.dataset['theme'] = theme;
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(within ?? document, {
          resultTypes: ['violations'],
          ...(rules && { runOnly: rules }),
        });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${theme}: ${id}: ${target.join(' ')}`));
      },
      { theme, within, rules: k > 0 ? COLOUR_RULES : undefined },
    );
    found.push(...(await run));
  }
  return found;
}
