/**
 * The content of the page of checks, computed once for its sources: runs of the engine compared with every reference.
 */
import { inDevThread, isDev } from '../widgets/prerender/dev-thread.ts';
import { lastShown } from '../widgets/prerender/last-shown.ts';
import { memo, textsOf } from '../widgets/prerender/memo.ts';
import { type ExperimentCheck, experimentChecks } from './experiment-checks.ts';
import { type CheckRow, checkRows, uncovered } from './independent.ts';
import { pagesOfNotes, widgetsOf } from './page-widgets.ts';
import { type RidgeCheck, ridgeChecks } from './ridge-checks.ts';
import { type CheckTable, checkTable } from './table.ts';

interface Checks {
  table: CheckTable;
  experiments: readonly ExperimentCheck[];
  fits: readonly RidgeCheck[];
  independent: readonly CheckRow[];
  uncovered: Awaited<ReturnType<typeof uncovered>>;
}

/** Everything that affects a difference: the engine, the experiments, the references, and the notes' pages. */
const inputs = (): string[] => [
  textsOf(['src/{engine,figure,experiments,references,precomputed}/**/*.*']),
  JSON.stringify(pagesOfNotes.map((page) => [page, widgetsOf(page).map(({ where: _, ...widget }) => widget)])),
];

/** Takes a few seconds if a source has changed since the last build, otherwise the time to read a file. */
export function checks(): Promise<Checks> {
  const all = inputs();
  const compute = isDev ? () => inDevThread<Checks>('src/references/checks.ts', 'computeChecks', []) : computeChecks;
  return lastShown('checks', all.join(), async () => memo('checks', all, compute));
}

export async function computeChecks(): Promise<Checks> {
  return {
    table: checkTable(),
    experiments: await experimentChecks(),
    fits: ridgeChecks(),
    independent: await checkRows(),
    uncovered: await uncovered(),
  };
}
