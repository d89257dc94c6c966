import { rateGrid } from '../../../engine/statistics/index.ts';
import { type ChartPanel, type Column, chart, level, line, logAxis, type Role } from '../../../figure/index.ts';
import { DOWN, FLOOR } from './four-runs.ts';

/** Rules whose rates are tried: those beside the reader's own. */
export const TRIED_RULES = ['small', 'momentum', 'adam'] as const;
export type TriedRule = (typeof TRIED_RULES)[number];
/** Tried rates, twenty to a decade. */
export const TRIED_RATES = rateGrid(0.01, 10, 20 / Math.log2(10));

/** The loss at the end of a run at each of the rates. */
export type Ends = Readonly<Record<TriedRule, Column>>;

/**
 * The ratio of the largest to the smallest rate at which a run has arrived at its end, with all in between; NaN: none.
 */
export function spanOf(ends: Column): number {
  let [best, from] = [Number.NaN, -1];
  for (const [i, loss] of ends.entries()) {
    const down = loss <= FLOOR;
    if (down && from < 0) from = i;
    if (!down) from = -1;
    else if (!(TRIED_RATES[i]! / TRIED_RATES[from]! <= best)) best = TRIED_RATES[i]! / TRIED_RATES[from]!;
  }
  return best;
}

const LOOKS: Readonly<Record<TriedRule, { role: Role; name: string }>> = {
  small: { role: 'descent', name: 'descent' },
  momentum: { role: 'momentum', name: 'momentum' },
  adam: { role: 'adam', name: 'Adam' },
};
const LOWEST = 1e-6;

export const ratesChart = (ends: Ends, steps: number): ChartPanel =>
  chart({
    name: 'good rates',
    title: `Loss after ${steps} steps at each rate: where a line is below the dashes, that rate will do`,
    x: logAxis('rate α, log scale', [TRIED_RATES[0]!, TRIED_RATES.at(-1)!], { ticks: [0.01, 0.1, 1, 10] }),
    y: logAxis(`loss after ${steps} steps`, [LOWEST, 2], { ticks: [1e-6, 1e-4, 1e-2, 1], format: 'power' }),
    references: [level(FLOOR, DOWN, 'baseline')],
    series: TRIED_RULES.map((rule) =>
      line(
        `${LOOKS[rule].name}, by rate`,
        LOOKS[rule].role,
        TRIED_RATES,
        ends[rule].map((loss) => Math.min(2, Math.max(LOWEST, loss))),
        { label: LOOKS[rule].name },
      ),
    ),
  });
