import type { Panel } from '../../figure/panels/panel.ts';
import type { Shape } from './element.ts';
import type { Frame } from './geometry.ts';
import type { Row } from './rows.ts';
import type { Shared } from './shared.ts';

export type PanelOf<Kind extends Panel['kind']> = Extract<Panel, { kind: Kind }>;

export interface DrawOptions {
  /** Typeset terms of equations (HTML), by name. */
  equations?: Readonly<Record<string, string>>;
  /** Tints and data already in the page, one entry for each map or chart of the panel. */
  shared?: readonly Shared[];
}

/** The place of a panel in its figure: its main picture, the same in a wide figure, under the controls, or in a fold. */
export type StaticPlace = 'main' | 'wide-main' | 'beside' | 'more';

/** Ranges of widths (`.variant-…` in panels.css), and the width in px for which a built picture is drawn in each. */
type Widths = Readonly<Record<string, number>>;

/** Everything a picture needs from a kind of panel: one object for each, in the file of its name. */
export interface PanelKind<P extends Panel, L extends { readonly kind: Panel['kind'] } = { readonly kind: P['kind'] }> {
  /**
   * `picture`: SVG, drawn for the width of its box; `row`: the same, at the full width of its place; `text`: HTML laid
   * out by the browser, under the pictures.
   */
  readonly form: 'picture' | 'row' | 'text';
  /**
   * The style sheet gives the box the height returned by `height`, so that the page reserves its space; otherwise the
   * picture determines it.
   */
  readonly boxed?: true;
  /** From this width on, in a scene, the style sheet sets its height. */
  readonly fitted?: number;
  /** Widths of a picture drawn when the site is built. */
  readonly widths?: Widths;
  /** The ranges of these that occur in each place on a phone, a tablet and a wide page. Default: all. */
  readonly seen?: Readonly<Record<StaticPlace, readonly string[]>>;
  /** Height of a picture at this width, px. */
  height?(panel: P, width: number): number;
  /** The layout in a box of this size (px). */
  layout(panel: P, width: number, height: number): L;
  /** `uid` makes its ids unique in the page. */
  draw(panel: P, layout: L, uid: string, options: DrawOptions): Shape;
  /** Its data in long form, for the table of a figure's data and the CSV. For maps and charts, `data.ts` loads them when needed. */
  rows?(panel: P): Row[];
  /**
   * The maps and charts in it: a pointer finds steps and handles on them, and drawings share their data. Default: none.
   */
  frames?(panel: P, layout: L): Frame[];
  /** The panels of the frames, without a layout. */
  plots?(panel: P): readonly Frame['panel'][];
  /** Its iterations are marked under a pointer. */
  linked?(panel: P): boolean;
  /** The arrow keys step through its iterations. */
  stepped?(panel: P): boolean;
  /** Whether it is initially folded under its title. Default: never. */
  folded?(panel: P): boolean;
}

/** A picture in a box with a height of `ratio` times its width, or .75 times if it is narrow. */
export const inBox = (ratio: number) =>
  ({
    form: 'picture',
    boxed: true,
    widths: { '0-300': 252, '300-410': 350, '410-620': 510, '620': 760 },
    seen: {
      main: ['300-410', '410-620'],
      'wide-main': ['300-410', '410-620', '620'],
      beside: ['0-300', '300-410'],
      more: ['300-410'],
    },
    height: (_: Panel, width: number) => width * (width < 300 ? 0.75 : ratio),
  }) as const;
