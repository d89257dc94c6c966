import type { ListedPart } from '../../figure/parts.ts';
import { WorkerFailure } from './pool.ts';

/** How often a part is tried: a worker may be lost by accident, but hardly every time. */
export const ATTEMPTS = 3;
/** After so many parts that failed, the rest is not tried. */
const TOO_MANY = 3;

interface PartsAtWork {
  /** Measures one part on some worker, unless the signal aborts first. */
  measure(part: ListedPart, signal: AbortSignal): Promise<unknown>;
  parts: readonly ListedPart[];
  /** Whether a part that is none of these has been measured, by its key. */
  isThere?(key: string): boolean;
  signal: AbortSignal;
  done(part: ListedPart, result: unknown): void;
}

/**
 * Measures parts, as many at a time as there are workers. A part whose worker was lost is tried again while the others
 * go on. One that goes by the results of others waits for these, and is left if they do not come. Offline, or after several
 * failures, the rest is left.
 * @returns the reasons why parts were given up; empty if all were done or the signal aborted
 */
export async function measureParts({
  measure,
  parts,
  isThere = () => false,
  signal,
  done,
}: PartsAtWork): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const rest = new AbortController();
  const leaveRest = (): void => rest.abort();
  if (signal.aborted) leaveRest();
  signal.addEventListener('abort', leaveRest, { once: true });

  /** @returns whether it is measured */
  const attempt = async (part: ListedPart, times = 1): Promise<boolean> => {
    let result: unknown;
    try {
      result = await measure(part, rest.signal);
    } catch (error) {
      // A part that was cancelled has not failed: it is measured when it is asked for again.
      if (rest.signal.aborted) return false;
      if (isLoss(error) && times < ATTEMPTS) return attempt(part, times + 1);
      failures.push(error);
      if (failures.length >= TOO_MANY || isOffline(error)) leaveRest();
      return false;
    }
    done(part, result);
    return true;
  };
  const byKey = new Map(parts.map((part) => [part.key, part]));
  const begun = new Map<string, Promise<boolean>>();
  const isMeasured = (part: ListedPart): Promise<boolean> => {
    const known = begun.get(part.key);
    if (known) return known;
    const work = part.after ? afterOthers(part, part.after) : attempt(part);
    begun.set(part.key, work);
    return work;
  };
  async function afterOthers(part: ListedPart, keys: readonly string[]): Promise<boolean> {
    const there = await Promise.all(
      keys.map((key) => {
        const other = byKey.get(key);
        return other ? isMeasured(other) : isThere(key);
      }),
    );
    return there.every(Boolean) && attempt(part);
  }
  await Promise.all(parts.map(isMeasured));
  signal.removeEventListener('abort', leaveRest);
  return failures;
}

/** Whether the same task may succeed on another worker. */
export function isLoss(error: unknown): boolean {
  return error instanceof WorkerFailure && (error.reason === 'crashed' || error.reason === 'hung');
}

function isOffline(error: unknown): boolean {
  return error instanceof WorkerFailure && error.reason === 'unreachable';
}
