import type { Browser } from '@playwright/test';
import { optimizers } from '../../src/engine/optimizers/index.ts';
import { ruleText } from '../../src/python/rule-text.ts';
import { hostilePython } from '../../tests/browser/hostile.ts';
import { changeButton, firstResults } from './first-result.ts';
import { atMost, type Row } from './row.ts';
import { LABORATORY_FIGURE, milliseconds, openAt, SPEEDS, slowedBy, urlOf, within } from './slowed.ts';

const CHAPTER = '/gradient-descent/';
const PLAYGROUND = '/laboratory/';
const LONGEST_KEY = 100;
const LONGEST_STILL = 100;
const KEYS = 12;
/** Time after which the page ends code, and the same again for code that is retried. */
const HOSTILE_FOR = 2500;

/**
 * The reader's experience of the laboratory: from the click to the first result, from a key to the picture, and how
 * long the page was blocked while hostile code ran. A busy machine makes all of it longer: see the first row.
 */
export async function auditLaboratory(browser: Browser, address: string): Promise<Row[]> {
  const rows = await firstResults(browser, address);
  for (const speed of SPEEDS) {
    const keys = await keyToPicture(browser, address, speed);
    rows.push(within(PLAYGROUND, `key to 200 steps of Adam drawn${slowedBy(speed)}`, keys, LONGEST_KEY));
  }
  rows.push(...(await standstill(browser, address)));
  return rows;
}

/** Milliseconds from each key in the code of Adam to the map with its run. */
async function keyToPicture(browser: Browser, address: string, speed: number): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const text = ruleText(optimizers.adam, { alpha: 0.15 });
    const query = new URLSearchParams({ 'playground.steps': '200', 'playground.rule': text });
    const tab = await openAt(context, `${urlOf(address, PLAYGROUND)}?${query}#playground`, speed);
    await tab.getByRole('button', { name: 'Run it' }).click();
    await tab.locator('#playground .code-open').click();
    const editor = tab.getByRole('textbox', { name: 'Your rule', exact: true });
    await editor.waitFor();
    await editor.focus();
    await tab.keyboard.press('ControlOrMeta+Home');
    await tab.keyboard.press('End');
    await tab.waitForTimeout(2000);
    await tab.evaluate(() => {
      const drawn: number[] = [];
      Object.assign(window, { drawn });
      const sheet = document.querySelector('#playground .panel') ?? document.body;
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

/** The longest time for which the page was blocked, at rest and while each hostile code ran. */
async function standstill(browser: Browser, address: string): Promise<Row[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = await openAt(context, urlOf(address, CHAPTER), 1);
    await (await changeButton(tab)).click();
    const text = tab.locator(`figure${LABORATORY_FIGURE}`).getByRole('textbox', { name: /^Your rule/ });
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
    // Nobody listens there; a test checks that nothing gets out.
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
