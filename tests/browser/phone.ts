/** How a page lies on a phone. */
import type { Locator } from '@playwright/test';

export const edges = (locator: Locator) =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });

/** Brings an element's upper edge to a share of the window's height. */
export const scrollTo = (locator: Locator, share: number) =>
  locator.evaluate((element, at) => {
    const top = element.getBoundingClientRect().top + scrollY - at * innerHeight;
    window.scrollTo({ top, behavior: 'instant' });
  }, share);
