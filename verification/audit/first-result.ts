import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { kilobytes, type Row } from './row.ts';
import { afresh, LABORATORY_FIGURE, openAt, SPEEDS, slowedBy, urlOf, usualAndMost, within } from './slowed.ts';

const CHAPTER = '/gradient-descent/';
const TIMES = 5;
const LONGEST_COLD = 1000;
/** How long a fast pointer or the focus stays on the button before a press, ms. */
const ON_THE_BUTTON = 150;
/** Time from press to release, for a finger and for a mouse, ms. */
const HELD = 80;

/** Ways to press the button: `nothing` is a synthetic click, without a preceding pointer or focus. */
const hands = {
  async mouse(tab: Page, button: Locator): Promise<void> {
    await button.hover();
    await tab.waitForTimeout(ON_THE_BUTTON);
    await tab.mouse.down();
    await tab.waitForTimeout(HELD);
    await tab.mouse.up();
  },
  async touch(tab: Page, button: Locator): Promise<void> {
    const { x = 0, y = 0, width = 0, height = 0 } = (await button.boundingBox()) ?? {};
    const session = await tab.context().newCDPSession(tab);
    const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await tab.waitForTimeout(HELD);
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  },
  async keyboard(tab: Page, button: Locator): Promise<void> {
    const there = () => button.evaluate((element) => element === document.activeElement);
    while (!(await there())) await tab.keyboard.press('Tab');
    await tab.waitForTimeout(ON_THE_BUTTON);
    await tab.keyboard.press('Enter');
  },
  async nothing(_: Page, button: Locator): Promise<void> {
    await button.evaluate((element) => element instanceof HTMLElement && element.click());
  },
};
type Hand = keyof typeof hands;
/** Safe: Object.keys does not type its result. */
const eachHand = Object.keys(hands) as Hand[];
const names: Readonly<Record<Hand, string>> = {
  mouse: 'by mouse',
  touch: 'by touch',
  keyboard: 'by keyboard',
  nothing: 'out of nothing',
};

/** From the click to the first result of a rule in a figure: cold for each way, and warm. */
export async function firstResults(browser: Browser, address: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const speed of SPEEDS) {
    for (const hand of eachHand) {
      const cold: number[] = [];
      const warm: number[] = [];
      let bytes = 0;
      for (let time = 0; time < TIMES; time++) {
        await afresh(browser, { hasTouch: hand === 'touch' }, async (context) => {
          const first = await firstResult(context, address, speed, hand);
          bytes = first.bytes;
          cold.push(first.took);
          if (hand === 'mouse') warm.push((await firstResult(context, address, speed, hand)).took);
        });
      }
      const what = (how: string) => `click to first result, ${how}, ${names[hand]}${slowedBy(speed)}`;
      const unbound = (how: string, all: readonly number[]): Row => ({
        page: CHAPTER,
        what: what(how),
        measured: usualAndMost(all),
        budget: '',
      });
      if (speed === 1 && hand === 'nothing')
        rows.push({ page: CHAPTER, what: 'fetched for the first rule', measured: kilobytes(bytes), budget: '' });
      rows.push(hand === 'nothing' ? unbound('cold', cold) : within(CHAPTER, what('cold'), cold, LONGEST_COLD));
      if (warm.length > 0) rows.push(unbound('warm', warm));
    }
  }
  return rows;
}

/** The button that opens a figure's rule, in its menu. */
export async function changeButton(tab: Page): Promise<Locator> {
  const figure = tab.locator(`figure${LABORATORY_FIGURE}`);
  await figure.scrollIntoViewIfNeeded();
  await figure.locator('[data-live="true"]').first().waitFor();
  await figure.getByRole('button', { name: 'More', exact: true }).press('Enter');
  const button = figure.getByRole('button', { name: 'Change this rule' });
  await button.waitFor();
  return button;
}

async function firstResult(
  context: BrowserContext,
  address: string,
  speed: number,
  hand: Hand,
): Promise<{ took: number; bytes: number }> {
  const tab = await openAt(context, urlOf(address, CHAPTER), speed);
  try {
    const button = await changeButton(tab);
    const sizes: Promise<number>[] = [];
    tab.on('requestfinished', (request) => {
      sizes.push(
        request.sizes().then(
          ({ responseBodySize }) => responseBodySize,
          () => 0,
        ),
      );
    });
    await tab.evaluate((place) => {
      const figure = document.querySelector(place) ?? document.body;
      const took = new Promise<number>((done) => {
        let begun = Number.NaN;
        document.addEventListener('click', ({ timeStamp }) => (begun = timeStamp), { capture: true, once: true });
        new MutationObserver((_, observer) => {
          const said = figure.querySelector('.verdict')?.textContent ?? '';
          if (!said.includes('With your rule the loss is')) return;
          observer.disconnect();
          requestAnimationFrame(() => done(performance.now() - begun));
        }).observe(figure, { subtree: true, childList: true, characterData: true });
      });
      Object.assign(window, { took });
    }, LABORATORY_FIGURE);
    await hands[hand](tab, button);
    // Set by the page above.
    const took = await tab.evaluate(() => Reflect.get(window, 'took') as Promise<number>);
    // The editor comes after it.
    await tab.getByRole('textbox', { name: /^Your rule/ }).waitFor();
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return { took, bytes };
  } finally {
    await tab.close();
  }
}
