/** Builders of charts and their marks, one line each. Undefined fields are left out. */
import { defined, type Fields, type Labelled, labelOf } from '../defined.ts';
import type {
  Axis,
  ChartPanel,
  ChartReference,
  ChartRegion,
  ChartSeries,
  Column,
  Handle,
  PanelPoint,
  PointMark,
  Role,
} from './panel.ts';

/** The marks of a run on a chart. */
export interface OnChart {
  series: readonly ChartSeries[];
  points: readonly PanelPoint[];
}

/**
 * Makes a panel of series over an x axis.
 * @param runs drawn over the other series and points
 */
export const chart = ({
  runs = [],
  series = [],
  points,
  ...fields
}: Omit<Fields<ChartPanel>, 'kind' | 'series'> & {
  series?: readonly ChartSeries[];
  runs?: readonly OnChart[];
}): ChartPanel =>
  defined<ChartPanel>({
    ...fields,
    kind: 'chart',
    series: [...series, ...runs.flatMap((run) => run.series)],
    points: runs.length > 0 ? [...(points ?? []), ...runs.flatMap((run) => run.points)] : points,
  });

type Marks = Omit<Fields<Axis>, 'label' | 'domain' | 'scale'>;

/** A linear axis. */
export const axis = (label: string, domain: readonly [number, number], marks: Marks = {}): Axis =>
  defined<Axis>({ label, domain, ...marks });

/** A logarithmic axis. */
export const logAxis = (label: string, domain: readonly [number, number], marks: Marks = {}): Axis =>
  defined<Axis>({ label, domain, scale: 'log', ...marks });

/** A label at its end (true: its name), or a thin line under the others; the ends of an interval at each x. */
type Look = Omit<Fields<ChartSeries>, 'name' | 'role' | 'kind' | 'x' | 'y' | 'label'> & Labelled;
type Numbers = Column | readonly number[];
/** Over its x or, if none is given, over 0, 1, 2, …: the steps of a run. */
interface Draw {
  (name: string, role: Role, x: Numbers, y: Numbers, look?: Look): ChartSeries;
  (name: string, role: Role, y: Numbers, look?: Look): ChartSeries;
}

const columnOf = (numbers: Numbers): Column => (numbers instanceof Float64Array ? numbers : Float64Array.from(numbers));
const isNumbers = (given: Numbers | Look): given is Numbers => given instanceof Float64Array || Array.isArray(given);

const series =
  (kind: ChartSeries['kind']): Draw =>
  (name: string, role: Role, first: Numbers, second: Numbers | Look = {}, third: Look = {}) => {
    const [x, y, look] = isNumbers(second) ? [first, second, third] : [stepsOf(first), first, second];
    return defined<ChartSeries>({
      name,
      role,
      kind,
      x: columnOf(x),
      y: columnOf(y),
      ...look,
      label: labelOf(look, name),
    });
  };

/** A series drawn as a line. */
export const line = series('line');
/** A line through the values of a function. */
export function curve(name: string, role: Role, x: Numbers, of: (x: number) => number, look: Look = {}): ChartSeries {
  const y = x.map((at) => of(at));
  return line(name, role, x, y, look);
}
/** A faint line for each seed, over one x; the common name is `crowd`: `each of 100 runs`. */
export const eachSeed = (crowd: string, role: Role, x: Numbers, rows: readonly Numbers[]): ChartSeries[] =>
  rows.map((y, r) => line(`${crowd}, ${r + 1}`, role, x, y, { faint: true, crowd }));
/** A series drawn as points, with whiskers if `low` and `high` are given. */
export const dots = series('points');
/** A series drawn as bars. */
export const bars = series('bars');
/** A series drawn as vertical lines from zero. */
export const stems = series('stems');
/** A line that stays level from each x to the next. */
export const stairs = series('step');

/** The band from `low` to `high` at each x, around `y`. */
export const band = (
  name: string,
  role: Role,
  x: Column,
  { y, low, high }: { y?: Column; low: Column; high: Column },
  look: Look = {},
): ChartSeries => series('band')(name, role, x, y ?? low, { low, high, ...look });

/** 0, 1, 2, … for each entry of a column: the steps of a run. */
export const stepsOf = (column: ArrayLike<unknown>): Column =>
  Float64Array.from({ length: column.length }, (_, t) => t);

/** A mark at one place of a chart or a map. */
export const point = (
  mark: PointMark,
  name: string,
  x: number,
  y: number,
  look: { role?: Role | undefined } & Labelled = {},
): PanelPoint => defined<PanelPoint>({ name, x, y, mark, ...look, label: labelOf(look, name) });

type ReferenceRole = ChartReference['role'];
/** A labelled line across the chart at a value of y. */
export const level = (at: number, label: string, role: ReferenceRole): ChartReference => ({
  axis: 'y',
  at,
  label,
  role,
});
/** A labelled line over the height of the chart at a value of x. */
export const upright = (at: number, label: string, role: ReferenceRole): ChartReference => ({
  axis: 'x',
  at,
  label,
  role,
});

/** A tinted or hatched stretch of one axis. */
export const stretch = (
  of: ChartRegion['axis'],
  from: number,
  to: number,
  role: ChartRegion['role'],
  label?: string,
): ChartRegion => defined<ChartRegion>({ axis: of, from, to, role, label });

/** A handle that drags the parameters with these names, adds places to one, or picks one of some places. */
export const ring = (
  drags: Pick<Handle, 'x' | 'y' | 'adds' | 'chosen' | 'picks'>,
  at: readonly [number, number],
  label: string,
): Handle => ({
  ...drags,
  at,
  label,
});
