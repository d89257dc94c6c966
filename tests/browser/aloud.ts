/** Announcements to screen readers, and the focused element. */
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    heard: string[];
  }
}

/** Records every new text of a live region from now on, as a screen reader would read it. */
export async function listen(page: Page): Promise<void> {
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

export const heard = (page: Page): Promise<string[]> => page.evaluate(() => window.heard);

/** Name, description and state of the focused element, from the browser's accessibility tree. */
export async function focused(page: Page): Promise<{ role: string; name: string; description: string }> {
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
