/** Measures how much of the screen the pictures fill along a page's main line, and their surroundings. */
import type { Browser } from '@playwright/test';
import { atMost, type Row } from './row.ts';
import { openLive } from './visit.ts';

const WINDOWS = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
] as const;
/** Maximum stretch without a picture, px. */
const STRETCH = 600;
/** Minimum fraction of screens with one. */
const SEEN = 0.9;
/** Maximum number of tab stops in a scene. */
const STOPS = 8;

interface Count {
  /** Fraction of the main line's screens with a visible picture, and the longest stretch without one, px. */
  seen: number;
  longest: number;
  /** The heading or the words at the beginning of that stretch. */
  after: string;
  /** Width and height of the picture of each scene, px. */
  sheets: string[];
  /** The largest number of tab stops in a scene. */
  stops: number;
  links: number;
  numbers: number;
  words: number;
}

export async function auditLeads(browser: Browser, address: string, page: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { width, height } of WINDOWS) {
    const { tab, context } = await openLive(browser, address, page, { theme: 'light', width, height });
    try {
      const { seen, longest, after, sheets, stops, links, numbers, words } = await tab.evaluate(countIn);
      const at = `at ${width} x ${height}`;
      if (sheets.length === 0) continue;
      rows.push(
        {
          page,
          what: `screens of the main line with a picture in sight ${at}`,
          measured: `${Math.round(100 * seen)} %`,
          budget: `>= ${100 * SEEN} %`,
          met: seen >= SEEN,
        },
        atMost(page, `px without a picture ${at}, at most (${after})`, longest, STRETCH),
        atMost(page, `tab stops of a scene ${at}, at most`, stops, STOPS),
        { page, what: `sheets of the scenes ${at}`, measured: sheets.join(', '), budget: '' },
        {
          page,
          what: `links around the page, numbers and words of its main line ${at}`,
          measured: `${links}, ${numbers}, ${words}`,
          budget: '',
        },
      );
    } finally {
      await context.close();
    }
  }
  return rows;
}

/** Runs in the page. Its main line ends at the exercises, and does not include folds. */
function countIn(): Count {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('details')) fold.open = false;
  const main = document.querySelector('main') ?? document.body;
  const bar = 56;
  const top = (one: Element): number => one.getBoundingClientRect().top + scrollY;
  const bottom = (one: Element): number => one.getBoundingClientRect().bottom + scrollY;
  const last = main.querySelector('#exercises') ?? main.querySelector('#sources');
  const end = last ? top(last) : bottom(main);
  // A scene's picture is visible as long as its passages.
  const pictures = [...main.querySelectorAll('.scene, figure.experiment .panel-box, .two-walks')]
    .filter((one) => one.checkVisibility() && !one.closest('details:not([open])'))
    .map((one) => ({ from: top(one), to: bottom(one) }))
    .filter(({ from, to }) => to > from && from < end)
    .sort((a, b) => a.from - b.from);
  let [longest, after, at] = [0, '', top(main)];
  const nameAt = (y: number): string => {
    const heads = [...main.querySelectorAll('h1, h2, h3')].filter((one) => one.checkVisibility() && top(one) >= y - 4);
    return heads[0]?.textContent?.trim() ?? 'the end';
  };
  for (const { from, to } of [...pictures, { from: end, to: end }]) {
    if (from - at > longest) [longest, after] = [from - at, nameAt(at)];
    at = Math.max(at, to);
  }
  const step = innerHeight - bar;
  let [screens, seen] = [0, 0];
  for (let y = top(main); y < end; y += step) {
    screens++;
    if (pictures.some(({ from, to }) => Math.min(to, y + step) - Math.max(from, y) > 0.15 * step)) seen++;
  }
  const scenes = [...main.querySelectorAll('.scene')];
  const inTab = (one: HTMLElement): boolean =>
    one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled');
  const stops = scenes.map(
    (scene) =>
      [
        ...scene.querySelectorAll<HTMLElement>('figure :is(button, input, select, summary, a[href], [tabindex])'),
      ].filter(inTab).length,
  );
  const sheets = scenes.map((scene) => {
    const boxes = [...scene.querySelectorAll('figure .panel-box')].filter((one) => one.checkVisibility());
    const sizes = boxes.map((one) => one.getBoundingClientRect()).filter(({ width }) => width > 0);
    return sizes.map(({ width, height }) => `${Math.round(width)} x ${Math.round(height)}`).join(' + ');
  });
  const around = [...document.querySelectorAll<HTMLElement>('a[href]')].filter(
    (one) => !main.contains(one) && one.checkVisibility({ visibilityProperty: true }),
  );
  const line = [...main.querySelectorAll<HTMLElement>('p, li, h1, h2, h3')].filter(
    (one) =>
      one.checkVisibility() && top(one) < end && !one.closest('details, figure, aside') && !one.querySelector('p, li'),
  );
  const text = line.map((one) => one.textContent).join(' ');
  return {
    seen: screens > 0 ? seen / screens : 0,
    longest: Math.round(longest),
    after,
    sheets,
    stops: Math.max(0, ...stops),
    links: around.length,
    numbers: text.match(/\d+(?:[.,]\d+)*/g)?.length ?? 0,
    words: text.match(/[\p{L}’'-]+/gu)?.length ?? 0,
  };
}
