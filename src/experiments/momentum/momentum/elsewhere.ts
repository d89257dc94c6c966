/** Compares momentum with SGD at other rates and from other starts, since a single run proves little. */
import { median, trainMany, wilson } from '../../../engine/index.ts';
import { type Column, figures, type TablePanel, table, words } from '../../../figure/index.ts';
import { notebookRun } from '../../kit/notebook-run.ts';

export const SEEDS = 100;

/** Compared rates, as fractions of the reader's. */
const SHARES = [1 / 3, 2 / 3, 1, 4 / 3] as const;
/** Starts besides the reader's: that of notebook 6.3, one in the lowest valley, one in the valley on the left. */
const STARTS = [
  [3.5, 6.5],
  [2, 8],
  [-5, 12],
] as const;

/** A type rather than an interface: a part of the experiment, which is plain JSON. */
export type Place = {
  alpha: number;
  beta: number;
  batchSize: number;
  steps: number;
  seed: number;
  phi0: number;
  phi1: number;
};

/** Last losses of both rules, by seed; Infinity for a run that diverged. */
export interface Ends {
  sgd: Column;
  momentum: Column;
}

/** Every rate from every start, including the reader's own pair. */
export const placesAround = (own: Place): ReadonlyMap<Place, Place> =>
  new Map(
    [[own.phi0, own.phi1] as const, ...STARTS].flatMap(([phi0, phi1]) =>
      SHARES.map((share): [Place, Place] => {
        const place = { ...own, alpha: Number((own.alpha * share).toPrecision(4)), phi0, phi1 };
        return [place, place];
      }),
    ),
  );

/** Last losses of SEEDS runs with consecutive seeds; Infinity for a run that diverged. */
export function lastLosses(rule: 'momentum' | 'nesterov', { phi0, phi1, ...run }: Place): Column {
  const seeds = Array.from({ length: SEEDS }, (_, r) => run.seed + r);
  const { loss, statuses } = trainMany({ ...notebookRun(rule, { ...run, start: [phi0, phi1] }), seeds });
  return loss.map((end, r) => (statuses[r]!.kind === 'diverged' ? Number.POSITIVE_INFINITY : end));
}

/** Plain descent is momentum without memory. */
export const endsAt = (place: Place): Ends => ({
  sgd: lastLosses('momentum', { ...place, beta: 0 }),
  momentum: lastLosses('momentum', place),
});

export type Share = ReturnType<typeof wilson>;

/**
 * Fractions of seeds on which momentum ends strictly below and strictly above SGD: a tie, such as two runs that
 * diverged, is neither.
 */
export function sharesOf({ sgd, momentum }: Ends): { below: Share; above: Share } {
  const share = (wins: (own: number, other: number) => boolean): Share =>
    wilson(momentum.filter((end, r) => wins(end, sgd[r]!)).length, SEEDS);
  return { below: share((own, other) => own < other), above: share((own, other) => own > other) };
}

export type Standing = 'lower' | 'higher' | 'even';

/** Whether momentum usually ends lower or higher, as far as this number of seeds shows. */
export function standingOf(ends: Ends): Standing {
  const { below, above } = sharesOf(ends);
  return below.low > 0.5 ? 'lower' : above.low > 0.5 ? 'higher' : 'even';
}

const SAID = { lower: 'lower', higher: 'higher', even: 'cannot be told' } as const;

export function elsewhereTable(places: ReadonlyMap<Place, Ends | undefined>): TablePanel {
  return table({
    name: 'elsewhere',
    title: `The same question at other rates and from other starts, ${SEEDS} seeds each: on how many momentum ends below SGD`,
    columns: [
      words('start'),
      figures('rate α', 3),
      figures('SGD, median loss', 2),
      figures('momentum, median loss', 2),
      figures('below, %', 0),
      words('momentum ends'),
    ],
    rows: [...places].flatMap(([{ phi0, phi1, alpha }, ends]) =>
      ends
        ? [
            [
              `(${phi0}, ${phi1})`,
              alpha,
              finite(median(ends.sgd)),
              finite(median(ends.momentum)),
              100 * sharesOf(ends).below.value,
              SAID[standingOf(ends)],
            ],
          ]
        : [],
    ),
  });
}

/** The median is undefined if that run diverged. */
const finite = (loss: number): number | null => (Number.isFinite(loss) ? loss : null);
