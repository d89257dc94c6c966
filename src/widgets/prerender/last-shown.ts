/**
 * During development, shows the previous result of a slow change until the new one is ready, and then requests the page
 * again. Without it /takeaway/ took half a minute to appear after an edit of an engine file, with it a second.
 */
import { BroadcastChannel } from 'node:worker_threads';

/** The result last shown, and its input. */
interface Shown {
  of: unknown;
  answer: Promise<unknown>;
}

/** Total time for which a page waits for new results, ms: enough if only a caption has changed. */
const PATIENCE = 300;
/** Called when pages are requested again. */
export const CHANNEL = 'last-shown';

const last = new Map<string, Shown>();
const coming = new Map<string, Shown>();
/** Start of the current page's waiting time. */
let since = 0;

/**
 * The result of `make` for `of`; if that takes long, the one of an earlier input.
 * @param key of the place where it is shown
 */
export async function lastShown<T>(key: string, of: unknown, make: () => Promise<T>): Promise<T> {
  const before = last.get(key);
  if (before && before.of === of) return before.answer as Promise<T>; // made here, for this place
  const under = coming.get(key);
  const next: Shown = under && under.of === of ? under : { of, answer: make() };
  if (!before) {
    last.set(key, next);
    return next.answer as Promise<T>;
  }
  if (next !== under) {
    if (coming.size === 0) since = Date.now();
    coming.set(key, next);
    const done = () => {
      if (coming.get(key) !== next) return;
      coming.delete(key);
      last.set(key, next);
      if (coming.size === 0) askAnew();
    };
    next.answer.then(done, done);
  }
  const soon = await Promise.race([
    next.answer.then(
      () => true,
      () => true,
    ),
    pause(Math.max(0, since + PATIENCE - Date.now())),
  ]);
  return (soon ? next : before).answer as Promise<T>;
}

const pause = (milliseconds: number): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), milliseconds);
  });

function askAnew(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('');
  channel.close();
}
