import type { RecordedRun } from '../../engine/training/recorded.ts';
import type { ListedPart } from '../../figure/parts.ts';
import { openPython, type Python } from '../../python/python.ts';
import { RuleFailure } from './trouble.ts';

const UNFETCHED = 'Python could not be fetched. Change something to try again, or reload the page.';

export interface Made {
  run: RecordedRun;
  printed: string;
}

/**
 * Has Python make the run of a part.
 * @param figure whose newest request counts
 * @throws RuleFailure where Python cannot, or something is wrong with the text
 */
export async function runInPython(figure: string, { lane, ...ask }: NonNullable<ListedPart['python']>): Promise<Made> {
  const python = await openPython().catch((): Python => {
    throw new RuleFailure({ kind: 'unloaded', message: UNFETCHED });
  });
  const { trace, error, passed, printed } = await python.run({ ...ask, lane: `${figure} ${lane}` });
  if (error) throw new RuleFailure(error, printed);
  if (passed || !trace) throw new Error('a newer rule took its place');
  const { dimension, phi, status } = trace;
  return { run: { dimension, places: phi, isLost: status.kind === 'diverged' }, printed };
}
