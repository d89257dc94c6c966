/** The position of a page on a phone. */
import type { Locator, Page } from '@playwright/test';

export const edges = (locator: Locator) =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });

/** Scrolls an element's upper edge to a fraction of the window's height. */
export const scrollTo = (locator: Locator, share: number) =>
  locator.evaluate((element, at) => {
    const top = element.getBoundingClientRect().top + scrollY - at * innerHeight;
    window.scrollTo({ top, behavior: 'instant' });
  }, share);

/** Waits until a swiped page has stopped: six frames at the same position. */
export const atRest = (page: Page) =>
  page.evaluate(async () => {
    let last = scrollY;
    for (let still = 0; still < 6; last = scrollY) {
      await new Promise(requestAnimationFrame);
      still = scrollY === last ? still + 1 : 0;
    }
  });
