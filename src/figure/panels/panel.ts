/**
 * Panels: what an experiment shows, as plain data. Views, static pictures, tables and the CSV all read this.
 *
 * Text is plain. These are set as mathematics (`src/widgets/panels/math-text.ts`): every Greek letter; a Latin letter that
 * stands alone as a word, except a, A and I (`loss L`, `step t`); a letter before `_` or `^`; anything between stars
 * (`*a*`). `_` and `^` take the letters or digits that follow, or a group in braces: `ϕ_0`, `2/λ_max`, `10^{−3}`.
 * A line break in a mark's label starts a second, smaller line.
 */
import type { Value } from '../../engine/schema.ts';

/**
 * The meaning of a mark; each has one colour and one line style. `run` is the run the reader controls; the last three are
 * rules that run beside it, which a dash and a name tell apart as well as a colour does.
 */
export type Role = 'run' | 'measured' | 'theory' | 'batch' | 'baseline' | 'danger' | 'descent' | 'momentum' | 'adam';

/** Numbers of a series; typed arrays cross from the worker by transfer. */
export type Column = Float64Array<ArrayBuffer>;

/** An axis with its label and range. */
export interface Axis {
  label: string;
  domain: readonly [number, number];
  scale?: 'linear' | 'log';
  /** Ticks to label; left out: chosen by the layout. */
  ticks?: readonly number[];
  /** `percent` multiplies by 100 and appends %; `power` writes powers of ten. */
  format?: 'number' | 'percent' | 'power';
}

/**
 * A curve that at x depends on u = shift + per · stretch · x alone: it can be slid along x and squeezed, which sets the two
 * parameters of these names. `of` is what they are of the curve as it is drawn.
 */
export interface Held {
  shift: string;
  stretch: string;
  per: number;
  of: readonly [number, number];
}

/**
 * A ring the reader drags; it sets one or two number parameters by name. Its label is written beside it. With `adds` it
 * is not dragged: a click on its map, or an arrow key, adds a place to the parameter of that name (of kind `places`). With
 * `picks` it goes to the nearest of some places, whose number, from 1 on, is the parameter of that name. With `holds` it is
 * where a curve is taken hold of.
 */
export interface Handle {
  x?: string;
  y?: string;
  adds?: string;
  picks?: {
    name: string;
    places: readonly (readonly [number, number])[];
    /** What is picked farther than `reach` from all places; the nearest place without it. */
    otherwise?: number;
  };
  holds?: Held;
  /** Where the parameters are shares of the map: its stretch across and up. */
  spans?: readonly [readonly [number, number], readonly [number, number]];
  at: readonly [number, number];
  label: string;
  /**
   * How far from `at` the next place may be, in units of the map, whose units are then equally long; or half the side of a
   * place that is picked.
   */
  reach?: number;
  /** Where a step of plain descent from `at` would lead. */
  falls?: readonly [number, number];
  /** It is on a map that is turned by a quarter. */
  turned?: boolean;
}

/** Contours of a function over a map, as filled paths. */
export interface SurfaceBands {
  /** Ascending; one fewer than the tints in use. */
  levels: readonly number[];
  /** `paths[k]` encloses where the value is at least `levels[k]`: SVG path in a 1000 x 1000 box, y downwards. */
  paths: readonly string[];
  /** The meaning of the tints: `loss L`. */
  label: string;
  /** Places of numbers along index contours, in data coordinates: their level, and a step (x, y) along the line there. */
  numbers?: readonly { x: number; y: number; slope: readonly [number, number]; level: number }[];
  /** 0 draws low values deepest (a loss); 1 draws high values deepest. Default 0. */
  deepest?: 'low' | 'high';
  /** The part of the plane that the box of the paths covers, if it reaches beyond the map. */
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
  /** Its line is unbroken whatever its role, and has a dot at each step: names at the ends tell such runs apart. */
  solid?: boolean;
  /** Steps that turn back are as strong as the others, since to show them is its point. */
  hops?: boolean;
  /** Rows to which a step leads that is drawn as a warning. */
  warned?: readonly number[];
  /** Its last so many steps are shown larger too, in a lens, where they are too near each other on the map. */
  lens?: number;
  /** The share of its last step that the run still has, as momentum does: an arrow at its head while it is played. */
  keeps?: number;
}

/**
 * `minimum` carries its label as an italic sounding, or with a role as what was measured there; `lowest` on a leader line; `end` is the disc at the end of a run;
 * `badge` is a circle around its (one-character) label; `now` is the linked iteration, on a chart a line over its height.
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
  /** Px from its place at which it begins, outside the mark there; its head is then added to its length, so that it points on level ground too. */
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
  /** Words of single cells (row 0 at the lowest y); words are left out where they would not fit. */
  marks?: readonly CellMark[];
}

interface CellMark {
  column: number;
  row: number;
  text?: string;
  /** The word is seen while the cell is touched, where a word in each would be too many. */
  quiet?: boolean;
  /** Nothing is known of it yet. */
  waits?: boolean;
}

/**
 * A map seen from a side: its bands stand as terraces of paper, each at the height of its level, and what lies on the
 * map lies on the paper. From above, at 0 degrees, it is the map itself.
 */
export interface SurfaceTilt {
  /** 0 from above, 90 from the side. */
  degrees: number;
  /**
   * The heights, in units of the levels, of the foot, and of the highest place along the far edge, for which the picture has
   * room at every tilt. Nearer to the eye the ground may rise up to 1.4 times as high.
   */
  heights: readonly [number, number];
  /** Heights as `bands` takes them: at the centres of cells, with a ring of cells beyond the frame, row 0 at the lowest y. */
  grid: Column;
  columns: number;
  rows: number;
}

/** Where a reader expects a run to end. */
export interface MapGuess {
  x: number;
  y: number;
  /** On a map that shows a valley from its side: only how far it is across counts. */
  onSurface: boolean;
  /** Where the runs of the map have come to. */
  heads: readonly (readonly [number, number])[];
  /** Where the run has ended. */
  end?: readonly [number, number];
}

/** A map: a plane with contours, paths, points and regions. */
export interface SurfacePanel {
  kind: 'surface';
  name: string;
  /** Says what is seen; read aloud. */
  title: string;
  x: Axis;
  y: Axis;
  bands?: SurfaceBands;
  /** For a map with bands. A tilted map has no regions, fog, cells, lens or numbers on its contours. */
  tilt?: SurfaceTilt;
  cells?: SurfaceCells;
  /** Hides what lies beneath it from the eye; what a reader shall not find either must not be in the panel. */
  fog?: boolean;
  regions?: readonly SurfaceRegion[];
  paths?: readonly SurfacePath[];
  points?: readonly PanelPoint[];
  arrows?: readonly SurfaceArrow[];
  /** Lines over the map: dashed where they are of theory. One of a single place is a heading: its label begins there. */
  lines?: readonly { name: string; role: Role; x: Column; y: Column; label?: string }[];
  handle?: Handle;
  /** Added in a scene, so that its words and those of the map keep clear of each other. */
  guess?: MapGuess;
  /** Draw x and y units equally long. Default false: the map fills its box. */
  equal?: boolean;
  /**
   * In a scene it has no frame and fills its box with units that are equally long: `filled` of widgets/panels. It says there how
   * it lies in the box.
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
  /** Written at the end of the line, in its colour. */
  label?: string;
  faint?: boolean;
  /** It is whole while the runs of its chart are played: the run before, or others that theirs is seen against. */
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
  /** Names that have a margin though no line here may bear them, so that a chart and the one below it share their x axis. */
  names?: readonly string[];
  /** A weight on a spring beside the plot, as high as the series of this name at iteration `at`. */
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
  /** Small: there is no room for names or numbers in it. */
  panel: ChartPanel;
  /** Name of its mark on the map. It and the chart are left out where the atlas is not wide. */
  spare?: string;
}

/**
 * A map with small charts above and below it, each joined by a line to the place on the map that it shows. Where it is wide all
 * charts stand in one row above it.
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
  /** Digits after the point for numbers; left out: shown as they are. */
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
  /** It is what the figure is about, and is unfolded. */
  isOpen?: true;
}

/** A term of an equation, over its numbers. */
export interface LedgerTerm {
  /** Key in the experiment's `equations`: the head of the column. */
  equation: string;
  /** Its plain name, under the symbol: `the memory`. Signs and constants have none. */
  label?: string;
  /** How a constant's symbol is read aloud: `1 minus β`. */
  spoken?: string;
  role?: Role;
  /** One text per row; left out for a sign that only joins its neighbours. */
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

/** A unit of a network by its place: layer 0 is that of the inputs. */
export interface UnitPlace {
  layer: number;
  unit: number;
}

/** What a network, or one of its units, says of each place of the plane. */
export interface NetworkField {
  name: string;
  /** For one of several side by side: the rule that trains it. */
  role?: Role;
  /** From -1, sure of the hollow kind, to 1, sure of the filled one: as many rows as columns, the uppermost first. */
  answers: Column;
  /** How many of the points are on their own colour, and the numbers of those that are not. */
  right: number;
  wrong: Column;
  /** Its loss, step by step. */
  losses: { step: Column; loss: Column };
}

/** A network: a square for each unit with what it answers over a plane, a line for each weight, and the plane large. */
export interface NetworkPanel {
  kind: 'network';
  name: string;
  title: string;
  /** Layer by layer, the inputs first; answers as those of a field. */
  units: readonly (readonly { name: string; answers: Column }[])[];
  /** Between each layer and the next: a row for each unit that it comes from, with a number for each that it goes to. */
  weights: readonly Column[];
  /** For each layer the parameter with its number of units, if a reader may change it; the last is for a layer to be added. */
  sizes?: readonly (string | undefined)[];
  /** The parameter that holds the number of one of these units, from 1 on, and which it is now, from 0 on. */
  picks: { name: string; units: readonly UnitPlace[]; at: number };
  /** What there is to learn, each as a picture, and the parameter that holds which it is. */
  choices?: { name: string; at: string; options: readonly NetworkChoice[] };
  /** The unit that is picked, or several networks side by side. */
  fields: readonly NetworkField[];
  /** The plane with its points, and the ring that adds some. */
  plane: SurfacePanel;
}

/** Points of two kinds: `kind` is 1 for a filled one. */
interface NetworkChoice {
  value: string;
  label: string;
  x: Column;
  y: Column;
  kind: Column;
  /** Whatever else is set with it. */
  set: Readonly<Record<string, Value>>;
}

/** A panel of any kind. */
export type Panel = SurfacePanel | ChartPanel | MultiplesPanel | AtlasPanel | NetworkPanel | TablePanel | EquationPanel;
