/**
 * A `Try` that scrolls away from its sentence leaves two ways back to it: the browser's Back, and a button over the page.
 */

/** What the entry of the history that a reader left knows: which of the page's `Try` links took them away. */
interface Left {
  left: number;
}

const tries = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('a[data-try]')];

let button: HTMLButtonElement | undefined;
let watcher: IntersectionObserver | undefined;

function remove(): void {
  button?.remove();
  watcher?.disconnect();
  button = undefined;
}

function goTo(link: HTMLElement): void {
  remove();
  link.scrollIntoView({ block: 'center', behavior: 'instant' });
  link.focus({ preventScroll: true });
}

/** Called before the page scrolls from a link to a figure; the button comes first in the figure's order of focus. */
export function leaveWayBack(link: HTMLElement, figure: HTMLElement): void {
  remove();
  history.replaceState({ ...history.state, left: tries().indexOf(link) } satisfies Left, '');
  history.pushState(null, '');
  button = document.createElement('button');
  button.type = 'button';
  button.className = 'way-back';
  button.textContent = 'Back to the text';
  button.addEventListener('click', () => goTo(link));
  figure.prepend(button);
  // Whoever scrolls back needs it no more. The first report tells where the link is now.
  let away = false;
  watcher = new IntersectionObserver(([entry]) => {
    if (entry?.isIntersecting === false) away = true;
    else if (away) remove();
  });
  watcher.observe(link);
}

/** Back: to the sentence, whether or not the browser has scrolled there. */
export function returnTo(state: unknown): void {
  remove();
  if (typeof state !== 'object' || state === null || !('left' in state) || typeof state.left !== 'number') return;
  const link = tries()[state.left];
  if (link) goTo(link);
}
