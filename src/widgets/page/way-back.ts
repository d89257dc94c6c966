/**
 * A `Try` that scrolls away from its sentence leaves two ways back to it: the browser's Back, and a button on the page.
 */

import { openFolds } from './folds.ts';

/** The note in the history entry that a reader leaves: which of the page's `Try` links led away from it. */
interface Departure {
  leftBy: number;
}

/** Longer than any page, px. */
const FAR = 1_000_000;

const tries = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('a[data-try]')];

let button: HTMLButtonElement | undefined;
let watcher: IntersectionObserver | undefined;

/** Takes the button away: it is no longer wanted, or another way back is there. */
function forgetWayBack(): void {
  button?.remove();
  watcher?.disconnect();
  button = undefined;
}

function goTo(link: HTMLElement): void {
  forgetWayBack();
  openFolds(link);
  link.scrollIntoView({ block: 'center', behavior: 'instant' });
  link.focus({ preventScroll: true });
}

/** Call it before the page scrolls from a link to a figure. The button comes first in the figure's tab order. */
export function leaveWayBack(link: HTMLElement, figure: HTMLElement): void {
  forgetWayBack();
  history.replaceState({ ...history.state, leftBy: tries().indexOf(link) } satisfies Departure, '');
  history.pushState(null, '');
  button = document.createElement('button');
  button.type = 'button';
  button.className = 'way-back';
  button.textContent = 'Back to the text';
  button.addEventListener('click', () => goTo(link));
  figure.prepend(button);
  // A reader who scrolls back no longer needs it, nor one who is past the link: a finger may fling it by between two frames.
  // The observer's first report says where the link is now.
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

/** Says at a figure that what the reader came from the text for is reached. */
export function sayReached(figure: string): void {
  if (button?.parentElement?.id === figure) button.textContent = 'Reached: back to the text';
}

/** After Back: returns to the sentence, whether or not the browser has scrolled there. */
export function returnTo(state: unknown): void {
  forgetWayBack();
  if (typeof state !== 'object' || state === null || !('leftBy' in state) || typeof state.leftBy !== 'number') return;
  const link = tries()[state.leftBy];
  if (link) goTo(link);
}
