import type { Estimate } from '../../../engine/statistics/index.ts';
import {
  axis,
  type ChartPanel,
  type Column,
  chart,
  figures,
  line,
  some,
  stepsOf,
  type TableColumn,
  type TablePanel,
  table,
  words,
} from '../../../figure/index.ts';
import type { Outcome } from './contest-runs.ts';
import type { Entrant, Standing, Standings } from './standings.ts';

/** Rules that have a colour of their own on all pages; the others are grey. */
const COLOURED = { descent: 'descent', momentum: 'momentum', Adam: 'adam' } as const;
const isColoured = (name: string): name is keyof typeof COLOURED => Object.hasOwn(COLOURED, name);

/** The share of the starts from which each rule has arrived by each number of gradients; it grows while the contest runs. */
export function raceChart(entrants: readonly Entrant[], budget: number): ChartPanel {
  const lines = entrants.map(({ name, own, outcomes }) => {
    const role = own ? 'run' : isColoured(name) ? COLOURED[name] : 'baseline';
    const reached = reachedBy(outcomes.flat(), budget);
    return line(name, role, stepsOf(reached), reached, { label: name });
  });
  return chart({
    name: 'race',
    title: 'Share of the starts from which each rule has got to the lowest place, by the gradients it has asked for',
    x: axis('gradients', [0, budget], { ticks: [0, budget / 2, budget] }),
    y: axis('starts from which it arrived', [0, 1], { ticks: [0, 0.5, 1], format: 'percent' }),
    steps: true,
    series: lines,
  });
}

function reachedBy(outcomes: readonly Outcome[], budget: number): Column {
  const arrived = new Float64Array(budget + 1);
  for (const one of outcomes) if (one.arrived) arrived[one.spent]! += 1;
  for (let t = 1; t <= budget; t++) arrived[t]! += arrived[t - 1]!;
  return arrived.map((some) => some / outcomes.length);
}

const points = (share: number): number => Math.round(100 * share);
const within = ({ value, low, high }: Estimate, scale = 1): string =>
  `${Math.round(scale * value)} [${Math.round(scale * low)}, ${Math.round(scale * high)}]`;
/** A number with its interval. */
const estimate = (label: string): TableColumn => ({ label, align: 'right' });

/** All rules, from the first to the last. */
export function standingsTable({ rows, runs }: Standings): TablePanel {
  const own = rows.findIndex((row) => row.own);
  return table({
    name: 'standings',
    title: `Standings, ${runs} runs of each rule; in brackets 95 % intervals, for other problems of these kinds`,
    columns: [
      words('Rule'),
      estimate('Place'),
      estimate('Arrived, %'),
      estimate('Gradients'),
      figures('Diverged', 0),
      words('Setting'),
    ],
    rows: rows.map(({ name, rank, arrived, spent, diverged, setting }) => [
      name,
      within(rank),
      within(arrived, 100),
      within(spent),
      diverged,
      setting,
    ]),
    marked: own < 0 ? undefined : own,
  });
}

/** Kind by kind from what share of the starts each rule arrived, on both problems of the kind together. */
export function kindTable({ rows }: Standings, kinds: readonly string[]): TablePanel {
  const own = rows.find((row) => row.own);
  const each = ({ byKind }: Standing, i: number): string => byKind[i]!.each.map(points).join(' and ');
  return table({
    name: 'kinds',
    title: 'Kind by kind: the share of the starts from which each rule arrived, in %',
    columns: some(
      words('Kind'),
      own && words('yours, on its two problems'),
      rows.map(({ name }) => figures(name, 0)),
    ),
    rows: kinds.map((kind, i) =>
      some<string | number>(
        kind,
        own && each(own, i),
        rows.map(({ byKind }) => points(byKind[i]!.arrived)),
      ),
    ),
  });
}
