import type { ListedPart } from '../../figure/parts.ts';
import { WorkerFailure } from './pool.ts';

/** A part is begun this often at most: a worker may be lost by accident, but hardly each time. */
export const ATTEMPTS = 3;
/** After so many parts given up, the rest is not tried. */
const TOO_MANY = 3;

export interface PartsAtWork {
  /** Measures one part on some worker, unless the signal comes first. */
  measure(part: ListedPart, signal: AbortSignal): Promise<unknown>;
  parts: readonly ListedPart[];
  signal: AbortSignal;
  done(part: ListedPart, result: unknown): void;
}

/**
 * Measures parts, as many at a time as there are workers. A part whose worker was lost is done again while the rest goes
 * on; without a connection, or where parts fail one after the other, the rest is left.
 * @returns why parts were given up; empty where each was done or the signal came.
 */
export async function measureParts({ measure, parts, signal, done }: PartsAtWork): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const rest = new AbortController();
  const leaveRest = (): void => rest.abort();
  if (signal.aborted) leaveRest();
  signal.addEventListener('abort', leaveRest, { once: true });

  const attempt = async (part: ListedPart, times = 1): Promise<void> => {
    let result: unknown;
    try {
      result = await measure(part, rest.signal);
    } catch (error) {
      // A part that was cancelled is no trouble; it is measured when it is asked for again.
      if (rest.signal.aborted) return;
      if (isLoss(error) && times < ATTEMPTS) return attempt(part, times + 1);
      failures.push(error);
      if (failures.length >= TOO_MANY || isOffline(error)) leaveRest();
      return;
    }
    done(part, result);
  };
  await Promise.all(parts.map((part) => attempt(part)));
  signal.removeEventListener('abort', leaveRest);
  return failures;
}

/** Whether a task may well succeed on another worker. */
export function isLoss(error: unknown): boolean {
  return error instanceof WorkerFailure && (error.reason === 'crashed' || error.reason === 'hung');
}

function isOffline(error: unknown): boolean {
  return error instanceof WorkerFailure && error.reason === 'unreachable';
}
