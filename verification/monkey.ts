/**
 * npm run monkey                            2,000 random actions on every built page, in Chromium
 * npm run monkey -- --pages=adam,momentum   only on these pages, in this order; `home` is the first page, `embed/NAME`
 *                                           the page of a figure
 * npm run monkey -- --acts=500 --seed=7     another number and other actions; a seed repeats its actions on an unchanged page
 * npm run monkey -- --engine=firefox        in Firefox or WebKit, started as by `npm run browsers`
 *
 * Presses, drags, types, scrolls, resizes and goes back at random. Reports script errors, typed letters that disappeared from
 * their field, controls that never changed anything, and pages that no longer respond. The last line is
 * `N passed, N failed`; each page has one check of each kind.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exitWith, readOptions, UsageError, wholeNumber } from '../scripts/options.ts';
import { RandomState } from '../src/engine/random-state.ts';
import { builtPages } from './audit/visit.ts';
import { type EngineName, engineNames, openTab, type Tab } from './browsers/engines.ts';
import { type WatchedSite, watchedSite } from './browsers/watched-site.ts';
import { type Control, type Expected, type InPage, install, type Outcome, type Wish } from './monkey/in-page.ts';

const KEYS = [
  'Tab',
  'Tab',
  'Enter',
  'Escape',
  'ArrowRight',
  'ArrowLeft',
  'ArrowDown',
  'End',
  'Backspace',
  'a',
  '?',
  '7',
] as const;
const WIDTHS = [320, 390, 720, 1024, 1280, 1600];
/** Milliseconds after which a page counts as hung. */
const PATIENCE = 30_000;
/** Presses in a row without any change after which a control counts as dead. */
const OFTEN = 3;
/** How often letters in a field are checked again later: each check costs a pause. */
const LOOKS = 2;

/** Available in the page after `install`. */
declare const monkey: InPage;

class Monkey {
  readonly #engine: EngineName;
  readonly #site: WatchedSite;
  readonly #address: string;
  readonly #patience: number;
  readonly #random: RandomState;
  readonly lost: string[] = [];
  readonly hung: string[] = [];
  /** Errors reported by the site, by their text, with the act before each. */
  readonly errors = new Map<string, string>();
  /** Why the page had to be opened again. */
  readonly opened: string[] = [];
  readonly #presses = new Map<string, { silent: number; answered: boolean; waits: number }>();
  readonly #words = new Map<string, number>();
  #tab!: Tab;
  #size = { width: 1280, height: 900 };
  /** The latest acts, to help find the cause of an error. */
  readonly #done: string[] = [];
  #heard = 0;
  /** The expected effect of the last act, until the next one checks it. */
  #before: { expected: Expected; hear(outcome: Outcome): void } | undefined;

  constructor(engine: EngineName, site: WatchedSite, page: string, { seed, patience }: Required<MonkeyOptions>) {
    this.#engine = engine;
    this.#site = site;
    this.#address = site.address + page.slice(1);
    this.#patience = patience;
    this.#random = new RandomState(seed);
  }

  get browser(): string {
    return this.#tab.browser;
  }

  get dead(): string[] {
    return [...this.#presses].flatMap(([name, { silent, answered }]) =>
      silent >= OFTEN ? [`${name}, pressed ${silent} times${answered ? ' after it had answered' : ''}`] : [],
    );
  }

  /** How much of the page it has reached. */
  get reach(): string {
    const seen = [...this.#presses.values()];
    return `${seen.filter(({ answered }) => answered).length} of ${seen.length} controls answered, ${this.#words.size} fields`;
  }

  async start(): Promise<void> {
    this.#tab = await openTab(this.#engine, { shell: true });
    await this.#open();
  }

  close(): Promise<void> {
    // A browser that did not open has already reported why.
    return this.#tab?.close() ?? Promise.resolve();
  }

  /** One random act; without a number, only a judgement of the last one. */
  async act(k?: number): Promise<void> {
    if (k !== undefined) this.#doing(`act ${k}`);
    const patience = new AbortController();
    const end = pause(this.#patience, undefined, { ref: false, signal: patience.signal }).then(() => {
      throw new Hung();
    });
    try {
      await Promise.race([k === undefined ? this.#judge() : this.#act(), end]);
    } catch (error) {
      if (error instanceof Hung) {
        this.hung.push(this.#story);
        // A page that hangs cannot be left by its own browser.
        await this.close();
        await this.start();
      } else {
        this.opened.push(String(error).split('\n')[0] ?? '');
        // A browser may lose its tab together with the page.
        await this.#open().catch(() => this.close().then(() => this.start()));
      }
    } finally {
      patience.abort();
    }
    for (const text of this.#site.errors.slice(this.#heard))
      if (!this.errors.has(text)) this.errors.set(text, this.#story);
    this.#heard = this.#site.errors.length;
  }

  #doing(what: string): void {
    if (this.#done.push(what) > 8) this.#done.shift();
  }

  get #story(): string {
    return this.#done.join(', ');
  }

  /** Retried if the machine was too busy to answer in time, or if a step back was in progress. */
  async #open(tries = 3): Promise<void> {
    this.#before = undefined;
    try {
      await this.#tab.open(this.#address);
    } catch (error) {
      if (tries === 1) throw error;
      await pause(1000);
      await this.#open(tries - 1);
    }
  }

  async #act(): Promise<void> {
    const which = this.#random.randomSample();
    if (which < 0.5) return this.#press();
    if (which < 0.66) return this.#type();
    if (which < 0.8) return this.#drag();
    if (which < 0.9) {
      const key = KEYS[this.#random.randint(0, KEYS.length)] ?? 'Tab';
      this.#doing(`key ${key}`);
      await this.#judge();
      return this.#tab.press([key]);
    }
    if (which < 0.96) {
      this.#doing('scroll');
      return void (await this.#next({ kind: 'scroll', by: this.#random.uniform(-1500, 2000) }));
    }
    if (which < 0.98) {
      this.#doing('step back');
      return void (await this.#next({ kind: 'back' }));
    }
    const width = WIDTHS[this.#random.randint(0, WIDTHS.length)] ?? 1280;
    this.#size = { width, height: this.#random.randint(400, 1000) };
    this.#doing(`resize to ${width}`);
    await this.#judge();
    return this.#tab.resize(this.#size.width, this.#size.height);
  }

  /** Begins an act: first judges the previous one. */
  async #next(wish?: Wish): Promise<Control | undefined> {
    const before = this.#before;
    this.#before = undefined;
    const { outcome, control } = await this.#tab.run(
      (...args) => monkey.next(...args),
      this.#address,
      before?.expected,
      wish,
    );
    before?.hear(outcome);
    return control;
  }

  /** Judges the previous act, if anything was expected of it. */
  async #judge(): Promise<void> {
    if (this.#before) await this.#next();
  }

  async #choose(among: (Wish & { kind: 'control' })['among'], what: string): Promise<Control | undefined> {
    const control = await this.#next({ kind: 'control', among, at: this.#random.randomSample() });
    this.#doing(`${what} ${control?.name ?? 'nothing'}`);
    return control;
  }

  async #press(): Promise<void> {
    const tab = this.#tab;
    // Most links lead elsewhere, and there are many.
    const control = await this.#choose(this.#random.randomSample() < 0.15 ? 'links' : 'controls', 'press');
    if (!control) return;
    const { name, x, y, kind, spent } = control;
    const act = () => (kind === 'choose' ? tab.press(['ArrowDown']) : tab.click(x, y));
    if (spent) return act();
    const count = this.#presses.get(name) ?? { silent: 0, answered: false, waits: 0 };
    this.#presses.set(name, count);
    // A control that has answered before may have died since, but is not worth waiting for the page to come to rest;
    // nor is one on a page that never rests.
    const waits = !count.answered && count.waits < OFTEN;
    if (waits) await tab.move(x, y);
    const quiet = !waits || (await tab.run(() => monkey.quiet()));
    count.waits += Number(!quiet);
    await act();
    if (!quiet) return;
    const hear = ({ answered }: Outcome): void => {
      if (answered === undefined) return;
      count.silent = answered ? 0 : count.silent + 1;
      count.answered ||= answered;
    };
    this.#before = { expected: { kind: 'answer' }, hear };
  }

  async #type(): Promise<void> {
    const tab = this.#tab;
    const field = await this.#choose('fields', 'type into');
    if (!field) return;
    const from = field.kind === 'number' ? '123456789' : 'abcdefghk';
    const letters = Array.from({ length: 3 }, () => from[this.#random.randint(0, from.length)] ?? '').join('');
    await tab.click(field.x, field.y);
    await tab.press(['End', letters]);
    const times = (this.#words.get(field.name) ?? 0) + 1;
    this.#words.set(field.name, times);
    const story = this.#story;
    const hear = ({ lost }: Outcome): void => {
      if (lost !== undefined) this.lost.push(`${field.name} was given "${letters}": ${lost} (${story})`);
    };
    this.#before = { expected: { kind: 'letters', letters, wait: times <= LOOKS }, hear };
  }

  async #drag(): Promise<void> {
    const tab = this.#tab;
    const control = await this.#choose('controls', 'drag');
    const place = (): [number, number] => [
      this.#random.uniform(1, this.#size.width - 1),
      this.#random.uniform(1, this.#size.height - 1),
    ];
    await tab.down(...(control ? ([control.x, control.y] as const) : place()));
    for (let step = 0; step < 3; step++) await tab.move(...place());
    await tab.up();
  }
}

class Hung extends Error {}

/**
 * Without errors of a page that is left while it loads a file or imports an existing module, and without those that a
 * resize may report once.
 */
export async function lastingOf(errors: ReadonlyMap<string, string>, address: string): Promise<string[]> {
  const isThere = async (text: string): Promise<boolean> => {
    const [, tag, imported] =
      /not loaded: .*(?:src|href)="([^"]+)"|dynamically imported module: (\S+)/.exec(text) ?? [];
    const path = tag ?? imported;
    return path !== undefined && (await fetch(new URL(path, address))).ok;
  };
  const others = [...errors].filter(([text]) => !/ResizeObserver loop|favicon\.ico$/.test(text));
  const there = await Promise.all(others.map(([text]) => isThere(text)));
  return others.filter((_, k) => !there[k]).map(([text, act]) => `${text} (${act})`);
}

interface MonkeyOptions {
  acts: number;
  seed: number;
  /** Directory of a built site; default: this project's. */
  directory?: string | undefined;
  /** Milliseconds after which a page counts as hung. */
  patience?: number;
}

/** Acts on one page; reports the outcome in a line, and returns its findings by kind. */
export async function visit(
  engine: EngineName,
  page: string,
  { acts, seed, directory, patience = PATIENCE }: MonkeyOptions,
): Promise<Record<string, string[]>> {
  const site = await watchedSite({ directory, script: install });
  const began = performance.now();
  const monkey = new Monkey(engine, site, page, { acts, seed, directory: directory ?? '', patience });
  try {
    await monkey.start();
    for (let k = 1; k <= acts; k++) await monkey.act(k);
    await monkey.act();
    const found = {
      'script errors': await lastingOf(monkey.errors, site.address),
      'lost inputs': monkey.lost,
      'dead controls': monkey.dead,
      'times without an answer': monkey.hung,
    };
    const counts = Object.entries(found).map(([what, { length }]) => `${length} ${what}`);
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `${monkey.browser}, ${page}: ${acts} acts of seed ${seed}, ${counts.join(', ')}; ${monkey.reach}; ` +
        `opened again ${monkey.opened.length} times; ${seconds.toFixed(0)} s, ${(acts / seconds).toFixed(1)} acts a second`,
    );
    // A monkey that is kept from acting finds nothing.
    if (monkey.opened.length > acts / 10) throw new Error(`could not act: ${[...new Set(monkey.opened)].join('; ')}`);
    return found;
  } finally {
    await monkey.close();
    await site.close();
  }
}

/** Pages by their names, in this order; without names all except the frames. */
function pagesNamed(names: string | undefined): string[] {
  if (names === undefined) return builtPages();
  const all = builtPages({ all: true });
  return names.split(',').map((name) => {
    const page = name === 'home' ? '/' : `/${name.replace(/^\/|\/$/g, '')}/`;
    if (!all.includes(page)) throw new UsageError(`--pages=${names}: no page is called ${name}.`);
    return page;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = readOptions(
    { url: import.meta.url, name: 'npm run monkey' },
    {
      pages: { type: 'string' },
      acts: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string', default: 'chromium' },
    },
  );
  try {
    const engine = engineNames.find((name) => name === values.engine);
    if (!engine) throw new UsageError(`--engine=${values.engine}: choose from ${engineNames.join(', ')}.`);
    const acts = wholeNumber(values.acts, 'acts', [1, 1e6]);
    const seed = wholeNumber(values.seed, 'seed', [0, 2 ** 32 - 1]);
    const pages = pagesNamed(values.pages);
    let failed = 0;
    for (const page of pages) {
      const found = await visit(engine, page, { acts, seed }).catch((error: unknown) => ({
        'visits cut short': [`${error}`],
      }));
      for (const [what, all] of Object.entries(found)) {
        if (all.length === 0) continue;
        failed++;
        console.log(`failed: ${page}: ${what}:\n    ${all.join('\n    ')}`);
      }
    }
    console.log(`\n${4 * pages.length - failed} passed, ${failed} failed`);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    exitWith(error);
  }
}
