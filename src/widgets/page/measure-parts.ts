import type { ListedPart } from '../../figure/parts.ts';
import { WorkerFailure } from './pool.ts';

/** Number of attempts for a part: a worker may be lost by accident, but hardly every time. */
export const ATTEMPTS = 3;
/** After so many failed parts the rest is given up. */
const TOO_MANY = 3;

interface PartsAtWork {
  /** Computes one part on some worker, unless the signal aborts first. */
  measure(part: ListedPart, signal: AbortSignal): Promise<unknown>;
  parts: readonly ListedPart[];
  /** Whether a part outside this list has been computed, by its key. */
  isThere?(key: string): boolean;
  signal: AbortSignal;
  done(part: ListedPart, result: unknown): void;
}

/**
 * Computes parts, as many at a time as there are workers. A part whose worker was lost is retried while the others
 * continue. A part that depends on others waits for these, and is skipped if they fail. Offline, or after several
 * failures, the rest is skipped.
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

  /** @returns whether it was computed */
  const attempt = async (part: ListedPart, times = 1): Promise<boolean> => {
    let result: unknown;
    try {
      result = await measure(part, rest.signal);
    } catch (error) {
      // A cancelled part has not failed: it is computed when it is requested again.
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
