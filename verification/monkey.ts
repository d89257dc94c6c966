/**
 * npm run monkey                            2,000 random acts on every page that is built, in Chromium
 * npm run monkey -- --pages=adam,momentum   on the pages with these names; `home` is the first
 * npm run monkey -- --acts=500 --seed=7     so many, and others; the same seed does the same as long as the page does
 * npm run monkey -- --engine=firefox        in Firefox or in WebKit, as `npm run browsers` opens them
 *
 * Presses, drags, types, scrolls, resizes and goes back at random, and tells of script errors, of letters that did not stay
 * in the field into which they were typed, of controls that changed nothing however often they were pressed, and of pages
 * that no longer answer. The last line is `N passed, N failed`; a page is one check of each.
 */
import { exitWith, readOptions, UsageError, wholeNumber } from '../scripts/options.ts';
import { RandomState } from '../src/engine/random-state.ts';
import { builtPages } from './audit/visit.ts';
import { type EngineName, engineNames, openTab, type Tab } from './browsers/engines.ts';
import { pause } from './browsers/figure.ts';
import { watchedSite } from './browsers/watched-site.ts';

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
/** Milliseconds after which a page counts as hung, and within which a press has changed something. */
const [PATIENCE, SOON] = [30_000, 400];
/** Presses without any change after which a control counts as dead. */
const OFTEN = 3;

interface Control {
  /** Its role, name and figure, by which it is known again. */
  name: string;
  x: number;
  y: number;
  kind: 'press' | 'choose' | 'text' | 'number';
}

interface Held {
  changes: number;
}

/** Runs in the page: keeps it open, silences what would wait for a person, and counts what changes. */
function hold(address: string): number {
  const here = globalThis as unknown as { held?: Held };
  if (location.href.split(/[?#]/)[0] !== address) throw new Error('another page');
  if (here.held) return here.held.changes;
  const held: Held = { changes: 0 };
  here.held = held;
  const changed = (): void => void held.changes++;
  new MutationObserver(changed).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  for (const name of ['input', 'change', 'scroll', 'hashchange', 'popstate', 'copy'])
    addEventListener(name, changed, true);
  addEventListener('focusin', ({ target }) => target instanceof HTMLButtonElement || changed());
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
  // A link to another page, a file and a print are others' tests.
  addEventListener('click', (event) => {
    const target =
      event.target instanceof Element ? event.target.closest('a[href], area[href], input[type=file]') : null;
    const leads =
      target instanceof HTMLAnchorElement && target.pathname + target.search === location.pathname + location.search;
    if (!target || (leads && target.origin === location.origin && !target.download)) return;
    event.preventDefault();
    changed();
  });
  Object.assign(globalThis, {
    print: changed,
    alert: changed,
    confirm: () => true,
    prompt: () => null,
    open: () => null,
  });
  return 0;
}

/** Runs in the page: brings one control into view, by a number from 0 to 1, and says where it is; undefined for one that is covered. */
function choose(at: number, text: boolean): Control | undefined {
  const modal = document.querySelector('dialog:modal') ?? document;
  const wanted = text
    ? 'input:is([type=text], [type=search], [type=number], :not([type])), textarea, [contenteditable=true]'
    : 'button, a[href], input, select, textarea, summary, [role=tab], [role=slider], [contenteditable=true], [tabindex="0"]';
  const all = [...modal.querySelectorAll<HTMLElement>(wanted)].filter(
    (one) =>
      one.checkVisibility({ visibilityProperty: true }) &&
      !one.matches(':disabled, [aria-disabled=true], [readonly]') &&
      one.getClientRects().length > 0,
  );
  const found = all[Math.floor(at * all.length)];
  if (!found) return undefined;
  found.scrollIntoView({ block: 'center', behavior: 'instant' });
  // Its list opens outside of the page: its keys choose.
  if (found instanceof HTMLSelectElement) found.focus();
  const { left, top, width, height } = found.getClientRects()[0] ?? new DOMRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  if (!hit || !(found.contains(hit) || hit.contains(found) || hit.closest('label')?.contains(found))) return undefined;
  const role =
    found.getAttribute('role') ??
    (found.tagName === 'INPUT' ? found.getAttribute('type') : undefined) ??
    found.tagName.toLowerCase();
  const said = found.ariaLabel ?? found.getAttribute('name') ?? found.textContent?.trim().slice(0, 40) ?? '';
  const place = found.closest('figure[id], [id]')?.id ?? '';
  const isNumber = role === 'number' || found.inputMode === 'decimal' || found.inputMode === 'numeric';
  const kind = role === 'select' ? 'choose' : !text ? 'press' : isNumber ? 'number' : 'text';
  return { name: `${role} "${said}" in #${place}`, x, y, kind };
}

/** Runs in the page: what the field that has the focus holds; undefined if none has it. */
function holds(): string | undefined {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    // Where as much as may be is in it, nothing more stays.
    return field.maxLength >= 0 && field.value.length + 3 > field.maxLength ? undefined : field.value;
  }
  return field instanceof HTMLElement && field.isContentEditable ? (field.textContent ?? '') : undefined;
}

class Monkey {
  readonly #tab: Tab;
  readonly #address: string;
  readonly lost: string[] = [];
  readonly hung: string[] = [];
  readonly #presses = new Map<string, { times: number; changed: number }>();
  readonly #random: RandomState;
  #size = { width: 1280, height: 900 };

  constructor(tab: Tab, address: string, seed: number) {
    this.#tab = tab;
    this.#address = address;
    this.#random = new RandomState(seed);
  }

  get dead(): string[] {
    return [...this.#presses].flatMap(([name, { times, changed }]) =>
      times >= OFTEN && changed === 0 ? [`${name}, pressed ${times} times`] : [],
    );
  }

  async act(k: number): Promise<void> {
    const end = pause(PATIENCE, false).then(() => Promise.reject(new Error('no answer')));
    try {
      await Promise.race([this.#act(k), end]);
    } catch (error) {
      // A page that goes while it is asked answers by an error of the driver; one that is still there must answer.
      if (String(error).includes('no answer')) this.hung.push(`act ${k}`);
      await this.open();
    }
  }

  /** Again where the machine was too busy to answer in time. */
  async open(tries = 3): Promise<void> {
    try {
      await this.#tab.open(this.#address);
    } catch (error) {
      if (tries === 1) throw error;
      // A step back may be under way.
      await pause(1000, false);
      await this.open(tries - 1);
    }
  }

  async #act(k: number): Promise<void> {
    const tab = this.#tab;
    await tab.run(hold, this.#address);
    const which = this.#random.randomSample();
    if (which < 0.5) return this.#press();
    if (which < 0.66) return this.#type(k);
    if (which < 0.8) return this.#drag();
    if (which < 0.9) return tab.press([KEYS[this.#random.randint(0, KEYS.length)] ?? 'Tab']);
    if (which < 0.96)
      return void (await tab.run(
        (by) => scrollBy({ top: by, behavior: 'instant' }),
        this.#random.uniform(-1500, 2000),
      ));
    if (which < 0.98) return void (await tab.run(() => history.back()));
    this.#size = {
      width: WIDTHS[this.#random.randint(0, WIDTHS.length)] ?? 1280,
      height: this.#random.randint(400, 1000),
    };
    return tab.resize(this.#size.width, this.#size.height);
  }

  async #press(): Promise<void> {
    const tab = this.#tab;
    const control = await tab.run(choose, this.#random.randomSample(), false);
    if (!control) return;
    const before = await tab.run(hold, this.#address);
    if (control.kind !== 'choose') {
      await tab.down(control.x, control.y);
      await tab.up();
    } else await tab.press(['ArrowDown']);
    const end = performance.now() + SOON;
    const changed = async (): Promise<boolean> => (await tab.run(hold, this.#address)) !== before;
    let has = await changed();
    while (!has && performance.now() < end) has = await pause(40, false).then(changed);
    const count = this.#presses.get(control.name) ?? { times: 0, changed: 0 };
    this.#presses.set(control.name, { times: count.times + 1, changed: count.changed + Number(has) });
  }

  async #type(k: number): Promise<void> {
    const tab = this.#tab;
    const field = await tab.run(choose, this.#random.randomSample(), true);
    if (!field) return;
    await tab.down(field.x, field.y);
    await tab.up();
    await tab.press(['End']);
    if ((await tab.run(holds)) === undefined) return;
    const letters = [...(field.kind === 'number' ? '123456789' : 'abcdefghk')];
    const typed = Array.from({ length: 3 }, () => letters[this.#random.randint(0, letters.length)] ?? '');
    await tab.press(typed);
    const now = await tab.run(holds);
    if (now !== undefined && !now.includes(typed.join('')))
      this.lost.push(`act ${k}: ${field.name} was given "${typed.join('')}" and holds "${now.slice(-60)}"`);
  }

  async #drag(): Promise<void> {
    const tab = this.#tab;
    const control = await tab.run(choose, this.#random.randomSample(), false);
    const [x, y] = control
      ? [control.x, control.y]
      : [this.#random.uniform(1, this.#size.width - 1), this.#random.uniform(1, this.#size.height - 1)];
    await tab.down(x, y);
    for (let step = 0; step < 3; step++)
      await tab.move(this.#random.uniform(1, this.#size.width - 1), this.#random.uniform(1, this.#size.height - 1));
    await tab.up();
  }
}

/** Without what a page says that is left while it loads, although the file is there, and what a resize may say once. */
async function lastingOf(troubles: readonly string[], address: string): Promise<string[]> {
  const isThere = async (text: string): Promise<boolean> => {
    const path = /not loaded: .*(?:src|href)="([^"]+)"/.exec(text)?.[1];
    return path !== undefined && (await fetch(new URL(path, address))).ok;
  };
  const others = troubles.filter((text) => !/ResizeObserver loop|favicon\.ico$/.test(text));
  const there = await Promise.all(others.map(isThere));
  return others.filter((_, k) => !there[k]);
}

/** Acts on one page; says in a line what came of it, and returns what failed. */
async function visit(engine: EngineName, page: string, acts: number, seed: number): Promise<string[]> {
  const site = await watchedSite();
  const tab = await openTab(engine, false);
  const began = performance.now();
  try {
    const address = site.address + page.slice(1);
    const monkey = new Monkey(tab, address, seed);
    await monkey.open();
    for (let k = 1; k <= acts; k++) await monkey.act(k);
    const found = {
      'script errors': await lastingOf([...new Set(site.troubles)], site.address),
      'lost inputs': monkey.lost,
      'dead controls': monkey.dead,
      'times without an answer': monkey.hung,
    };
    const counts = Object.entries(found).map(([what, { length }]) => `${length} ${what}`);
    console.log(
      `${tab.browser}, ${page}: ${acts} acts, ${counts.join(', ')}; ${((performance.now() - began) / 1000).toFixed(0)} s`,
    );
    const failures = Object.entries(found).flatMap(([what, all]) =>
      all.length > 0 ? [`${page}: ${what}:\n    ${all.join('\n    ')}`] : [],
    );
    for (const text of failures) console.log(`failed: ${text}`);
    return failures;
  } finally {
    await tab.close();
    await site.close();
  }
}

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
  const wanted = values.pages?.split(',').map((name) => (name === 'home' ? '/' : `/${name.replace(/^\/|\/$/g, '')}/`));
  const pages = builtPages().filter((page) => wanted?.includes(page) ?? true);
  if (pages.length === 0) throw new UsageError(`--pages=${values.pages}: no page has this name.`);
  const failures: string[] = [];
  for (const page of pages)
    failures.push(
      ...(await visit(
        engine,
        page,
        wholeNumber(values.acts, 'acts', [1, 1e6]),
        wholeNumber(values.seed, 'seed', [0, 2 ** 32 - 1]),
      ).catch((error: unknown) => {
        console.log(`failed: ${page}: ${error}`);
        return [String(error)];
      })),
    );
  console.log(`\n${4 * pages.length - failures.length} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  exitWith(error);
}
