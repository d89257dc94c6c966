import type { Estimate } from '../../../engine/statistics/index.ts';
import {
  axis,
  type ChartPanel,
  chart,
  dots,
  figures,
  point,
  some,
  type TableColumn,
  type TablePanel,
  table,
  words,
} from '../../../figure/index.ts';
import type { Standing, Standings } from './standings.ts';

interface Look {
  name: string;
  title: string;
  y: ChartPanel['y'];
  of(row: Standing): Estimate;
}

/** A number of every rule with its interval, in the order of their places. */
function byPlace({ rows }: Standings, { name, title, y, of }: Look): ChartPanel {
  const series = (called: string, role: 'run' | 'measured', isOwn: boolean) => {
    const shown = rows.flatMap((row, k) => (row.own === isOwn ? [{ place: k + 1, ...of(row) }] : []));
    const column = (number: (one: (typeof shown)[number]) => number) => Float64Array.from(shown, number);
    const ends = { low: column(({ low }) => low), high: column(({ high }) => high) };
    return (
      shown.length > 0 &&
      dots(
        called,
        role,
        column(({ place }) => place),
        column(({ value }) => value),
        ends,
      )
    );
  };
  return chart({
    name,
    title,
    x: axis('place', [0.5, rows.length + 0.5], { ticks: rows.map((_, k) => k + 1), counts: true }),
    y,
    series: some(series('ours', 'measured', false), series('your rule', 'run', true)),
    points: rows.map((row, k) =>
      point('dot', row.name, k + 1, of(row).value, { role: row.own ? 'run' : 'measured', label: row.name }),
    ),
  });
}

export const shareChart = (standings: Standings): ChartPanel =>
  byPlace(standings, {
    name: 'shares',
    title: 'Share of the starts from which each rule got to the lowest place, with 95 % intervals',
    y: axis('starts reached', [0, 1], { ticks: [0, 0.5, 1], format: 'percent' }),
    of: ({ arrived }) => arrived,
  });

export const spentChart = (standings: Standings, budget: number): ChartPanel =>
  byPlace(standings, {
    name: 'gradients',
    title: 'Gradients of a run on average, where a miss counts all of them, with 95 % intervals',
    y: axis('gradients of a run', [0, 1.1 * budget], { ticks: [0, budget / 2, budget] }),
    of: ({ spent }) => spent,
  });

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
    isOpen: true,
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

/** Kind by kind what share of the starts each rule reached, on both problems of the kind together. */
export function kindTable({ rows }: Standings, kinds: readonly string[]): TablePanel {
  const own = rows.find((row) => row.own);
  const each = ({ byKind }: Standing, i: number): string => byKind[i]!.each.map(points).join(' and ');
  return table({
    name: 'kinds',
    title: 'Kind by kind: the share of the starts that each rule reached, in %',
    isOpen: true,
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
