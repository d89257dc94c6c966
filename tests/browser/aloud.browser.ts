/** What a reader hears who does not see the laboratory: names, keys, and what is read aloud, in its order and once. */
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

declare global {
  interface Window {
    heard: string[];
  }
}

/** Writes down every text that a live region takes on from now on, as a screen reader would read it. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.heard = [];
    const regions = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
    const observe = (root: Document | ShadowRoot): void =>
      new MutationObserver((changes) => {
        const found = new Set<Element>();
        for (const { target } of changes) {
          const region = (target instanceof Element ? target : target.parentElement)?.closest(regions);
          if (region) found.add(region);
        }
        for (const region of found) {
          const text = (region.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
          if (text !== '') window.heard.push(text);
        }
      }).observe(root, { subtree: true, childList: true, characterData: true });
    observe(document);
    for (const { shadowRoot } of document.querySelectorAll('*')) if (shadowRoot) observe(shadowRoot);
  });
}
const heard = (page: Page): Promise<string[]> => page.evaluate(() => window.heard);

/** Name, description and state of what has the focus, from the browser's own accessibility tree. */
async function focused(page: Page): Promise<{ role: string; name: string; description: string }> {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  const node = nodes.find(
    ({ role, properties = [] }) =>
      role?.value !== 'RootWebArea' && properties.some(({ name, value }) => name === 'focused' && value.value === true),
  );
  const text = (of: { value?: unknown } | undefined): string => String(of?.value ?? '');
  return { role: text(node?.role), name: text(node?.name), description: text(node?.description) };
}

test('a rule in the laboratory: nothing is heard while it is written, then what is wrong, once, and what the run does', async ({
  page,
}) => {
  await page.goto('./laboratory/');
  await expect(page.locator('.lab-sheet > .overlay')).toBeVisible();
  await listen(page);
  await page.getByRole('button', { name: 'Your rule: edit it' }).press('Enter');
  const text = page.getByRole('textbox', { name: 'Your rule', exact: true });
  await expect(text).toBeFocused();
  expect(await focused(page)).toEqual({
    role: 'textbox',
    name: 'Your rule',
    description: 'Escape, then Tab leaves it.',
  });
  // To open it changes nothing, so nothing is said.
  await page.keyboard.press('ControlOrMeta+End');
  // In one piece: a part of the word may be a name, and a rule that works.
  await page.keyboard.insertText(' * momentun');
  await expect.poll(() => heard(page)).toHaveLength(1);
  expect((await heard(page))[0]).toMatch(
    /^Line 9\. Nothing here is called momentun\..* The last rule that worked goes on\.$/,
  );
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await page.keyboard.insertText('0.5');
  await expect.poll(() => heard(page)).toHaveLength(2);
  expect((await heard(page))[1]).toMatch(/^At step 18 your rule is /);
  await page.waitForTimeout(1000);
  expect(await heard(page)).toHaveLength(2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
});
