import { effect } from '@preact/signals';
import type { Figure, Passage } from '../page/figure.ts';
import { figureNamed, opened } from '../page/page.ts';
import { isSameValues } from '../page/same-values.ts';
import { type PassageData, passagesOf } from './passages.ts';

/** Height of the bar at the top of the page, px. */
const BAR = 56;
/** Where the eye rests: a share of the window under the bar. */
const EYE = 0.46;
/** Px below the top of a passage at which the eye is when it comes to it, and at the beginning of a scene. */
const UNDER = 12;
const START = 24;
/** On a window held upright: px under the picture. */
const BELOW = 120;
/** The picture stands above its passages, and not beside them: scene.css. */
const UPRIGHT = '(max-width: 68.75rem)';
/** Milliseconds for which a passage has stood under the eye before the picture follows: who flies past does not call it. */
const SETTLED = 160;

/** Lets the passages of every scene of the page set their figure. */
export function watchScenes(): void {
  void opened.then(() => {
    const scenes = [...document.querySelectorAll<HTMLElement>('[data-scene]')].flatMap((root) => {
      const figure = figureNamed(root.dataset['scene'] ?? '');
      return figure ? [new Scene(root, figure)] : [];
    });
    // All are asked where they stand before any changes, so that the page is laid out once and not for each.
    const begins = scenes.map((scene) => scene.watch());
    for (const begin of begins) begin();
  });
}

class Scene {
  readonly #root: HTMLElement;
  readonly #figure: Figure;
  readonly #elements: HTMLElement[];
  readonly #passages: Passage[];
  readonly #bar: HTMLElement | null;
  /** Of each passage: its run has been played. */
  readonly #seen = new Set<number>();
  /** Where the page goes on. */
  readonly #after: Element | null;
  #at = -1;
  /** Where the reader's own run was made; undefined: where they next come to rest, as after a link. */
  #mine: number | undefined;
  /**
   * A link has brought the reader's run, so it stays wherever they scroll until it is given back: whoever works on an exercise goes up
   * and down between its text and the picture.
   */
  #stays = false;
  #brought: readonly string[];
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** In the workshop there are no passages to look at, and none is another's turn. */
  #away = false;

  constructor(root: HTMLElement, figure: Figure) {
    this.#root = root;
    this.#figure = figure;
    this.#brought = figure.brought.peek();
    this.#elements = [...root.querySelectorAll<HTMLElement>('.passage')];
    // Written by Passage.astro, which has checked it.
    const data = this.#elements.map((element) => JSON.parse(element.dataset['passage'] ?? '{"set":{}}') as PassageData);
    this.#passages = passagesOf(data, figure.spec.defaults);
    this.#bar = root.querySelector('.scene-bar');
    let after = root.nextElementSibling;
    while (after?.matches('script')) after = after.nextElementSibling;
    this.#after = after;
    figure.passage.value ??= this.#passages[0];
    // Whoever comes by a link has a run of their own.
    if (figure.changed.peek() || figure.taken.peek()) {
      figure.taken.value = true;
      this.#stays = true;
    }
    root.classList.add('scene-live');
    if (this.#bar) this.#bar.hidden = false;
    this.#bar?.addEventListener('click', ({ target }) => {
      const by = target instanceof Element ? target.closest<HTMLElement>('[data-by]')?.dataset['by'] : undefined;
      if (by) this.#go(this.#at + Number(by));
    });
    for (const [k, element] of this.#elements.entries()) {
      if (this.#isAnswer(k)) {
        const show = Object.assign(document.createElement('button'), {
          type: 'button',
          className: 'show-answer',
          textContent: 'Show me',
        });
        show.addEventListener('click', () => this.#turnTo(k));
        element.append(show);
      }
      element.addEventListener('click', ({ target }) => {
        if (target instanceof Element && !target.closest('a, button') && !isHidden(element)) this.#go(k);
      });
      element.addEventListener('keydown', (event) => this.#key(event));
    }
    effect(() => this.#ask());
    // Whoever goes to a control has come to rest: what the passage sets must not replace what is being typed there.
    root.querySelector('.scene-stage')?.addEventListener('focusin', () => this.#settle());
    effect(() => this.#keepPlace(figure.taken.value, figure.brought.value));
    effect(() => this.#visitWorkshop(figure.workshop.value));
  }

  /** Follows the eye from now on. @returns what brings it to the first passage */
  watch(): () => void {
    const look = (): void => this.#come(this.#under());
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    const first = this.#under();
    return () => this.#come(first);
  }

  /**
   * Where the eye is, px from the top of the window, once the page is scrolled by so much more. It rests; but at the beginning of a
   * scene it is at the first passage, however high the window, and comes down as one scrolls on.
   */
  #eye(by = 0): number {
    const stage = this.#root.querySelector('.scene-stage')?.getBoundingClientRect();
    if (stage && matchMedia(UPRIGHT).matches)
      return Math.min(innerHeight - 60, Math.max(BAR + stage.height, stage.bottom - by) + BELOW);
    const { top } = this.#root.getBoundingClientRect();
    const first = (this.#elements[0]?.getBoundingClientRect().top ?? top) - top;
    return Math.min(BAR + EYE * (innerHeight - BAR), BAR + first + START + Math.max(0, BAR - top + by));
  }

  /** The passage under the eye, while the scene is there. */
  #under(): number | undefined {
    if (this.#away) return this.#at < 0 ? 0 : undefined;
    const { top, bottom } = this.#root.getBoundingClientRect();
    if (bottom < BAR || top > innerHeight) return undefined;
    const eye = this.#eye();
    // The last one whose beginning the eye has reached; the first before that.
    return Math.max(
      0,
      this.#elements.findLastIndex((element) => element.getBoundingClientRect().top - 24 <= eye),
    );
  }

  #come(k: number | undefined): void {
    if (k === undefined || k === this.#at) return;
    this.#at = k;
    for (const [i, element] of this.#elements.entries()) {
      element.classList.toggle('on', i === k);
      element.classList.toggle('asks', this.#passages[i]?.asks !== undefined);
      if (i === k) element.setAttribute('aria-current', 'step');
      else element.removeAttribute('aria-current');
      element.tabIndex = i === k ? 0 : -1;
    }
    const status = this.#bar?.querySelector('span');
    if (status) status.textContent = `${k + 1} of ${this.#elements.length}`;
    for (const button of this.#bar?.querySelectorAll<HTMLElement>('[data-by]') ?? []) {
      const to = k + Number(button.dataset['by']);
      const isOver = to >= this.#elements.length;
      if (to > k) button.textContent = isOver ? this.#onwards() : 'Next';
      button.setAttribute('aria-disabled', String(to < 0 || (isOver && !this.#after)));
    }
    this.#comeToRest();
  }

  #comeToRest(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED);
  }

  /** Takes in where the reader makes a run of their own, and where they give it back. */
  #keepPlace(isTaken: boolean, brought: readonly string[]): void {
    if (brought !== this.#brought) {
      // A link may lead to another passage than that at which they were.
      this.#brought = brought;
      this.#stays = brought.length > 0;
      this.#mine = undefined;
      this.#comeToRest();
      return;
    }
    if (isTaken) {
      this.#mine = this.#at < 0 ? undefined : this.#at;
      return;
    }
    this.#stays = false;
    if (this.#mine === this.#at) this.#mine = undefined;
  }

  /** The picture follows the passage to which the eye has come, unless it has done so. */
  #settle(): void {
    if (this.#settling === undefined) return;
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#show(this.#at);
  }

  /**
   * A finished run is never thrown away: one that was played is there at once when a reader comes back to it. A run that the
   * reader has made stays at the passage where it was made; the others tell theirs.
   */
  #show(k: number, { again = false } = {}): void {
    const asked = this.#passages[k];
    if (!asked) return;
    const passage = asked.own ? this.#leftBehind(asked) : asked;
    const { taken, own, dragging, typing } = this.#figure;
    const isTaken = taken.peek();
    if (isTaken && (this.#stays || this.#mine === undefined || dragging.peek() || typing.peek())) this.#mine = k;
    if (k === this.#mine && !again && (isTaken || own.peek())) {
      // The way back to the story leads to where its reader is.
      if (isTaken) this.#figure.passage.value = passage;
      else this.#figure.takeBack();
      return;
    }
    const now = this.#figure.passage.peek();
    // After a guess the run that is told next has been taken already.
    const isThere =
      now !== passage && now?.ends === 0 && isSameValues(now.values, passage.values) && this.#figure.upTo.peek() !== 0;
    const plays = passage.plays === true && (again || !(this.#seen.has(k) || isThere));
    this.#seen.add(k);
    // The reader's own run stays behind it.
    const values = this.#figure.values.peek();
    const isOther = isTaken && now !== undefined && !isSameValues(now.values, values);
    const shown = isOther && !passage.ghost ? { ...passage, ghost: values } : passage;
    void this.#figure.tell(shown, { plays });
  }

  /** The same with the values at which the reader has left the first figure of this experiment. */
  #leftBehind(passage: Passage): Passage {
    const first = figureNamed(this.#figure.spec.id);
    if (!first) return passage;
    const own = first.taken.peek() ? undefined : first.own.peek();
    const values = own?.values ?? first.values.peek();
    if (!first.waiting.peek()) this.#figure.trust(values);
    return { ...passage, values };
  }

  /** Leaves the passages for the workshop; whoever comes back is at the passage from which they went. */
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
   * A place is asked for until it is marked, or more of the run is seen than its start: whoever plays it without a guess has
   * seen the answer, which need not be kept from them.
   */
  #ask(): void {
    const { asks, guess, upTo, spec } = this.#figure;
    const isMarked = guess.value !== undefined;
    this.#root.classList.toggle('scene-asks', asks.value !== undefined && !isMarked);
    // A picture without a run shows the answer with the passage that gives it.
    if (isMarked || (upTo.value !== 0 && !spec.still)) this.#root.classList.add('scene-answered');
  }

  /** Whether a passage says what the one before it has asked: a guess, or at the end of a page something to try. */
  #isAnswer(k: number): boolean {
    const closes = this.#after?.matches('.lead-on');
    return this.#passages[k - 1]?.asks !== undefined || (k === 1 && closes === true);
  }

  /** Goes to a passage as scrolling would; but whoever asks for one by name is shown it. */
  #go(k: number): void {
    if (!this.#elements[k]) {
      if (k > 0) this.#leave();
      return;
    }
    this.#bring(k);
    this.#come(k);
    if (!this.#figure.taken.peek()) return;
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#show(k, { again: true });
  }

  #turnTo(k: number): void {
    this.#go(k);
    this.#elements[k]?.focus({ preventScroll: true });
  }

  /** Scrolls a passage to where the eye is. */
  #bring(k: number): void {
    const element = this.#elements[k];
    if (!element) return;
    const { top } = element.getBoundingClientRect();
    // The nearest place at which it is under the eye, which may move as well.
    let [from, to] = [-document.documentElement.scrollHeight, document.documentElement.scrollHeight];
    for (let k = 0; k < 24; k++) {
      const middle = (from + to) / 2;
      if (top - middle > this.#eye(middle) - UNDER) from = middle;
      else to = middle;
    }
    scrollBy({ top: to, behavior: 'instant' });
  }

  /** The words of the button that leads out of the scene. */
  #onwards(): string {
    const isHeading = this.#after?.matches('h2, h3');
    return isHeading ? `Read on: ${this.#after?.textContent?.trim()}` : 'Read on';
  }

  /** Goes to what follows the scene. */
  #leave(): void {
    this.#after?.scrollIntoView({ block: 'start' });
    if (!(this.#after instanceof HTMLElement)) return;
    this.#after.tabIndex = -1;
    this.#after.focus({ preventScroll: true });
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

/** Whether the words of a passage are kept from the reader for now: scene.css. */
const isHidden = (passage: HTMLElement): boolean =>
  passage.querySelector('.passage-words')?.checkVisibility({ visibilityProperty: true }) === false;
