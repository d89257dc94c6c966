import { effect } from '@preact/signals';
import type { Figure, Told } from '../page/figure.ts';
import { figureNamed, opened } from '../page/page.ts';
import { say } from '../words/say.ts';
import { isSameValues } from './same-values.ts';
import { type PassageData, toldBy } from './told.ts';

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
    for (const root of document.querySelectorAll<HTMLElement>('[data-scene]')) {
      const figure = figureNamed(root.dataset['scene'] ?? '');
      if (figure) new Scene(root, figure);
    }
  });
}

class Scene {
  readonly #root: HTMLElement;
  readonly #figure: Figure;
  readonly #passages: HTMLElement[];
  readonly #told: Told[];
  readonly #bar: HTMLElement | null;
  /** Of each passage: its run has been played. */
  readonly #seen = new Set<number>();
  /** Where the page goes on. */
  readonly #after: Element | null;
  #at = -1;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, figure: Figure) {
    this.#root = root;
    this.#figure = figure;
    this.#passages = [...root.querySelectorAll<HTMLElement>('.passage')];
    // Written by Passage.astro, which has checked it.
    const data = this.#passages.map((one) => JSON.parse(one.dataset['passage'] ?? '{"set":{}}') as PassageData);
    this.#told = toldBy(data, figure.spec.defaults);
    this.#bar = root.querySelector('.scene-bar');
    let after = root.nextElementSibling;
    while (after?.matches('script')) after = after.nextElementSibling;
    this.#after = after;
    figure.told.value ??= this.#told[0];
    // Whoever comes by a link has a run of their own.
    if (figure.changed.peek()) figure.take();
    root.classList.add('scene-live');
    if (this.#bar) this.#bar.hidden = false;
    this.#bar?.addEventListener('click', ({ target }) => {
      const by = target instanceof Element ? target.closest<HTMLElement>('[data-by]')?.dataset['by'] : undefined;
      if (by) this.#go(this.#at + Number(by));
    });
    for (const [k, passage] of this.#passages.entries()) {
      passage.addEventListener('click', ({ target }) => {
        if (target instanceof Element && !target.closest('a, button')) this.#go(k);
      });
      passage.addEventListener('keydown', (event) => this.#key(event));
    }
    effect(() => this.#offer(figure.taken.value));
    addEventListener('scroll', () => this.#look(), { passive: true });
    addEventListener('resize', () => this.#look());
    this.#look();
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
    const first = (this.#passages[0]?.getBoundingClientRect().top ?? top) - top;
    return Math.min(BAR + EYE * (innerHeight - BAR), BAR + first + START + Math.max(0, BAR - top + by));
  }

  /** The passage under the eye becomes the current one, while the scene is there. */
  #look(): void {
    // In the workshop there are no passages to look at, and none is another's turn.
    if (this.#figure.workshop.peek()) {
      if (this.#at < 0) this.#come(0);
      return;
    }
    const { top, bottom } = this.#root.getBoundingClientRect();
    if (bottom < BAR || top > innerHeight) return;
    const eye = this.#eye();
    // The last one whose beginning the eye has reached; the first before that.
    const under = this.#passages.findLastIndex((one) => one.getBoundingClientRect().top - 24 <= eye);
    this.#come(Math.max(0, under));
  }

  #come(k: number): void {
    if (k === this.#at) return;
    this.#at = k;
    for (const [i, passage] of this.#passages.entries()) {
      passage.classList.toggle('on', i === k);
      passage.classList.toggle('asks', this.#told[i]?.asks !== undefined);
      if (i === k) passage.setAttribute('aria-current', 'step');
      else passage.removeAttribute('aria-current');
      passage.tabIndex = i === k ? 0 : -1;
    }
    const status = this.#bar?.querySelector('span');
    if (status) status.textContent = say(`${k + 1} of ${this.#passages.length}`);
    for (const button of this.#bar?.querySelectorAll<HTMLElement>('[data-by]') ?? []) {
      const to = k + Number(button.dataset['by']);
      const isOver = to >= this.#passages.length;
      if (to > k) button.textContent = isOver ? this.#onwards() : say('Next');
      button.setAttribute('aria-disabled', String(to < 0 || (isOver && !this.#after)));
    }
    this.#offer(this.#figure.taken.peek());
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#show(k), SETTLED);
  }

  /** A finished run is never thrown away: one that was played is there at once when a reader comes back to it. */
  #show(k: number, { again = false } = {}): void {
    const asked = this.#told[k];
    if (!asked) return;
    const told = asked.own ? this.#leftBehind(asked) : asked;
    const isTaken = this.#figure.taken.peek();
    if (isTaken && !again) {
      // The way back to the story leads to where its reader is.
      this.#figure.told.value = told;
      return;
    }
    const now = this.#figure.told.peek();
    // After a guess the run that is told next has been taken already.
    const isThere =
      now !== told && now?.ends === 0 && isSameValues(now.values, told.values) && this.#figure.upTo.peek() !== 0;
    const plays = told.plays === true && (again || !(this.#seen.has(k) || isThere));
    this.#seen.add(k);
    // The reader's own run stays beside it.
    const shown = isTaken && !told.ghost ? { ...told, ghost: this.#figure.values.peek() } : told;
    void this.#figure.tell(shown, { plays });
  }

  /** The same with the values at which the reader has left the first figure of this experiment. */
  #leftBehind(told: Told): Told {
    const first = figureNamed(this.#figure.spec.id);
    if (!first) return told;
    const values = first.values.peek();
    if (!first.waiting.peek()) this.#figure.trust(values);
    return { ...told, values };
  }

  /** Goes to a passage as scrolling would; but whoever asks for one by name is shown it. */
  #go(k: number): void {
    const passage = this.#passages[k];
    if (!passage) {
      if (k > 0) this.#leave();
      return;
    }
    const { top } = passage.getBoundingClientRect();
    // The nearest place at which it is under the eye, which may move as well.
    let [from, to] = [-document.documentElement.scrollHeight, document.documentElement.scrollHeight];
    for (let k = 0; k < 24; k++) {
      const middle = (from + to) / 2;
      if (top - middle > this.#eye(middle) - UNDER) from = middle;
      else to = middle;
    }
    scrollBy({ top: to, behavior: 'instant' });
    this.#come(k);
    if (!this.#figure.taken.peek()) return;
    clearTimeout(this.#settling);
    this.#show(k, { again: true });
  }

  /** What the button says that leads out of the scene. */
  #onwards(): string {
    const isHeading = this.#after?.matches('h2, h3');
    return isHeading ? `${say('Read on')}: ${this.#after?.textContent?.trim()}` : say('Read on');
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
    if (!this.#passages[this.#at + by]) return;
    event.preventDefault();
    this.#go(this.#at + by);
    this.#passages[this.#at]?.focus({ preventScroll: true });
  }

  /** What a reader has set stays; the current passage offers to show its own again. */
  #offer(taken: boolean): void {
    for (const [k, passage] of this.#passages.entries()) {
      const there = passage.querySelector('.show-this');
      if (!taken || k !== this.#at) there?.remove();
      else if (!there) {
        const button = Object.assign(document.createElement('button'), {
          type: 'button',
          className: 'show-this word-button',
          textContent: say('Show this'),
        });
        button.addEventListener('click', () => {
          this.#show(k, { again: true });
          passage.focus({ preventScroll: true });
        });
        passage.querySelector('.passage-words')?.append(button);
      }
    }
  }
}
