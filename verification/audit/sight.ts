/** Checks that a figure's main picture stays visible while each of its controls is used, in windows of usual sizes. */

import type { Browser } from '@playwright/test';
import { touch } from '../../tests/browser/touch.ts';
import type { Row } from './row.ts';
import { openLive, scrollThrough } from './visit.ts';

const WINDOWS = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
] as const;
/** Minimum visible fraction of the picture. */
const ENOUGH = 0.6;

/** Maximum time for all ensembles of a page on a busy machine, and for a picture after the last seed, ms. */
const PATIENCE = 120_000;
const SETTLED = 500;

/** The control that leaves the smallest part of the picture visible. */
interface Worst {
  figure: string;
  control: string;
  share: number;
  controls: number;
}

export async function auditSight(browser: Browser, address: string, page: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { width, height } of WINDOWS) {
    const { tab, context } = await openLive(browser, address, page, { theme: 'light', width, height });
    try {
      // Figures in the folds of a lesson are hydrated once those are open.
      await tab.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) if (fold.querySelector('figure')) fold.open = true;
      });
      await scrollThrough(tab);
      for (const figure of await tab.locator('figure.experiment').all()) await touch(figure);
      // While seeds arrive the verdicts grow, and everything below them moves.
      await tab.waitForFunction(() => !document.querySelector('.progress-bar'), null, { timeout: PATIENCE });
      await tab.waitForTimeout(SETTLED);
      for (const { figure, control, share, controls } of await tab.evaluate(worstOf)) {
        rows.push({
          page: `${page}#${figure}`,
          what: `picture in sight at ${width} x ${height}, least of ${controls} controls (${control})`,
          measured: `${Math.round(100 * share)} %`,
          budget: `>= ${100 * ENOUGH} %`,
          met: share >= ENOUGH,
        });
      }
    } finally {
      await context.close();
    }
  }
  return rows;
}

/**
 * Runs in the page. Like a reader, it starts at the picture, unfolds everything, and scrolls only until the control is
 * visible and uncovered.
 */
function worstOf(): Worst[] {
  const GRID = 12;
  const jump = (top: number): void => scrollTo({ top, behavior: 'instant' });
  /**
   * The fraction of a box's points that show the element itself, rather than something above it or beyond the window.
   */
  const shown = (element: Element, box: DOMRect): number => {
    let seen = 0;
    for (let i = 0; i < GRID; i++)
      for (let j = 0; j < GRID; j++) {
        const at = document.elementFromPoint(
          box.left + ((i + 0.5) / GRID) * box.width,
          box.top + ((j + 0.5) / GRID) * box.height,
        );
        if (at && element.contains(at)) seen++;
      }
    return seen / GRID ** 2;
  };
  const bar = Math.max(
    0,
    ...[...document.querySelectorAll('header')]
      .filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position))
      .map((one) => one.getBoundingClientRect().bottom),
  );
  return [...document.querySelectorAll('figure.experiment')].flatMap((figure): Worst[] => {
    for (const fold of figure.querySelectorAll<HTMLDetailsElement>('details.more')) fold.open = true;
    const picture = figure.querySelector('.panel');
    const box = picture?.querySelector('.panel-box');
    if (!picture || !box) return [{ figure: figure.id, control: 'none', share: 0, controls: 0 }];
    const all = [
      ...figure.querySelectorAll<HTMLElement>(
        '.controls :is(input, select), .stepper :is(button, input, select), .progress button, .verdict button, .handle',
      ),
    ].filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 0);
    const shares = all.map((control) => {
      // A reader swipes a row of choices sideways.
      control.scrollIntoView({ inline: 'center', behavior: 'instant' });
      // Scrolled to from above, because a sticky picture has left its position once it is passed.
      jump(figure.getBoundingClientRect().top + scrollY - bar - 8);
      jump(box.getBoundingClientRect().top + scrollY - bar - 8);
      // Twice: sticky elements move with the first scroll.
      for (let time = 0; time < 2; time++) {
        const { top, bottom } = control.getBoundingClientRect();
        if (bottom > innerHeight - 4) jump(scrollY + bottom - innerHeight + 4);
        else if (top < bar + 4) jump(scrollY + top - bar - 4);
      }
      const own = control.getBoundingClientRect();
      // A handle counts as visible if its panel is.
      const holder = control.closest('.control, .stepper, .verdict, .progress, .panel-box') ?? control;
      // If something covers the control it cannot be used here, so the picture does not count.
      const usable = shown(holder, own) > 0.4;
      const name = control.getAttribute('name') ?? control.getAttribute('aria-label') ?? control.textContent ?? '';
      return { control: name.trim(), share: usable ? shown(picture, box.getBoundingClientRect()) : 0 };
    });
    const [worst] = shares.sort((a, b) => a.share - b.share);
    // A figure without a visible control was not measured, which is a miss.
    return [{ figure: figure.id, control: 'none', share: 0, ...worst, controls: all.length }];
  });
}
