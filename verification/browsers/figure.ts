import type { Tab } from './engines.ts';

/** A figure of the page open in a tab. */
export class Figure {
  readonly #tab: Tab;
  readonly #name: string;

  constructor(tab: Tab, name: string) {
    this.#tab = tab;
    this.#name = name;
  }

  /** Opens the folds around the figure, scrolls to it and moves the pointer over it, until it shows its own picture. */
  async live(): Promise<this> {
    await this.#tab.run((at) => {
      for (
        let fold = document.querySelector(at)?.closest('details');
        fold;
        fold = fold.parentElement?.closest('details')
      )
        fold.open = true;
    }, `figure#${this.#name}`);
    await this.middle('.panel');
    await until(`${this.#name} has its scripts`, () => this.#has('.actions button:enabled'));
    await until(`${this.#name} shows its own picture`, async () => {
      const [x, y] = await this.middle('.panel');
      for (const by of [2, 0]) await this.#tab.move(x + by, y);
      return this.#has('[data-live=true]');
    });
    // A pointer that stays over a picture marks an iteration in it.
    await this.#tab.move(1, 1);
    await this.settled();
    return this;
  }

  /** Waits until no newer picture arrives for a while, and no run is in progress. */
  async settled(): Promise<void> {
    let [last, same] = [-1, 0];
    await until(`${this.#name} is at rest`, async () => {
      const [now, busy] = [await this.shown(), await this.#has('[role=progressbar]')];
      same = now === last && !busy ? same + 1 : 0;
      last = now;
      return same >= 4;
    });
  }

  /** Number of the current picture. */
  shown(): Promise<number> {
    return this.#tab.run((at) => Number(document.querySelector(at)?.getAttribute('data-run')), this.#at('[data-run]'));
  }

  text(selector: string): Promise<string> {
    return this.#tab.run((at) => document.querySelector(at)?.textContent?.trim() ?? '', this.#at(selector));
  }

  verdict(): Promise<string> {
    return this.text('.verdict > div p');
  }

  field(parameter: string): Promise<string> {
    const at = this.#at(`input.number[name=${parameter}]`);
    return this.#tab.run((at) => document.querySelector<HTMLInputElement>(at)?.value ?? '', at);
  }

  search(): Promise<string> {
    return this.#tab.run(() => location.search);
  }

  /** The centre of an element in the window, at its current position. */
  place(selector: string): Promise<[number, number]> {
    return this.#tab.run((at): [number, number] => {
      const box = document.querySelector(at)?.getBoundingClientRect();
      if (!box) throw new Error(`the page has no ${at}`);
      return [box.left + box.width / 2, box.top + box.height / 2];
    }, this.#at(selector));
  }

  /** The centre of an element, after scrolling to it. */
  async middle(selector: string): Promise<[number, number]> {
    await this.#tab.run((at) => {
      document.querySelector(at)?.scrollIntoView({ block: 'center', behavior: 'instant' });
    }, this.#at(selector));
    return this.place(selector);
  }

  async click(selector: string): Promise<void> {
    const [x, y] = await this.middle(selector);
    await this.#tab.click(x, y);
  }

  /** Clicks into a field and overwrites its text. */
  async type(parameter: string, text: string): Promise<void> {
    const field = `input.number[name=${parameter}]`;
    await this.click(field);
    await until('the field has the focus', () => this.#has(`${field}:focus`));
    await this.#tab.press(['End', ...Array<string>(12).fill('Backspace'), ...text, 'Tab']);
  }

  /** The file offered by Data: intercepted, since not every driver reports where a browser saves. */
  csv(): Promise<string> {
    return this.#tab.run(async (at) => {
      const saved = new Promise<string>((resolve) => {
        URL.createObjectURL = (file) => {
          if (file instanceof Blob) void file.text().then(resolve);
          return '#saved';
        };
        HTMLAnchorElement.prototype.click = () => {};
      });
      const data = [...document.querySelectorAll<HTMLElement>(at)].find((button) => button.textContent === 'Data');
      data?.click();
      const button = () => document.querySelector<HTMLElement>('.figure-dialog .figure-dialog-actions button');
      while (!button()) await new Promise((resolve) => setTimeout(resolve, 20));
      button()?.click();
      return saved;
    }, this.#at('.actions button'));
  }

  #has(selector: string): Promise<boolean> {
    return this.#tab.run((at) => document.querySelector(at) !== null, this.#at(selector));
  }

  #at(selector: string): string {
    return `figure#${this.#name} ${selector}`;
  }
}

/** With `holds` false the program may end earlier. */
export const pause = (milliseconds: number, holds = true): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    if (!holds) timer.unref();
  });

/** Polls until the answer is true: nothing here asserts how long anything takes. */
export async function until(what: string, asked: () => Promise<boolean>, seconds = 30): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (!(await asked())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(100);
  }
}
