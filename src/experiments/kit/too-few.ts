import { measuring, unanswered, type Verdict } from '../../figure/index.ts';

/** The first sentence of a verdict while parts are missing: complete sentences about the available ones follow. */
export const soFar = ({ done, of }: { done: number; of: number }, what: string): string =>
  done < of ? `So far, {done} of {of} ${what} are done. ` : '';

/**
 * The verdict of a long experiment whose parts allow no answer.
 * @param soFar while some are missing
 * @param atLast when all are available: the reason why there is no answer
 */
export function tooFew({ done, of }: { done: number; of: number }, soFar: string, atLast: string): Verdict {
  if (done >= of) return unanswered(atLast);
  return measuring(done === 0 ? 'No network has been trained at these values yet.' : soFar);
}
