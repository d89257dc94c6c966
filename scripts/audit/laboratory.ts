import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { pack } from '../../src/laboratory/playground/link.ts';
import { firstSettings } from '../../src/laboratory/playground/settings.ts';
import { ruleText } from '../../src/laboratory/rules/rule-text.ts';
import { hostilePython } from '../../tests/browser/hostile.ts';
import { atMost, kilobytes, median, type Row } from './row.ts';

const CHAPTER = '/gradient-descent/';
const FIGURE = '#gabor-descent';
const PLAYGROUND = '/laboratory/';
const TIMES = 5;
/** Factors by which the processor is slowed. */
const SPEEDS = [1, 4] as const;
const LONGEST_COLD = 1000;
const LONGEST_KEY = 100;
const LONGEST_STILL = 100;
const KEYS = 12;
/** How long a pointer that comes to the button stands on it before it is pressed, for those of a quick hand. */
const ON_THE_BUTTON = 150;
/** What the page gives a text before it ends it, and as much again for one that is tried twice. */
const HOSTILE_FOR = 2500;

const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;
/** The median and the most. */
const usualAndMost = (all: readonly number[]): string =>
  `${milliseconds(median(all))}, at most ${milliseconds(Math.max(...all))}`;

function within(page: string, what: string, all: readonly number[], limit: number): Row {
  return { ...atMost(page, what, median(all), limit, milliseconds), measured: usualAndMost(all) };
}

/**
 * The laboratory as its reader meets it: from the click to the first result, from a key to the picture, and how long the
 * page itself stood still while hostile texts ran. A busy machine makes all of it longer: see its first row.
 */
export async function auditLaboratory(browser: Browser, address: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const speed of SPEEDS) {
    const slowed = speed === 1 ? '' : `, slowed ${speed} times`;
    const cold: number[] = [];
    const warm: number[] = [];
    const pointed: number[] = [];
    let bytes = 0;
    for (let time = 0; time < TIMES; time++) {
      await afresh(browser, async (context) => {
        const first = await firstResult(context, address, speed);
        bytes = first.bytes;
        cold.push(first.took);
        warm.push((await firstResult(context, address, speed)).took);
      });
      await afresh(browser, async (context) => {
        pointed.push((await firstResult(context, address, speed, ON_THE_BUTTON)).took);
      });
    }
    if (speed === 1)
      rows.push({ page: CHAPTER, what: 'fetched for the first rule', measured: kilobytes(bytes), budget: '' });
    rows.push(within(CHAPTER, `click to first result, cold${slowed}`, cold, LONGEST_COLD));
    for (const [how, all] of [
      [`cold, the pointer on it for ${milliseconds(ON_THE_BUTTON)}`, pointed],
      ['warm', warm],
    ] as const)
      rows.push({
        page: CHAPTER,
        what: `click to first result, ${how}${slowed}`,
        measured: usualAndMost(all),
        budget: '',
      });
    const keys = await keyToPicture(browser, address, speed);
    rows.push(within(PLAYGROUND, `key to 200 steps of Adam drawn${slowed}`, keys, LONGEST_KEY));
  }
  rows.push(...(await standstill(browser, address)));
  return rows;
}

/** In a context of its own, with nothing in its cache. */
async function afresh(browser: Browser, work: (context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    await work(context);
  } finally {
    await context.close();
  }
}

async function openAt(context: BrowserContext, url: string, speed: number): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(url, { waitUntil: 'load' });
  if (speed > 1) {
    const session = await context.newCDPSession(tab);
    await session.send('Emulation.setCPUThrottlingRate', { rate: speed });
  }
  return tab;
}

const urlOf = (address: string, page: string): string => new URL(page.slice(1), address).href;

/** The button that opens a figure's rule, in the menu that it stands in. */
async function changeButton(tab: Page): Promise<Locator> {
  const figure = tab.locator(`figure${FIGURE}`);
  await figure.scrollIntoViewIfNeeded();
  await figure.locator('[data-live="true"]').first().waitFor();
  await figure.getByRole('button', { name: 'More', exact: true }).click();
  const button = figure.getByRole('button', { name: 'Change this rule' });
  await button.waitFor();
  return button;
}

/** @param pointed how long the pointer stands on the button before; without it the press comes out of nothing */
async function firstResult(
  context: BrowserContext,
  address: string,
  speed: number,
  pointed = 0,
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
    if (pointed > 0) {
      await button.hover();
      await tab.waitForTimeout(pointed);
    }
    const took = await button.evaluate(
      (element, place) =>
        new Promise<number>((done) => {
          const figure = document.querySelector(place) ?? document.body;
          const begun = performance.now();
          new MutationObserver((_, observer) => {
            const said = figure.querySelector('.own-rule-said')?.textContent ?? '';
            if (!said.startsWith('Your rule stands')) return;
            observer.disconnect();
            requestAnimationFrame(() => done(performance.now() - begun));
          }).observe(figure, { subtree: true, childList: true, characterData: true });
          if (element instanceof HTMLElement) element.click();
        }),
      FIGURE,
    );
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return { took, bytes };
  } finally {
    await tab.close();
  }
}

/** Milliseconds from each key in the text of Adam to the sheet with its run. */
async function keyToPicture(browser: Browser, address: string, speed: number): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const text = ruleText(optimizers.adam, { alpha: 0.15 });
    const settings = { ...firstSettings(), steps: 200, own: { on: true, text } };
    const tab = await openAt(context, `${urlOf(address, PLAYGROUND)}#lab=${await pack(settings)}`, speed);
    await tab.getByRole('button', { name: 'Run it' }).click();
    await tab.locator('.lab-editor .open').click();
    const editor = tab.getByRole('textbox', { name: 'Your rule', exact: true });
    await editor.waitFor();
    await editor.focus();
    await tab.keyboard.press('ControlOrMeta+Home');
    await tab.keyboard.press('End');
    await tab.waitForTimeout(2000);
    await tab.evaluate(() => {
      const drawn: number[] = [];
      Object.assign(window, { drawn });
      const sheet = document.querySelector('.lab-sheet') ?? document.body;
      const begin = (): void => {
        const begun = performance.now();
        new MutationObserver((_, observer) => {
          observer.disconnect();
          requestAnimationFrame(() => drawn.push(performance.now() - begun));
        }).observe(sheet, { subtree: true, childList: true, attributes: true });
      };
      document.addEventListener('keydown', begin, { capture: true });
    });
    for (let key = 0; key < KEYS; key++) {
      await tab.keyboard.press(key % 2 === 0 ? '7' : 'Backspace');
      // Set by the page above.
      await tab.waitForFunction((count) => (Reflect.get(window, 'drawn') as number[]).length > count, key);
      await tab.waitForTimeout(300);
    }
    return await tab.evaluate(() => Reflect.get(window, 'drawn') as number[]);
  } finally {
    await context.close();
  }
}

/** The longest that the page gave no turn to anything, at rest and while each of the hostile texts ran. */
async function standstill(browser: Browser, address: string): Promise<Row[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = await openAt(context, urlOf(address, CHAPTER), 1);
    await (await changeButton(tab)).click();
    const text = tab.locator(`figure${FIGURE}`).getByRole('textbox', { name: /^Your rule/ });
    await text.waitFor();
    await tab.evaluate(() => {
      let last = performance.now();
      Object.assign(window, { still: 0 });
      setInterval(() => {
        const now = performance.now();
        Object.assign(window, { still: Math.max(Reflect.get(window, 'still') as number, now - last) });
        last = now;
      }, 5);
    });
    const longest = async (wait: number): Promise<number> => {
      await tab.waitForTimeout(wait);
      return tab.evaluate(() => {
        const still = Reflect.get(window, 'still') as number;
        Object.assign(window, { still: 0 });
        return still;
      });
    };
    await longest(1000);
    const atRest = await longest(HOSTILE_FOR);
    let worst = { name: '', still: 0 };
    // Nobody listens there; that nothing gets out is a test's to say.
    for (const [name, code] of Object.entries(hostilePython('http://127.0.0.1:9/'))) {
      await text.focus();
      await tab.keyboard.press('ControlOrMeta+a');
      await tab.keyboard.insertText(code);
      const still = await longest(HOSTILE_FOR);
      if (still > worst.still) worst = { name, still };
    }
    return [
      { page: CHAPTER, what: 'page stood still, at rest', measured: milliseconds(atRest), budget: '' },
      atMost(
        CHAPTER,
        `page stood still, worst of hostile texts (${worst.name})`,
        worst.still,
        LONGEST_STILL,
        milliseconds,
      ),
    ];
  } finally {
    await context.close();
  }
}
