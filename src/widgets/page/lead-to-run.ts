/** A `Try` may ask for settings of a long experiment that nobody has computed: its reader is led to the Run button. */
import type { Instance } from './instance.ts';

/** A figure far away comes to life when it comes into view; longer than this no one waits for a button, ms. */
const PATIENCE = 5000;

const runButton = (figure: HTMLElement): HTMLElement | null => figure.querySelector('.progress-run');

/**
 * Waits until the figure knows what of its settings is computed. Where something is missing, brings the Run button into
 * sight and gives it the focus; a reader who has moved on meanwhile is left alone.
 * @param leave called before the page scrolls
 */
export async function leadToRun(of: Instance, figure: HTMLElement, leave: () => void): Promise<void> {
  const asked = of.values.value;
  const moved = new AbortController();
  for (const event of ['pointerdown', 'wheel', 'keydown'])
    addEventListener(event, () => moved.abort(), { signal: moved.signal, passive: true });
  await of.run();
  if (of.values.value !== asked || of.missing.value === 0 || of.running.value) return moved.abort();
  const button = await appears(figure, moved.signal);
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

/** Neither beyond the window's edge nor under what stands over the page. */
function inSight(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [top + 2, top + height - 2].every((y) => element.contains(document.elementFromPoint(left + width / 2, y)));
}
