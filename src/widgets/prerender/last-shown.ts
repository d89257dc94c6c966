/**
 * While writing: a slow change is shown as it was until it is ready, and then the page is requested again.
 * Without it /takeaway/ was on the screen half a minute after an edit of an engine file, and with it after a second.
 */
import { BroadcastChannel } from 'node:worker_threads';

/** The result that was shown last, and its input. */
interface Shown {
  of: unknown;
  answer: Promise<unknown>;
}

/** The time for which a page waits in all for what is coming, ms: enough where only a caption has changed. */
const PATIENCE = 300;
/** Called when pages are requested again. */
export const CHANNEL = 'last-shown';

const last = new Map<string, Shown>();
const coming = new Map<string, Shown>();
/** When the first of them began to come. */
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
