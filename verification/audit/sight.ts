/** Checks that a figure's main picture stays in sight while each of its controls is used, in windows of usual sizes. */

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
/** The share of the picture that must be seen. */
const ENOUGH = 0.6;

/** Milliseconds that all ensembles of a page may take on a busy machine, and that a picture may take after the last seed. */
const PATIENCE = 120_000;
const SETTLED = 500;

/** The control that leaves the least of the picture in sight. */
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
      // Figures in the folds of a lesson come to life once those are open.
      await tab.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) if (fold.querySelector('figure')) fold.open = true;
      });
      await scrollThrough(tab);
      for (const figure of await tab.locator('figure.experiment').all()) await touch(figure);
      // While seeds arrive the verdicts grow, and what stands below them moves.
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
 * Runs in the page. The reader looks at the picture, unfolds everything, and scrolls no further than until the control is
 * in sight and nothing covers it.
 */
function worstOf(): Worst[] {
  const GRID = 12;
  const jump = (top: number): void => scrollTo({ top, behavior: 'instant' });
  /** The share of a box's places that show the element itself, and not what lies over it or beyond the window. */
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
      // Scrolled to from above, because a picture that sticks has left its own place once it is passed.
      jump(figure.getBoundingClientRect().top + scrollY - bar - 8);
      jump(box.getBoundingClientRect().top + scrollY - bar - 8);
      // Twice: what sticks moves with the first scroll.
      for (let time = 0; time < 2; time++) {
        const { top, bottom } = control.getBoundingClientRect();
        if (bottom > innerHeight - 4) jump(scrollY + bottom - innerHeight + 4);
        else if (top < bar + 4) jump(scrollY + top - bar - 4);
      }
      const own = control.getBoundingClientRect();
      // A handle counts as seen where the panel that it lies on is seen.
      const holder = control.closest('.control, .stepper, .verdict, .progress, .panel-box') ?? control;
      // Where something lies over the control it cannot be used here, so nothing of the picture counts.
      const usable = shown(holder, own) > 0.4;
      const name = control.getAttribute('name') ?? control.getAttribute('aria-label') ?? control.textContent ?? '';
      return { control: name.trim(), share: usable ? shown(picture, box.getBoundingClientRect()) : 0 };
    });
    const [worst] = shares.sort((a, b) => a.share - b.share);
    // A figure without a control that can be seen was not measured, which is a miss.
    return [{ figure: figure.id, control: 'none', share: 0, ...worst, controls: all.length }];
  });
}
