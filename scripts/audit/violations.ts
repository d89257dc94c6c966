/** What axe finds, in the page itself: its package for Playwright opens a tab of its own for each answer. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** All of its rules that are on and look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Violations, a line each, in one visit: by all rules in the first theme. Another theme is other colours and nothing else,
 * so there the rules that read colours are all that can answer otherwise.
 * @param within what to look at, and not at the rest of the page
 */
export async function violations(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe.source);
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
