/** The monkey's half in the page: finds pressable controls, and observes the effects of presses and letters. */

export interface Control {
  /** Its role, name and figure, by which it is recognized. */
  name: string;
  x: number;
  y: number;
  kind: 'press' | 'choose' | 'text' | 'number';
  /** Whether a press may change nothing: a control already chosen, or a field with the cursor. */
  spent: boolean;
}

/** The expected effect of an act: a change, or its letters in their field. */
export type Expected = { kind: 'answer' } | { kind: 'letters'; letters: string; wait: boolean };

/** The outcome of an act; undefined if it cannot be determined. */
export interface Outcome {
  answered?: boolean | undefined;
  /** Where letters went that did not stay. */
  lost?: string | undefined;
}

/** The next act: a position down the page, a step back within it, or one of its controls. */
export type Wish =
  | { kind: 'scroll'; by: number }
  | { kind: 'back' }
  | {
      kind: 'control';
      among: 'controls' | 'links' | 'fields';
      /** Where to begin among them, from 0 to 1. */
      at: number;
    };

export interface InPage {
  /**
   * Judges the previous act, if something was expected of it: waits only until it is answered. Then scrolls or goes
   * back, or scrolls to a control that can be pressed, or a field that accepts letters; undefined if there is none. All
   * in one call, because a message to a page takes as long as an act.
   * @throws if another page is open
   */
  next(
    address: string,
    expected: Expected | undefined,
    wish: Wish | undefined,
  ): Promise<{ outcome: Outcome; control?: Control | undefined }>;
  /**
   * Waits until the part of the page around the chosen control is at rest; returns whether it is, with the control
   * still in place.
   */
  quiet(): Promise<boolean>;
}

/** Runs before all scripts of a page: keeps it open, suppresses dialogs, and observes changes. */
export function install(): void {
  /**
   * Milliseconds without a change after which a page is at rest, after which it counts as restless, and within which a
   * press has an effect.
   */
  const [REST, RESTLESS, SOON] = [120, 500, 400];
  /** Milliseconds after which letters are checked again. */
  const LATER = 600;
  /** Number of candidates tried before giving up. */
  const TRIES = 12;
  const FIELDS =
    'input:is([type=text], [type=search], [type=number], [type=url], [type=email], :not([type])), textarea, [contenteditable=true]';
  const CONTROLS =
    'button, input, select, textarea, summary, [role=tab], [role=slider], [contenteditable=true], [tabindex="0"]';
  /** Controls for pressing; those for keys have no effect once they have the focus. */
  const PRESSED = 'button, a, summary, [role=button], [role=tab]';
  const wanted = { fields: FIELDS, controls: CONTROLS, links: 'a[href], area[href]' };

  /** Number of changes that count as an answer, and of all. */
  let [answers, changes] = [0, 0];
  let before = { answers, changes };
  /** Time of the last change in each part of the page: a figure, or the page around all of them. */
  const times = new WeakMap<Node, number>();
  /** Parts that moved before the press; blind: the control's own part is one of them. */
  let restless = new WeakSet<Node>();
  let blind = false;
  /** Steps back available within the page. */
  let depth = 0;
  /** Whether the page is being scrolled to a control, which an event reports later: not a response of the page. */
  let scrolls = false;
  let heard = (): void => {};
  let chosen: HTMLElement | undefined;
  let typed: { field: HTMLElement; text: string } | undefined;
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  const partOf = (node: Node): Node =>
    (node instanceof Element ? node : node.parentElement)?.closest('figure') ?? document;
  const isAtRest = (part: Node): boolean => performance.now() - (times.get(part) ?? 0) >= REST;
  const changed = (part: Node): void => {
    times.set(part, performance.now());
    if (!restless.has(part)) answers++;
    changes++;
    heard();
  };
  const answer = (): void => {
    answers++;
    changes++;
    heard();
  };
  new MutationObserver((records) => {
    for (const part of new Set(records.map(({ target }) => partOf(target)))) changed(part);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener('scroll', () => scrolls || changed(document), true);
  for (const name of ['hashchange', 'popstate', 'copy']) addEventListener(name, answer, true);
  for (const name of ['input', 'change']) addEventListener(name, ({ target }) => isOf(target) && answer(), true);
  // The focus alone is an effect on controls for keys, and not on those for pressing.
  addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && !target.closest(PRESSED)) answer();
  });
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
  // Links to other pages, files and printing are covered by other tests.
  addEventListener('click', (event) => {
    const [deepest] = event.composedPath();
    const target = deepest instanceof Element ? deepest.closest('a[href], area[href], input[type=file]') : null;
    const leads =
      target instanceof HTMLAnchorElement && target.pathname + target.search === location.pathname + location.search;
    if (!target) return;
    if (leads && target.origin === location.origin && !target.download) {
      if (target.hash !== location.hash) depth++;
      return;
    }
    event.preventDefault();
    answer();
  });
  const { pushState } = history;
  history.pushState = (...args) => {
    depth++;
    pushState.apply(history, args);
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    if (this.isConnected) click.call(this);
    else answer();
  };
  Object.assign(globalThis, {
    print: answer,
    alert: answer,
    confirm: () => true,
    prompt: () => null,
    open: () => null,
  });
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'End') return;
      const field = focused();
      typed = field?.matches(FIELDS) && !isFull(field) ? { field, text: textOf(field) } : undefined;
    },
    true,
  );

  /** Whether a checkbox, a slider or a list is the chosen control, or belongs to it as label or part. */
  const isOf = (target: EventTarget | null): boolean =>
    target instanceof Element && chosen !== undefined && (target.contains(chosen) || chosen.contains(target));

  /** The focused element, including inside shadow roots. */
  function focused(): HTMLElement | undefined {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at instanceof HTMLElement ? at : undefined;
  }

  const isBox = (field: Element) => field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  const textOf = (field: HTMLElement): string => (isBox(field) ? field.value : (field.textContent ?? ''));
  /** A field at its maximum length accepts no more letters. */
  const isFull = (field: HTMLElement): boolean =>
    isBox(field) && (field.readOnly || (field.maxLength >= 0 && field.value.length + 3 > field.maxLength));

  /** Shadow hosts, cached: a page has few, and searching for them at every act would take as long as the act. */
  const hosts: Element[] = [];
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    hosts.push(this);
    return attachShadow.call(this, options);
  };

  function all(root: ParentNode & Node, selector: string): HTMLElement[] {
    const within = hosts.filter((host) => root.contains(host)).flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return [root, ...within].flatMap((part) => [...part.querySelectorAll<HTMLElement>(selector)]);
  }

  /** The centre of a control, if a pointer reaches it. */
  function placeOf(found: HTMLElement): { x: number; y: number } | undefined {
    if (!found.checkVisibility({ visibilityProperty: true })) return undefined;
    if (found.matches(':disabled, [aria-disabled=true], [readonly]')) return undefined;
    const { left, top, width, height } = found.getClientRects()[0] ?? new DOMRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const root = found.getRootNode();
    const hit = root instanceof Document || root instanceof ShadowRoot ? root.elementFromPoint(x, y) : null;
    if (!hit) return undefined;
    const within = found.contains(hit) || hit.closest('label')?.contains(found);
    // The centre of a curved line is beside it.
    return within || (hit.contains(found) && !(found instanceof SVGElement)) ? { x, y } : undefined;
  }

  function describe(found: HTMLElement): Omit<Control, 'x' | 'y'> {
    const role =
      found.getAttribute('role') ??
      (found.tagName === 'INPUT' ? found.getAttribute('type') : undefined) ??
      found.tagName.toLowerCase();
    const label = found instanceof HTMLInputElement ? found.labels?.[0]?.textContent : undefined;
    const said = (found.ariaLabel ?? label ?? found.textContent ?? '').trim() || (found.getAttribute('name') ?? '');
    const host = found.getRootNode();
    const place = (host instanceof ShadowRoot ? host.host : found).closest('figure[id], [id]')?.id ?? '';
    const isNumber = role === 'number' || found.inputMode === 'decimal' || found.inputMode === 'numeric';
    const kind =
      found instanceof HTMLSelectElement ? 'choose' : !found.matches(FIELDS) ? 'press' : isNumber ? 'number' : 'text';
    const chosenAlready = found.matches('[type=radio]:checked, [aria-selected=true], [aria-checked=true][role=radio]');
    const last = found instanceof HTMLSelectElement && found.selectedIndex === found.options.length - 1;
    const current = found.ariaCurrent !== null && found.ariaCurrent !== 'false';
    const holds = found === focused() && !found.matches(PRESSED);
    return {
      name: `${role} "${said.slice(0, 40)}" in #${place}`,
      kind,
      spent: chosenAlready || last || current || holds,
    };
  }

  const own = (): Node[] => [document, ...(chosen ? [partOf(chosen)] : [])];

  /** Records moving parts before a press. */
  function note(): void {
    // Leaving another field submits its text: an effect, but not of the press.
    const other = focused();
    if (other !== chosen && other?.matches(FIELDS)) other.blur();
    restless = new WeakSet([document, ...document.querySelectorAll('figure')].filter((part) => !isAtRest(part)));
    blind = own().some((part) => restless.has(part));
    before = { answers, changes };
  }

  /** Resolves when a condition becomes true that only a change of the page can fulfil, or after a timeout. */
  async function until(isTrue: () => boolean, milliseconds: number): Promise<void> {
    if (isTrue()) return;
    await new Promise<void>((resolve) => {
      const end = setTimeout(resolve, milliseconds);
      heard = () => {
        if (!isTrue()) return;
        clearTimeout(end);
        resolve();
      };
    });
    heard = () => {};
  }

  async function choose(among: keyof typeof wanted, at: number): Promise<Control | undefined> {
    const found = all(document.querySelector('dialog:modal') ?? document, wanted[among]);
    scrolls = true;
    for (let k = 0; k < Math.min(TRIES, found.length); k++) {
      // Steps of the golden section reach all parts of the list.
      const one = found[Math.floor(((at + k * 0.618034) % 1) * found.length)];
      if (!one?.checkVisibility({ visibilityProperty: true })) continue;
      one.scrollIntoView({ block: 'center', behavior: 'instant' });
      if (!placeOf(one)) continue;
      // The scroll event is fired now, and newly visible parts begin to move.
      await frame();
      await frame();
      const place = placeOf(one);
      if (!place) continue;
      scrolls = false;
      chosen = one;
      // Its list opens outside the page: its keys choose.
      if (one instanceof HTMLSelectElement) one.focus();
      const control = { ...place, ...describe(one) };
      note();
      return control;
    }
    scrolls = false;
    return undefined;
  }

  /** Whether anything has changed in a part that was at rest, or soon does; undefined if that cannot be determined. */
  async function answered(): Promise<boolean | undefined> {
    await until(() => answers !== before.answers || (blind && changes !== before.changes), SOON);
    if (answers !== before.answers) return true;
    // Controls in a figure have their effect there; controls around figures may have set the one that moves.
    const isThere = !blind && chosen !== undefined && partOf(chosen) !== document;
    return isThere || changes === before.changes ? false : undefined;
  }

  /**
   * What happened to letters typed after the key End; undefined if they stayed.
   * @param later whether to check again once the page has had time to answer
   */
  async function lost(letters: string, later: boolean): Promise<string | undefined> {
    if (!typed) return undefined;
    const { field, text } = typed;
    typed = undefined;
    const look = (): string | undefined => {
      // A dialog requested just before receives the letters when it opens.
      if (document.querySelector('dialog:modal')?.contains(field) === false) return undefined;
      if (!field.isConnected) return 'it is gone';
      const other = focused();
      if (other !== field) return `the focus went to ${other ? describe(other).name : 'nothing'}`;
      const now = textOf(field);
      // A number may lose its leading zeros.
      const former = text.replace(/^0+(?=\d|$)/, '');
      const whole = now.includes(letters) && (!isBox(field) || now.length >= former.length + letters.length);
      return whole ? undefined : `it held "${text.slice(-60)}" and holds "${now.slice(-60)}"`;
    };
    const soon = look();
    if (soon !== undefined || !later) return soon;
    await wait(LATER);
    const late = look();
    return late && `${late} ${LATER} ms later`;
  }

  const page: InPage = {
    async next(address, expected, wish) {
      if (location.href.split(/[?#]/)[0] !== address) throw new Error('another page');
      const outcome: Outcome = {};
      // A driver may turn undefined into null, but not a missing field.
      const tell = (name: keyof Outcome, value: Outcome[keyof Outcome]) =>
        value !== undefined && Object.assign(outcome, { [name]: value });
      if (expected?.kind === 'answer') tell('answered', await answered());
      if (expected?.kind === 'letters') tell('lost', await lost(expected.letters, expected.wait));
      if (wish?.kind === 'scroll') scrollBy({ top: wish.by, behavior: 'instant' });
      if (wish?.kind === 'back' && depth > 0) {
        depth--;
        history.back();
      }
      return { outcome, control: wish?.kind === 'control' ? await choose(wish.among, wish.at) : undefined };
    },
    async quiet() {
      const end = performance.now() + RESTLESS;
      while (!own().every(isAtRest)) {
        if (performance.now() > end) return false;
        await wait(20);
      }
      note();
      return chosen?.isConnected === true && placeOf(chosen) !== undefined;
    },
  };
  Object.assign(globalThis, { monkey: page });
}
