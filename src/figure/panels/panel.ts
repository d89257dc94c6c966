/**
 * Panels: the contents of figures as plain data, used by live views, static pictures, tables and the CSV.
 *
 * Text is plain. These are set as mathematics (`src/widgets/panels/math-text.ts`): every Greek letter; a single Latin
 * letter as a word, except a, A and I (`loss L`, `step t`); a letter before `_` or `^`; anything between stars (`*a*`).
 * `_` and `^` apply to the letters or digits that follow, or to a group in braces: `ϕ_0`, `2/λ_max`, `10^{−3}`. A line
 * break in a mark's label starts a second, smaller line.
 */
import type { Value } from '../../engine/schema.ts';

/**
 * The meaning of a mark; each has one colour and one line style. `run` is the run controlled by the reader; the last
 * three are rules beside it, distinguished by dash and name as well as by colour.
 */
export type Role = 'run' | 'measured' | 'theory' | 'batch' | 'baseline' | 'danger' | 'descent' | 'momentum' | 'adam';

/** Numbers of a series; typed arrays are transferred from the worker. */
export type Column = Float64Array<ArrayBuffer>;

/** An axis with its label and range. */
export interface Axis {
  label: string;
  domain: readonly [number, number];
  scale?: 'linear' | 'log';
  /** Ticks to label; default: chosen by the layout. */
  ticks?: readonly number[];
  /** `percent` multiplies by 100 and appends %; `power` writes powers of ten. */
  format?: 'number' | 'percent' | 'power';
}

/**
 * A curve that depends on x only through u = shift + per · stretch · x: it can be slid along x and squeezed, which sets
 * the two parameters with these names. `of` contains their values for the curve as drawn.
 */
export interface Held {
  shift: string;
  stretch: string;
  per: number;
  of: readonly [number, number];
}

/**
 * A handle that the reader drags; it sets one or two number parameters by name. Its label is beside it. With `adds` it
 * is not dragged: a click on its map, or an arrow key, adds a place to the parameter of that name (of kind `places`),
 * or of the name chosen by the parameter `chosen`, also while the picture is still that of the choice before.
 * With `picks` it goes to the nearest of some places, whose number, from 1 on, is the parameter of that name. With
 * `holds` it drags a curve.
 */
export interface Handle {
  x?: string;
  y?: string;
  adds?: string;
  chosen?: string;
  picks?: {
    name: string;
    places: readonly (readonly [number, number])[];
    /** The value picked farther than `reach` from all places; by default the nearest place. */
    otherwise?: number;
  };
  holds?: Held;
  /** If the parameters are fractions of the map: its horizontal and vertical range. */
  spans?: readonly [readonly [number, number], readonly [number, number]];
  /** Distance along x after which the map shows the same place again: in a square beside the first. */
  repeats?: number;
  at: readonly [number, number];
  label: string;
  /**
   * Maximum distance of the next place from `at`, in units of the map, whose axes then have equal units; or half the
   * side of a pickable place.
   */
  reach?: number;
  /** The result of a step of plain descent from `at`. */
  falls?: readonly [number, number];
  /** It is on a map rotated by a quarter turn. */
  turned?: boolean;
}

/** Contours of a function over a map, as filled paths. */
export interface SurfaceBands {
  /** Ascending; one fewer than the tints used. */
  levels: readonly number[];
  /** `paths[k]` encloses where the value is at least `levels[k]`: SVG path in a 1000 x 1000 box, y downwards. */
  paths: readonly string[];
  /** The meaning of the tints: `loss L`. */
  label: string;
  /**
   * Positions of numbers along index contours, in data coordinates: their level, and a step (x, y) along the line
   * there.
   */
  numbers?: readonly { x: number; y: number; slope: readonly [number, number]; level: number }[];
  /** 0 draws low values deepest (a loss); 1 draws high values deepest. Default 0. */
  deepest?: 'low' | 'high';
  /** The part of the plane covered by the box of the paths, if it extends beyond the map. */
  window?: { readonly xDomain: readonly [number, number]; readonly yDomain: readonly [number, number] };
}

/** The path of a run on a map. */
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
  /** Its line is unbroken whatever its role, and has a dot at each step: names at the ends distinguish such runs. */
  solid?: boolean;
  /** Steps that turn back are as strong as the others, since they are what the path shows. */
  hops?: boolean;
  /** Rows reached by a warning step. */
  warned?: readonly number[];
  /** Number of last steps that are also shown enlarged, in a lens, if they are too close together on the map. */
  lens?: number;
  /** The fraction of its last step that the run keeps, as with momentum: an arrow at its head during playback. */
  keeps?: number;
}

/**
 * `minimum` shows its loss as an italic label, or with a role a measurement; `lowest` has its label on a leader line;
 * `end` is the disc at the end of a run; `badge` is a circle around its (one-character) label; `now` is the linked
 * iteration, on a chart a vertical line.
 */
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
  | 'badge'
  | 'now';

/** A marked point of a map or a chart. */
export interface PanelPoint {
  name: string;
  x: number;
  y: number;
  mark: PointMark;
  role?: Role;
  label?: string;
}

/** An arrow on a map. */
export interface SurfaceArrow {
  name: string;
  role: Role;
  from: readonly [number, number];
  to: readonly [number, number];
  label?: string;
  /**
   * Distance from its position at which it begins, outside the mark there, px; its head is then added to its length, so
   * that it is visible on level ground, too.
   */
  beside?: number;
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
  /** Words in single cells (row 0 at the lowest y); left out if they do not fit. */
  marks?: readonly CellMark[];
}

interface CellMark {
  column: number;
  row: number;
  text?: string;
  /** The word is visible only while the cell is touched, if a word in each would be too many. */
  quiet?: boolean;
  /** Its value is not known yet. */
  waits?: boolean;
}

/**
 * A tilted map: its bands are terraces, each at the height of its level, with the marks of the map on them. From above,
 * at 0 degrees, it is an ordinary map.
 */
export interface SurfaceTilt {
  /** 0 from above, 90 from the side. */
  degrees: number;
  /**
   * The heights, in units of the levels, of the base, and of the highest point along the far edge, for which the
   * picture has room at every tilt. Nearer to the eye the ground may rise up to 1.4 times as high.
   */
  heights: readonly [number, number];
  /**
   * Heights in the format of `bands`: at the centres of cells, with a ring of cells beyond the frame, row 0 at the
   * lowest y.
   */
  grid: Column;
  columns: number;
  rows: number;
}

/** The reader's guess of where a run ends. */
export interface MapGuess {
  x: number;
  y: number;
  /** On a map that shows a valley from the side: only the horizontal position counts. */
  onSurface: boolean;
  /** Current positions of the map's runs. */
  heads: readonly (readonly [number, number])[];
  /** End of the run. */
  end?: readonly [number, number];
}

/** A map: a plane with contours, paths, points and regions. */
export interface SurfacePanel {
  kind: 'surface';
  name: string;
  /** Description of the picture; read aloud. */
  title: string;
  x: Axis;
  y: Axis;
  bands?: SurfaceBands;
  /** For a map with bands. A tilted map has no regions, fog, cells, lens or numbers on its contours. */
  tilt?: SurfaceTilt;
  cells?: SurfaceCells;
  /** Hides everything beneath it visually; anything that must stay secret must not be in the panel. */
  fog?: boolean;
  regions?: readonly SurfaceRegion[];
  paths?: readonly SurfacePath[];
  points?: readonly PanelPoint[];
  arrows?: readonly SurfaceArrow[];
  /** Lines over the map: dashed for theory. One with a single point is a heading: its label begins there. */
  lines?: readonly { name: string; role: Role; x: Column; y: Column; label?: string }[];
  handle?: Handle;
  /** Added in a scene, so that its labels and those of the map avoid each other. */
  guess?: MapGuess;
  /** Draw x and y units equally long. Default false: the map fills its box. */
  equal?: boolean;
  /**
   * In a scene it has no frame and fills its box with equal units: `filled` of widgets/panels sets its orientation
   * here.
   */
  fills?: true | 'upright' | 'turned';
}

type ChartSeriesKind = 'line' | 'points' | 'band' | 'bars' | 'stems' | 'step';

/** A line, points, bars, stems or steps of a chart. */
export interface ChartSeries {
  name: string;
  role: Role;
  kind: ChartSeriesKind;
  x: Column;
  y: Column;
  /** Interval at each x: the edges of a band, the whiskers of points. */
  low?: Column;
  high?: Column;
  /** Shown at the end of the line, in its colour. */
  label?: string;
  faint?: boolean;
  /** It stays complete while the runs of its chart are played: a previous run, or others for comparison. */
  stays?: boolean;
  /** For one of many faint lines: their common name, in the list beside an enlarged chart. */
  crowd?: string;
  /** These points are the value of the parameter of that name (of kind `points`): each can be dragged. */
  drags?: string;
}

/** A labelled straight line across a chart. */
export interface ChartReference {
  axis: 'x' | 'y';
  at: number;
  label: string;
  role: 'theory' | 'danger' | 'baseline' | 'measured' | 'run';
}

/** A tinted strip of a chart. */
export interface ChartRegion {
  axis: 'x' | 'y';
  from: number;
  to: number;
  label?: string;
  role: 'theory' | 'danger' | 'baseline';
}

/** A chart: series over an x axis. */
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
  /**
   * Names for which a margin is reserved even if no line here has them, so that a chart and the one below it align
   * their x axes.
   */
  names?: readonly string[];
  /** A weight on a spring beside the plot, at the height of this series at iteration `at`. */
  spring?: { series: string; at: number };
}

/** Several small charts or maps that share their axes, each with its own heading and note. */
export interface MultiplesPanel {
  kind: 'multiples';
  name: string;
  title: string;
  items: readonly { heading: string; note?: string; panel: SurfacePanel | ChartPanel }[];
}

/** A small chart beside a map. */
export interface AtlasPlot {
  heading: string;
  /** Role of the reader's own run, which comes last. Default: ink. */
  role?: Role;
  /** Small: without names or numbers. */
  panel: ChartPanel;
  /** Name of its mark on the map. The mark and the chart are left out in a narrow atlas. */
  spare?: string;
}

/**
 * A map with small charts above and below it, each joined by a line to its place on the map. If it is wide all charts
 * are in one row above it.
 */
export interface AtlasPanel {
  kind: 'atlas';
  name: string;
  title: string;
  map: SurfacePanel;
  above: readonly AtlasPlot[];
  below: readonly AtlasPlot[];
}

/** A column of a table. */
export interface TableColumn {
  label: string;
  /** Digits after the point for numbers; default: shown unchanged. */
  digits?: number;
  align?: 'left' | 'right';
}

/** A table. */
export interface TablePanel {
  kind: 'table';
  name: string;
  title: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly (string | number | null)[])[];
  /** Row to mark (the linked iteration). */
  marked?: number;
  /** It is the main content of the figure, and is unfolded. */
  isOpen?: true;
}

/** A term of an equation, above its numbers. */
export interface LedgerTerm {
  /** Key in the experiment's `equations`: the head of the column. */
  equation: string;
  /** Its plain name, under the symbol: `the memory`. Operators and constants have none. */
  label?: string;
  /** The spoken form of a constant's symbol: `1 minus β`. */
  spoken?: string;
  role?: Role;
  /** One text per row; undefined for an operator that only joins its neighbours. */
  values?: readonly string[];
}

/** An equation whose terms head columns, with their numbers at this step beneath: one line per equation. */
export interface EquationPanel {
  kind: 'equation';
  name: string;
  title: string;
  /** Names of the rows: `ϕ_0`, `ϕ_1`. */
  rows: readonly string[];
  lines: readonly (readonly LedgerTerm[])[];
}

/** A unit of a network by its position: layer 0 contains the inputs. */
export interface UnitPlace {
  layer: number;
  unit: number;
}

/** The answers of a network, or of one of its units, over the plane. */
export interface NetworkField {
  name: string;
  /** For one of several side by side: its training rule. */
  role?: Role;
  /** From -1, certainly hollow, to 1, certainly filled: as many rows as columns, the uppermost first. */
  answers: Column;
  /** The number of points on their own colour, and the indices of the others. */
  right: number;
  wrong: Column;
  /** Its loss, step by step. */
  losses: { step: Column; loss: Column };
}

/** A network: a square for each unit with its answers over a plane, a line for each weight, and the plane enlarged. */
export interface NetworkPanel {
  kind: 'network';
  name: string;
  title: string;
  /** Layer by layer, inputs first; answers in the format of a field. */
  units: readonly (readonly { name: string; answers: Column }[])[];
  /** Between each layer and the next: a row for each source unit, with a number for each target unit. */
  weights: readonly Column[];
  /**
   * For each layer the parameter with its number of units, if a reader may change it; the last is for an additional
   * layer.
   */
  sizes?: readonly (string | undefined)[];
  /** The parameter with the number of the picked unit, from 1 on, and its current index, from 0 on. */
  picks: { name: string; units: readonly UnitPlace[]; at: number };
  /** The data sets to choose from, as pictures, and the parameter for the choice. */
  choices?: { name: string; at: string; options: readonly NetworkChoice[] };
  /** The picked unit, or several networks side by side. */
  fields: readonly NetworkField[];
  /** The plane with its points, and the handle that adds points. */
  plane: SurfacePanel;
}

/** Points of two kinds: `kind` is 1 for a filled one. */
interface NetworkChoice {
  value: string;
  label: string;
  x: Column;
  y: Column;
  kind: Column;
  /** Other values set together with it. */
  set: Readonly<Record<string, Value>>;
}

/** A panel of any kind. */
export type Panel = SurfacePanel | ChartPanel | MultiplesPanel | AtlasPanel | NetworkPanel | TablePanel | EquationPanel;
