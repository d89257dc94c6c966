/** Python in each engine: a reader's code runs in a worker of a sandboxed frame, and errors are reported. */
import assert from 'node:assert/strict';
import type { Visit } from './checks.ts';
import type { Tab } from './engines.ts';
import { until } from './figure.ts';

/** Code on the page: at first a listing, then the editor that replaces it. */
class Text {
  readonly #tab: Tab;
  /** Selector of the box of its listing, and of its editor. */
  readonly #box: string;

  constructor(tab: Tab, box: string) {
    this.#tab = tab;
    this.#box = box;
  }

  async open(): Promise<this> {
    const button = `${this.#box} .code-open`;
    await until(`${button} can be pressed`, () =>
      this.#tab.run((at) => !!document.querySelector(`${at}:enabled`), button),
    );
    await click(this.#tab, button);
    await until('the text is an editor', async () => (await this.#lines()).some((line) => line !== ''));
    return this;
  }

  /** Puts the cursor at the end of the first line with these words, and types. */
  async typeAfter(words: string, keys: readonly string[]): Promise<void> {
    await this.#scroll(words);
    const [x, y] = await this.#tab.run(
      (box, words): [number, number] => {
        const root = [...document.querySelectorAll(`${box} div`)].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
        const line = [...(root?.querySelectorAll('.cm-line') ?? [])].find((one) => one.textContent.includes(words));
        const { left, top, height } = line?.getBoundingClientRect() ?? new DOMRect();
        return [left + 60, top + height / 2];
      },
      this.#box,
      words,
    );
    await this.#tab.click(x, y);
    await this.#tab.press(['End', ...keys]);
  }

  #scroll(words: string): Promise<void> {
    return this.#tab.run(
      (box, words) => {
        const root = [...document.querySelectorAll(`${box} div`)].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
        const line = [...(root?.querySelectorAll('.cm-line') ?? [])].find((one) => one.textContent.includes(words));
        if (!line) throw new Error(`no line has “${words}”`);
        line.scrollIntoView({ block: 'center', behavior: 'instant' });
      },
      this.#box,
      words,
    );
  }

  #lines(): Promise<string[]> {
    return this.#tab.run((box) => {
      const root = [...document.querySelectorAll(`${box} div`)].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
      return [...(root?.querySelectorAll('.cm-line') ?? [])].map(({ textContent }) => textContent);
    }, this.#box);
  }

  /** The sentence under a line. */
  error(): Promise<string> {
    return this.#tab.run((box) => {
      const root = [...document.querySelectorAll(`${box} div`)].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
      return root?.querySelector('.error')?.textContent ?? '';
    }, this.#box);
  }
}

async function click(tab: Tab, selector: string): Promise<void> {
  const [x, y] = await tab.run((at): [number, number] => {
    const element = document.querySelector(at);
    if (!element) throw new Error(`the page has no ${at}`);
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + Math.min(width / 2, 80), top + height / 2];
  }, selector);
  await tab.click(x, y);
}

const textOf = (tab: Tab, selector: string): Promise<string> =>
  tab.run((at) => document.querySelector(at)?.textContent ?? '', selector);

/**
 * The loss of the reader's rule at the last step; empty while the table is at another: a run plays as it becomes
 * visible.
 */
const lossAtTheEnd = (tab: Tab): Promise<string> =>
  tab.run(() => {
    const table = document.querySelector('#playground [data-panel=rules] table');
    const last = document.querySelector<HTMLInputElement>('#playground .stepper input[type=range]')?.max;
    const step = table?.querySelector('thead th:last-child')?.textContent;
    return step === `loss at step ${last}`
      ? (table?.querySelector('tbody tr:first-child > :last-child')?.textContent ?? '')
      : '';
  });

/** The loss shown, once it exists and differs from the previous one. */
async function lossAfter(what: string, tab: Tab, before = ''): Promise<string> {
  let loss = '';
  const isThere = async (): Promise<boolean> => {
    loss = await lossAtTheEnd(tab);
    return loss !== '' && loss !== before;
  };
  await until(what, isThere, 60);
  return loss;
}

/**
 * A rule is changed and runs; a typing error is reported at its line; an endless loop is stopped, and the rule runs
 * again.
 */
export async function ruleIsWritten({ tab, address }: Visit): Promise<string | undefined> {
  await tab.open(`${address}laboratory/`);
  // The playground is hydrated when it becomes visible.
  await tab.run(() => document.querySelector('#playground')?.scrollIntoView());
  await until('the laboratory has its runs', () =>
    tab.run(() => document.querySelector('#playground [data-live=true] .code-in-place') !== null),
  );
  const text = await new Text(tab, '#playground .code-in-place').open();
  const first = await lossAfter('the first run is whole', tab);
  await text.typeAfter('phi = phi - alpha * m', [...' / 2']);
  const halved = await lossAfter('the run follows the rule', tab, first);

  await text.typeAfter('phi = phi - alpha * m', ['x']);
  await until('the letter too much is told at its line', async () => /^Line \d+\./.test(await text.error()));
  await text.typeAfter('phi = phi - alpha * m', ['Backspace']);
  await until('nothing is wrong any more', async () => (await text.error()) === '');

  await text.typeAfter('phi = phi - alpha * m', ['Enter', ...'while True: pass']);
  await until(
    'the endless loop is ended',
    async () => /Timeout: stopped after (a|\d) second/.test(await textOf(tab, '#playground .controls')),
    60,
  );
  await text.typeAfter('while True', Array<string>('while True: pass'.length).fill('Backspace'));
  await until('the rule goes on', async () => !/Timeout: stopped/.test(await textOf(tab, '#playground .controls')), 60);
  assert.equal(await lossAfter('the run is whole again', tab), halved);
  return `a loss of ${first}, then ${halved}`;
}

/** A task's unfinished line is completed, and the task is solved. */
export async function taskIsMet({ tab, address, readings }: Visit): Promise<string | undefined> {
  const id = 'notebook-6.3.fixed-rate';
  const at = (selector: string): string => `[id="${id}"] ${selector}`;
  await tab.open(`${address}laboratory/tasks/#${id}`);
  const text = await new Text(tab, at('.task-code')).open();
  await text.typeAfter('return phi', [...' - alpha * compute_gradient(data[0, :], data[1, :], phi)']);
  await click(tab, at('.task-check'));
  await until('the check has answered', async () => (await textOf(tab, at('[role=status]'))) !== '', 60);
  const verdict = await textOf(tab, at('[role=status]'));
  assert.match(verdict, /^Right: all \d+ numbers/);
  const numbers = (await textOf(tab, at('.task-result pre'))).split(/\s+/);
  readings.set('laboratory, a task', { sentence: verdict, found: numbers, data: numbers });
  return verdict.split(' are')[0];
}
