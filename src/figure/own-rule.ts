/** A rule written by a reader: its parameter, and the figure's sentences on its run beside the original's. */
import { code, flag, type Values } from '../engine/schema.ts';
import { meanInterval } from '../engine/statistics/mean-interval.ts';
import type { Presentation, ShownNumber } from './experiment.ts';
import { count, fixed, known, significant } from './numbers.ts';
import { line } from './panels/chart.ts';
import { path } from './panels/map.ts';
import type { Column } from './panels/panel.ts';
import type { PlaneRun } from './plane-run.ts';

/** The parameter of a figure whose rule a reader may change. */
export const ownRule = code({
  label: 'Rule',
  help: 'Lines of Python by which the run moves, in the place of its own rule.',
  default: '',
});

const SEEDS = 20;
/** Whether the run is repeated with several seeds of its batches. */
export const seedsOfRun = flag({
  label: `${SEEDS} seeds`,
  help: 'Draws the run of each of twenty seeds, faintly. For your own rule it also shows where they end on average.',
  default: false,
  onlyMarks: true,
});

/** The part at each seed, starting with the run's own. */
export const atEachSeed = <P extends { seed: number }>(wanted: boolean, part: P): P[] =>
  wanted ? Array.from({ length: SEEDS }, (_, k) => ({ ...part, seed: part.seed + k })) : [];

/** The available runs of all seeds, on their map and on the chart of their losses. */
export const seedPaths = (runs: readonly (PlaneRun | undefined)[]) =>
  runs.flatMap((run, k) => (run ? [path(`seed ${k + 1}`, 'run', run, { faint: true })] : []));
/** A faint line of the loss for each seed. */
export const seedLines = (runs: readonly (PlaneRun | undefined)[]) =>
  runs.flatMap((run, k) => (run ? [line(`seed ${k + 1}`, 'run', run.loss, { faint: true })] : []));

/** The end of a run. */
interface Ending {
  loss: Column;
  divergedAt?: number | undefined;
}

interface Made {
  run: Ending | undefined;
  /** By seed, if there are several. */
  seeds?: readonly (Ending | undefined)[];
}

/** Whether another setting is the same except for the reader's rule, which it lacks. */
const isOriginal = (values: Values, other: Values | undefined): boolean =>
  other?.['rule'] === '' && Object.keys(values).every((key) => key === 'rule' || values[key] === other[key]);

/** The names of a run by the reader's rule, and of the one pinned beneath it or beneath a run by the figure's rule. */
export const namesOf = (values: Values, pinned: Values | undefined): { own: string | undefined; pinned: string } =>
  (values['rule'] ?? '') === ''
    ? { own: undefined, pinned: 'the run before' }
    : { own: 'yours', pinned: isOriginal(values, pinned) ? 'original' : 'pinned' };

/**
 * The picture of a run by the reader's rule, with a verdict on how it and the one beside it end. Everything about the
 * figure's own rule is left out: an outcome, a limit, an offer.
 * @param beside the run beneath it, and its values; `made` if it uses the figure's rule
 */
export function withOwnRule(
  values: Values,
  made: Presentation,
  own: Made,
  beside: (Made & { values: Values }) | undefined,
): Presentation {
  if (values['rule'] === '' || !own.run) return made;
  const whose = isOriginal(values, beside?.values) ? 'the original' : 'the pinned run';
  const means = { own: meanOf(own.seeds), other: meanOf(beside?.seeds) };
  // These describe the numbers of the figure's own rule.
  const { offers: _, limits: __, summary: ___, ...rest } = made;
  return {
    ...rest,
    numbers: { ...made.numbers, ...endOf('own', own.run, means.own), ...endOf('other', beside?.run, means.other) },
    verdict: {
      text:
        means.own && means.other
          ? `Over ${SEEDS} seeds your rule ends at a loss of {ownMean}, and ${whose} at {otherMean}.`
          : sentence(own.run, beside?.run, whose),
    },
  };
}

function sentence(own: Ending, other: Ending | undefined, whose: string): string {
  const mine =
    own.divergedAt === undefined
      ? 'With your rule the loss is {ownLoss} after {ownSteps} steps'
      : 'Your rule diverges at step {ownDiverged}';
  if (!other) return `${mine}.`;
  if (other.divergedAt !== undefined) return `${mine}, and ${whose} diverges at step {otherDiverged}.`;
  return `${mine}, and with ${whose} ${own.divergedAt === undefined ? '' : 'the loss is '}{otherLoss}.`;
}

function endOf(
  whose: 'own' | 'other',
  run: Ending | undefined,
  mean: ReturnType<typeof meanOf>,
): Record<string, ShownNumber> {
  return known({
    [`${whose}Loss`]: run && significant(run.loss.at(-1), 3),
    [`${whose}Steps`]: run && count(run.loss.length - 1),
    [`${whose}Diverged`]: run?.divergedAt === undefined ? undefined : count(run.divergedAt),
    [`${whose}Mean`]: mean && (Number.isFinite(mean.value) ? significant(mean, 3) : fixed(mean.value, 0)),
  });
}

/** The mean of the last losses; infinite if one diverged, and undefined until all are known. */
function meanOf(runs: Made['seeds'] = []) {
  const there = runs.filter((run) => run !== undefined);
  if (there.length < SEEDS) return undefined;
  return meanInterval(
    there.map(({ loss, divergedAt }) =>
      divergedAt === undefined ? (loss.at(-1) ?? Number.NaN) : Number.POSITIVE_INFINITY,
    ),
  );
}
