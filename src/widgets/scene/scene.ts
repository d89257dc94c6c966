import { effect } from '@preact/signals';
import type { Figure, Passage } from '../page/figure.ts';
import { offers } from '../page/offers.ts';
import { figureNamed, opened } from '../page/page.ts';
import { isSameValues } from '../page/same-values.ts';
import { type PassageData, passagesOf } from './passages.ts';

/** Height of the bar at the top of the page, px. */
const BAR = 56;
/** Px by which a requested passage is scrolled past its place, so that its words stop there. */
const PAST = 8;
/** Px between the end of high words and the bottom of the window. */
const BELOW = 12;
/** Milliseconds after which the picture follows a passage: scrolling past it quickly does not trigger it. */
const SETTLED = 160;

/** Frames for which a page keeps its place after a phone was turned. */
const TURNING = 30;

let scenes: readonly Scene[] = [];

/** Lets the passages of every scene on the page set their figure. */
export function watchScenes(): void {
  void opened.then(() => {
    scenes = [...document.querySelectorAll<HTMLElement>('[data-scene]')].flatMap((root) => {
      const figure = figureNamed(root.dataset['scene'] ?? '');
      return figure ? [new Scene(root, figure)] : [];
    });
    // All scenes are measured before any changes, so that the page is laid out only once.
    const begins = scenes.map((scene) => scene.watch());
    for (const begin of begins) begin();
    addEventListener('keydown', turnByKey);
    keepPlaceOnTurn();
    if (scenes.length === 0) return;
    const present = async (of?: string): Promise<void> => (await import('./slides.ts')).present(scenes, of);
    offers.value = [
      ...offers.value,
      {
        name: 'Present',
        help: 'The scenes of this page over the whole screen, for a projector',
        fits: ({ embed }) => !embed,
        open: ({ spec }) => present(spec.name),
      },
    ];
    if (new URLSearchParams(location.search).has('present')) void present();
  });
}

const isInWindow = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > BAR && top < innerHeight;
};

/** When a phone is turned, pictures and passages change their heights: scrolls back to what was being read. */
function keepPlaceOnTurn(): void {
  if (navigator.maxTouchPoints === 0) return;
  let isUpright = innerHeight > innerWidth;
  let read: Element | undefined;
  const look = (): void => {
    // On an upright phone a picture may fill the upper half.
    const under = document.elementFromPoint(innerWidth / 2, (isUpright ? 0.75 : 0.5) * innerHeight);
    const found = under?.closest('.passage') ?? under;
    // Between two paragraphs this is the whole page, which marks no place.
    if (found && (found.matches('.passage') || found.clientHeight < innerHeight)) read = found;
    else if (read && !isInWindow(read)) read = undefined;
  };
  look();
  addEventListener('scrollend', look);
  addEventListener('resize', () => {
    if (isUpright === innerHeight > innerWidth) return;
    isUpright = !isUpright;
    const kept = read;
    // The pictures above take their new sizes one after another.
    let frames = TURNING;
    const back = (): void => {
      kept?.scrollIntoView({ block: 'center', behavior: 'instant' });
      if (frames-- > 0) requestAnimationFrame(back);
    };
    requestAnimationFrame(back);
  });
}

/** The scene whose figure is completely in the window; its `forward` and `back` are called by keys or a clicker. */
export const sceneInWindow = (): Scene | undefined => scenes.find((scene) => scene.isWhole());

/** Enter, Space and Page Down first play what is left and then go on, with Shift they go back; never on a control. */
function turnByKey(event: KeyboardEvent): void {
  const by = { Enter: 1, ' ': 1, PageDown: 1, PageUp: -1 }[event.key];
  if (by === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof Element) || !event.target.matches('body, html, .passage')) return;
  const scene = sceneInWindow();
  if (by < 0 || event.shiftKey ? scene?.back() : scene?.forward()) event.preventDefault();
}

export class Scene {
  /** On a slide: continues after the last passage. Nothing scrolls there, and a run waits for a press. */
  goesOn: (() => boolean) | undefined;
  readonly #root: HTMLElement;
  readonly #figure: Figure;
  readonly #stage: HTMLElement | null;
  readonly #elements: HTMLElement[];
  /** For each passage: its sticky box, and its words. */
  readonly #places: HTMLElement[];
  readonly #words: HTMLElement[];
  /** For each passage: px by which its words exceed their space. */
  #over: number[] = [];
  readonly #passages: Passage[];
  readonly #bar: HTMLElement | null;
  /** Passages whose run has finished, or was stopped by the reader. */
  readonly #seen = new Set<number>();
  /** The element after the scene. */
  readonly #after: Element | null;
  #at = -1;
  /** The passage at which the reader made their own run; undefined: where they next stop, as after a link. */
  #mine: number | undefined;
  /**
   * A link made the reader's run, so it stays wherever they scroll until they give it up: a reader working on an
   * exercise scrolls up and down between its text and the picture.
   */
  #stays = false;
  #brought: readonly string[];
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** In the workshop there are no passages to show, so scrolling changes nothing. */
  #away = false;

  constructor(root: HTMLElement, figure: Figure) {
    this.#root = root;
    this.#figure = figure;
    this.#brought = figure.brought.peek();
    this.#stage = root.querySelector('.scene-stage');
    this.#elements = [...root.querySelectorAll<HTMLElement>('.passage')];
    this.#places = [...root.querySelectorAll<HTMLElement>('.passage-place')];
    this.#words = [...root.querySelectorAll<HTMLElement>('.passage-words')];
    // Safe: written by Passage.astro, which has checked it.
    const data = this.#elements.map((element) => JSON.parse(element.dataset['passage'] ?? '{"set":{}}') as PassageData);
    this.#passages = passagesOf(data, figure.spec.defaults);
    this.#bar = root.querySelector('.scene-bar');
    let after = root.nextElementSibling;
    while (after?.matches('script')) after = after.nextElementSibling;
    this.#after = after;
    figure.passage.value ??= this.#passages[0];
    // A reader who arrives by a link has a run of their own.
    if (figure.changed.peek() || figure.taken.peek()) {
      figure.taken.value = true;
      this.#stays = true;
    }
    root.classList.add('scene-live');
    if (this.#bar) this.#bar.hidden = false;
    this.#bar?.querySelector('button')?.addEventListener('click', () => this.#go(this.#at - 1));
    for (const [k, element] of this.#elements.entries()) {
      if (this.#passages[k]?.asks !== undefined) {
        const show = Object.assign(document.createElement('button'), {
          type: 'button',
          className: 'show-answer',
          textContent: 'Show me',
        });
        show.addEventListener('click', () => this.#turnTo(k + 1));
        this.#words[k]?.append(show);
      }
      // Links in hidden words can be reached by the Tab key.
      element.addEventListener('focusin', () => {
        if (k !== this.#at) this.#go(k);
      });
      element.addEventListener('keydown', (event) => this.#key(event));
    }
    effect(() => this.#ask());
    // A reader who uses a control has stopped reading: the passage must not replace typed input.
    this.#stage?.addEventListener('focusin', () => this.#settle());
    effect(() => this.#keepPlace(figure.taken.value, figure.brought.value));
    effect(() => this.#visitWorkshop(figure.workshop.value));
  }

  isOf(name: string): boolean {
    return this.#figure.spec.name === name;
  }

  /** Follows the reader from now on. @returns a function that shows the first passage */
  watch(): () => void {
    const look = (): void => this.#come(this.#current());
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    const first = this.#current();
    return () => {
      this.#come(first);
      const sizes = new ResizeObserver(() => this.#fit());
      for (const one of [this.#stage, ...this.#words]) if (one) sizes.observe(one);
      addEventListener('resize', () => this.#fit());
    };
  }

  /** Keeps the words under the current stage and, if they exceed their space, with their end in it: scene.css. */
  #fit(): void {
    this.#root.style.setProperty('--stage', `${this.#stage?.offsetHeight ?? 0}px`);
    const room = innerHeight - BELOW - this.#placeOf(0);
    this.#over = this.#words.map((words) => Math.max(0, words.offsetHeight - room) || 0);
    for (const [k, over] of this.#over.entries()) this.#places[k]?.style.setProperty('--over', `${over}px`);
  }

  /** Sticky position of a passage's words, px from the top of the window; NaN if nothing is sticky. */
  #placeOf(k: number): number {
    const place = this.#places[k];
    return place ? Number.parseFloat(getComputedStyle(place).top) + (this.#over[k] ?? 0) : Number.NaN;
  }

  /** The passage whose words are within their rise of their place, while the scene is visible. */
  #current(): number | undefined {
    if (this.#away || this.goesOn) return this.#at < 0 ? 0 : undefined;
    const { top, bottom } = this.#root.getBoundingClientRect();
    if (bottom < BAR || top > innerHeight) return undefined;
    const [first] = this.#places;
    const line = first ? this.#placeOf(0) + first.offsetHeight - (this.#over[0] ?? 0) : Number.NaN;
    // If nothing is sticky, the picture is seldom visible, and only its button calls the next passage.
    if (Number.isNaN(line)) return this.#at < 0 ? 0 : undefined;
    return Math.max(
      0,
      this.#elements.findLastIndex((element) => element.getBoundingClientRect().top <= line),
    );
  }

  /** Whether all of its figure is in the window. */
  isWhole(): boolean {
    const box = this.#stage?.querySelector('.experiment')?.getBoundingClientRect();
    return !this.#away && box !== undefined && box.height > 0 && box.top >= BAR - 1 && box.bottom <= innerHeight + 1;
  }

  /** Plays what is left of the passage, otherwise goes on. @returns whether there was anything to do */
  forward(): boolean {
    const { moving, passageDone, taken } = this.#figure;
    // The press was meant to start the run that has just begun automatically.
    if (moving.peek() && this.#figure.isFresh) return true;
    if (!moving.peek() && !taken.peek() && !passageDone.peek()) {
      void this.#figure.play();
      return true;
    }
    return this.#go(this.#at + 1);
  }

  /** Becomes a slide, at its first passage or its last. @param goesOn see above */
  present(goesOn: () => boolean, last: boolean): HTMLElement {
    this.#figure.workshop.value = false;
    this.#away = false;
    this.goesOn = goesOn;
    this.#at = -1;
    this.#go(last ? this.#elements.length - 1 : 0);
    return this.#root;
  }

  /** Returns to its page, scrolled to the current passage. */
  putBack(): void {
    this.goesOn = undefined;
    this.#bring(this.#at);
  }

  /** Goes to the previous passage. @returns whether there is one */
  back(): boolean {
    return this.#go(this.#at - 1);
  }

  #come(k: number | undefined): void {
    if (k === undefined || k === this.#at) return;
    this.#at = k;
    this.#mark();
    const status = this.#bar?.querySelector('span');
    if (status) status.textContent = `${k + 1} of ${this.#elements.length}`;
    this.#bar?.querySelector('button')?.setAttribute('aria-disabled', String(k === 0));
    const isLast = k === this.#elements.length - 1;
    this.#figure.next.value =
      isLast && !this.#after
        ? undefined
        : {
            label: isLast ? 'Read on' : 'Next',
            name: isLast ? this.#onwards() : 'Next',
            go: () => void this.#go(k + 1),
          };
    this.#comeToRest();
  }

  /** Marks the current passage; none for a reader who was led to the figure for another run. */
  #mark(): void {
    this.#root.classList.toggle('scene-brought', this.#stays);
    for (const [i, element] of this.#elements.entries()) {
      const isOn = i === this.#at;
      element.classList.toggle('on', isOn);
      element.classList.toggle('asks', this.#passages[i]?.asks !== undefined);
      if (isOn && !this.#stays) element.setAttribute('aria-current', 'step');
      else element.removeAttribute('aria-current');
      element.tabIndex = isOn ? 0 : -1;
    }
  }

  #comeToRest(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED);
  }

  /** Records where the reader makes a run of their own, and where they give it up. */
  #keepPlace(isTaken: boolean, brought: readonly string[]): void {
    if (brought !== this.#brought) {
      // A link may lead to another passage than the current one.
      this.#brought = brought;
      this.#stays = brought.length > 0;
      this.#mine = undefined;
      this.#mark();
      this.#comeToRest();
      return;
    }
    if (isTaken) {
      this.#mine = this.#at < 0 ? undefined : this.#at;
      return;
    }
    if (this.#stays) {
      this.#stays = false;
      this.#mark();
    }
    if (this.#mine === this.#at) this.#mine = undefined;
  }

  /** The picture follows the passage being read, unless it has already. */
  #settle(): void {
    if (this.#settling === undefined) return;
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#show(this.#at);
  }

  /**
   * Shows a passage. A finished run is kept: it appears at once when a reader returns to it. The reader's own run stays
   * at the passage where it was made; the others show theirs.
   */
  #show(k: number, { again = false } = {}): void {
    const asked = this.#passages[k];
    if (!asked) return;
    const passage = asked.own ? this.#leftBehind(asked) : asked;
    const { taken, own, dragging, typing } = this.#figure;
    const isTaken = taken.peek();
    if (isTaken && (this.#stays || this.#mine === undefined || dragging.peek() || typing.peek())) this.#mine = k;
    if (k === this.#mine && !again && (isTaken || own.peek())) {
      // The way back to the story leads to the reader's position.
      if (isTaken) this.#figure.passage.value = passage;
      else this.#figure.takeBack();
      return;
    }
    const now = this.#figure.passage.peek();
    // After a guess the next passage's run has already been shown.
    const isThere =
      now !== passage &&
      now?.ends === 0 &&
      isSameValues(now.values, passage.values) &&
      this.#figure.upTo.peek() !== 0 &&
      !this.#figure.moving.peek();
    const waits = this.goesOn !== undefined && passage.plays === true && !isThere;
    const plays = passage.plays === true && !waits && (again || !(this.#seen.has(k) || isThere));
    // The reader's own run stays behind it.
    const values = this.#figure.values.peek();
    const isOther = isTaken && now !== undefined && !isSameValues(now.values, values);
    const shown = isOther && !passage.ghost ? { ...passage, ghost: values } : passage;
    // The run of a passage that was skipped is still unplayed on the way back.
    void this.#figure.tell(shown, { plays, waits }).then(() => {
      if (this.#figure.passage.peek() === shown) this.#seen.add(k);
    });
  }

  /** The passage with the values at which the reader left the first figure of this experiment. */
  #leftBehind(passage: Passage): Passage {
    const first = figureNamed(this.#figure.spec.id);
    if (!first) return passage;
    const own = first.taken.peek() ? undefined : first.own.peek();
    const values = own?.values ?? first.values.peek();
    if (!first.waiting.peek()) this.#figure.trust(values);
    return { ...passage, values };
  }

  /** Leaves the passages for the workshop; the way back leads to the same passage. */
  #visitWorkshop(opens: boolean): void {
    if (opens === this.#away) return;
    if (opens) {
      this.#away = true;
      return;
    }
    requestAnimationFrame(() => {
      this.#away = false;
      this.#bring(this.#at);
    });
  }

  /**
   * Asks for a guess until it is made, or until more than the start of the run is visible: a reader who plays it
   * without a guess has seen the answer, which need not be hidden from them.
   */
  #ask(): void {
    const { asks, guess, upTo, spec } = this.#figure;
    const isMarked = guess.value !== undefined;
    this.#root.classList.toggle('scene-asks', asks.value !== undefined && !isMarked);
    // A picture without a run shows the answer together with its passage.
    if (isMarked || (upTo.value !== 0 && !spec.still)) this.#root.classList.add('scene-answered');
  }

  /**
   * Goes to a passage as scrolling would; but a requested passage is always shown.
   * @returns whether there is one, or something after the scene
   */
  #go(k: number): boolean {
    if (!this.#elements[k]) return k > 0 && (this.goesOn ?? (() => this.#leave()))();
    this.#bring(k);
    this.#come(k);
    // Nothing scrolls on a slide: picture and words change together.
    if (this.goesOn) this.#settle();
    if (!this.#figure.taken.peek()) return true;
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#show(k, { again: true });
    return true;
  }

  #turnTo(k: number): void {
    this.#go(k);
    this.#elements[k]?.focus({ preventScroll: true });
  }

  /** Scrolls a passage to the place of its words, and the scene so that its figure is complete. */
  #bring(k: number): void {
    const element = this.#elements[k];
    const place = this.#placeOf(k);
    if (!element || Number.isNaN(place) || this.goesOn) return;
    const past = element.getBoundingClientRect().top - (place - PAST);
    scrollBy({ top: Math.max(past, this.#root.getBoundingClientRect().top - BAR), behavior: 'instant' });
  }

  /** The label of the button that leads out of the scene. */
  #onwards(): string {
    const isHeading = this.#after?.matches('h2, h3');
    return isHeading ? `Read on: ${this.#after?.textContent?.trim()}` : 'Read on';
  }

  /** Goes to the element after the scene. @returns whether there is one */
  #leave(): boolean {
    if (!(this.#after instanceof HTMLElement)) return false;
    this.#after.scrollIntoView({ block: 'start' });
    this.#after.tabIndex = -1;
    this.#after.focus({ preventScroll: true });
    return true;
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (by === undefined || !(event.target instanceof Element) || event.target.closest('button, a')) return;
    if (!this.#elements[this.#at + by]) return;
    event.preventDefault();
    this.#turnTo(this.#at + by);
  }
}
