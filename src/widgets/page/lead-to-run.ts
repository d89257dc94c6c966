/** Leads readers from a `Try` to the Run button, if it sets a long experiment to values not yet computed. */
import type { Figure } from './figure.ts';

/** Maximum wait for the button, ms: a figure far away is hydrated only when it scrolls into view. */
const PATIENCE = 5000;

const runButton = (figure: HTMLElement): HTMLElement | null => figure.querySelector('.progress-run');

/**
 * Waits until the figure knows which results are missing. If any are, scrolls to the Run button and focuses it, unless
 * the reader has moved on in the meantime.
 * @param leave called before the page scrolls
 */
export async function leadToRun(figure: Figure, element: HTMLElement, leave: () => void): Promise<void> {
  const asked = figure.values.value;
  const moved = new AbortController();
  for (const event of ['pointerdown', 'wheel', 'keydown'])
    addEventListener(event, () => moved.abort(), { signal: moved.signal, passive: true });
  await figure.run();
  if (moved.signal.aborted) return;
  if (figure.values.value !== asked || figure.missing.value === 0 || figure.running.value) return moved.abort();
  const button = await appears(element, moved.signal);
  moved.abort();
  if (!button) return;
  if (!inSight(button)) {
    leave();
    button.scrollIntoView({ block: 'center' });
  }
  button.focus({ preventScroll: true });
}

function appears(figure: HTMLElement, signal: AbortSignal): Promise<HTMLElement | null> {
  return new Promise((resolve) => {
    const done = (button: HTMLElement | null): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(button);
    };
    const look = (): void => {
      const button = runButton(figure);
      if (button) done(button);
    };
    const observer = new MutationObserver(look);
    observer.observe(figure, { childList: true, subtree: true });
    const timer = setTimeout(() => done(null), PATIENCE);
    signal.addEventListener('abort', () => done(null));
    look();
  });
}

/** Whether it is inside the window, and not covered by anything over the page. */
function inSight(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [top + 2, top + height - 2].every((y) => element.contains(document.elementFromPoint(left + width / 2, y)));
}
