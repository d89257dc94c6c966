/** Findings of axe, in the page itself: its package for Playwright opens a tab of its own for each answer. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** Every enabled rule that looks at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Violations, a line each, in one visit. The first theme is held to all rules; a second one differs in nothing but its
 * colours, so only the rules that read colours could answer differently there.
 * @param within what to look at, and not at the rest of the page
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
