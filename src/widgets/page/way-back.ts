/** Two ways back to the sentence of a `Try` that scrolled away: the browser's Back, and a button on the page. */

import { openFolds } from './folds.ts';

/** Stored in the history entry that a reader leaves: which `Try` link of the page led away from it. */
interface Departure {
  leftBy: number;
}
/** Stored in the entry that follows, since a reload keeps it: the link, and the id of the figure. */
interface Arrival {
  cameBy: number;
  figure: string;
}

/** Longer than any page, px. */
const FAR = 1_000_000;

const tries = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('a[data-try]')];

let way: { at: HTMLElement; from: HTMLElement } | undefined;
let watcher: IntersectionObserver | undefined;

/** Removes the button: it is no longer needed, or another way back exists. */
function forgetWayBack(): void {
  way?.at.remove();
  watcher?.disconnect();
  way = undefined;
}

function goTo(link: HTMLElement): void {
  forgetWayBack();
  openFolds(link);
  link.scrollIntoView({ block: 'center', behavior: 'instant' });
  link.focus({ preventScroll: true });
}

/** Call this before the page scrolls from a link to a figure. The button comes first in the figure's tab order. */
export function leaveWayBack(link: HTMLElement, figure: HTMLElement): void {
  const leftBy = tries().indexOf(link);
  history.replaceState({ ...history.state, leftBy } satisfies Departure, '');
  history.pushState({ cameBy: leftBy, figure: figure.id } satisfies Arrival, '');
  showWayBack(link, figure);
}

/** Shows the button again after a reload. */
export function restoreWayBack(): void {
  const { cameBy = -1, figure = '' }: Partial<Arrival> = history.state ?? {};
  const [link, place] = [tries()[cameBy], document.getElementById(figure)];
  if (link && place) showWayBack(link, place);
}

function showWayBack(link: HTMLElement, figure: HTMLElement): void {
  forgetWayBack();
  const at = Object.assign(document.createElement('div'), { className: 'way-back' });
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Back to the text' });
  button.addEventListener('click', () => goTo(link));
  const says = document.createElement('p');
  says.setAttribute('role', 'status');
  at.append(says, button);
  figure.prepend(at);
  way = { at, from: link };
  // A reader who scrolls back no longer needs it, nor one who is past the link: a fast scroll may pass it between two
  // frames. The observer's first report gives the current position of the link.
  const isBelow = link.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_PRECEDING;
  const rootMargin = isBelow ? `${FAR}px 0px 0px` : `0px 0px ${FAR}px`;
  let away = false;
  watcher = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting === false) away = true;
      else if (away) forgetWayBack();
    },
    { rootMargin },
  );
  watcher.observe(link);
}

/** Reports beside a figure whether it has reached an exercise's goal, if its reader came from there. */
export function sayAtFigure(figure: string, exercise: Element | null | undefined, text: string): void {
  const says = way?.at.firstElementChild;
  if (!says || way?.at.parentElement?.id !== figure || !exercise?.contains(way.from)) return;
  if (says.textContent !== text) says.textContent = text;
}

/** The top of a figure: in a scene that of its stage, since the figure itself may be at the stage's end. */
export const placeOf = (figure: Element): Element => figure.closest('.scene-stage') ?? figure;

/** After Back: returns to the sentence, whether or not the browser has scrolled there. */
export function returnTo(state: unknown): void {
  forgetWayBack();
  if (typeof state !== 'object' || state === null || !('leftBy' in state) || typeof state.leftBy !== 'number') return;
  const link = tries()[state.leftBy];
  if (link) goTo(link);
}
