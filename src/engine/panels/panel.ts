/**
 * Panels: what an experiment shows, as plain data. Views, static pictures, tables and the CSV all read this.
 * Text is plain; a Greek letter or single italic variable is set as mathematics, and `_name` after it as a subscript
 * (`offset ϕ_0`, `2/λ_max`).
 */

/** What a mark means; each has one colour and one line style. `run` is the run the reader controls. */
export type Role = 'run' | 'measured' | 'theory' | 'batch' | 'baseline' | 'danger';

/** Numbers of a series; typed arrays cross from the worker by transfer. */
export type Column = Float64Array<ArrayBuffer>;

export interface Axis {
  label: string;
  domain: readonly [number, number];
  scale?: 'linear' | 'log';
  /** Ticks to label; left out: chosen by the layout. */
  ticks?: readonly number[];
  /** `percent` multiplies by 100 and appends %; `power` writes powers of ten. */
  format?: 'number' | 'percent' | 'power';
}

/** A ring the reader drags; it sets one or two number parameters by name. */
export interface Handle {
  x?: string;
  y?: string;
  at: readonly [number, number];
  label: string;
}

export interface SurfaceBands {
  /** Ascending; one fewer than the tints in use. */
  levels: readonly number[];
  /** `paths[k]` encloses where the value is below... see contours.ts: SVG path in a 1000 x 1000 box, y downwards. */
  paths: readonly string[];
  /** What the tints mean: `loss L`. */
  label: string;
  /** Numbers written along index contours, in data coordinates; angle in degrees on a square sheet. */
  numbers?: readonly { x: number; y: number; slope: readonly [number, number]; text: string }[];
  /** 0 draws low values deepest (a loss); 1 draws high values deepest. Default 0. */
  deepest?: 'low' | 'high';
}

export interface SurfacePath {
  name: string;
  role: Role;
  x: Column;
  y: Column;
  label?: string;
  /** A thin line under the others (one of many seeds). */
  faint?: boolean;
  /** Row t of this path is iteration t: hovering it marks t in every panel. */
  steps?: boolean;
}

export type PointMark =
  | 'minimum'
  | 'saddle'
  | 'maximum'
  | 'lowest'
  | 'end'
  | 'start'
  | 'dot'
  | 'hollow'
  | 'cross'
  | 'now';

export interface PanelPoint {
  name: string;
  x: number;
  y: number;
  mark: PointMark;
  role?: Role;
  label?: string;
}

export interface SurfaceArrow {
  name: string;
  role: Role;
  from: readonly [number, number];
  to: readonly [number, number];
  label?: string;
}

/** A polygon in data coordinates: hatched (`danger`) or tinted. */
export interface SurfaceRegion {
  name: string;
  role: Role;
  polygon: readonly (readonly [number, number])[];
  label?: string;
}

/** A grid of categories (which basin, which outcome), one SVG path per category, in a 1000 x 1000 box. */
export interface SurfaceCells {
  columns: number;
  rows: number;
  categories: readonly { label: string; tint: number | 'danger' | 'page'; path: string; share: number }[];
}

export interface SurfacePanel {
  kind: 'surface';
  name: string;
  /** Says what is seen; read aloud. */
  title: string;
  x: Axis;
  y: Axis;
  /** One tick step; the bars of the neatline. */
  bands?: SurfaceBands;
  cells?: SurfaceCells;
  regions?: readonly SurfaceRegion[];
  paths?: readonly SurfacePath[];
  points?: readonly PanelPoint[];
  arrows?: readonly SurfaceArrow[];
  /** Dashed theory lines over the sheet. */
  lines?: readonly { name: string; role: Role; x: Column; y: Column; label?: string }[];
  handle?: Handle;
  /** Draw x and y units equally long. Default false: the sheet fills its box. */
  equal?: boolean;
}

export type ChartSeriesKind = 'line' | 'points' | 'band' | 'bars' | 'stems' | 'step';

export interface ChartSeries {
  name: string;
  role: Role;
  kind: ChartSeriesKind;
  x: Column;
  y: Column;
  /** Interval at each x: the edges of a band, the whiskers of points. */
  low?: Column;
  high?: Column;
  /** Written at the end of the line, in its colour. */
  label?: string;
  faint?: boolean;
}

export interface ChartReference {
  axis: 'x' | 'y';
  at: number;
  label: string;
  role: 'theory' | 'danger' | 'baseline' | 'measured';
}

export interface ChartRegion {
  axis: 'x' | 'y';
  from: number;
  to: number;
  label?: string;
  role: 'theory' | 'danger' | 'baseline';
}

export interface ChartPanel {
  kind: 'chart';
  name: string;
  title: string;
  x: Axis;
  y: Axis;
  series: readonly ChartSeries[];
  references?: readonly ChartReference[];
  regions?: readonly ChartRegion[];
  points?: readonly PanelPoint[];
  handle?: Handle;
  /** x is the iteration t: hovering marks t in every panel. */
  steps?: boolean;
}

/** Several small charts or sheets that share their axes, each with its own heading and note. */
export interface MultiplesPanel {
  kind: 'multiples';
  name: string;
  title: string;
  items: readonly { heading: string; note?: string; panel: SurfacePanel | ChartPanel }[];
}

export interface TableColumn {
  label: string;
  /** Digits after the point for numbers; left out: shown as they are. */
  digits?: number;
  align?: 'left' | 'right';
}

export interface TablePanel {
  kind: 'table';
  name: string;
  title: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly (string | number | null)[])[];
  /** Row to mark (the linked iteration). */
  marked?: number;
}

/** TeX typeset at build time, with named slots filled with numbers at run time. */
export interface EquationPanel {
  kind: 'equation';
  name: string;
  title: string;
  /** Key in the experiment's `equations`. */
  equation: string;
  slots: Readonly<Record<string, { value: string; role?: Role }>>;
}

export type Panel = SurfacePanel | ChartPanel | MultiplesPanel | TablePanel | EquationPanel;
