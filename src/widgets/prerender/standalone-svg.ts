import { readFileSync } from 'node:fs';
import { cloneElement } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Presentation } from '../../figure/experiment.ts';
import type { Panel } from '../../figure/panels/panel.ts';
import { arrange } from '../panels/arrange.ts';
import { el, type Shape } from '../panels/element.ts';
import { draw, heightFor, layout } from '../panels/index.ts';
import { breakLine, mathText } from '../panels/text.ts';
import '../panels/bring-all.ts';
import { tokensCss } from './accent.ts';
import { resolveColours, standaloneStyles } from './standalone-styles.ts';

interface StandaloneOptions {
  theme?: 'light' | 'dark';
  /** Height in px, to which the panels are scaled; without it, the picture is as high as they require. */
  height?: number;
}

const WIDTH = 1200;
const MARGIN = 40;
const GAP = 32;
/** Width of the first panel, as a share of it and of those stacked beside it. */
const SHEET_SHARE = 1.72 / 2.72;

interface Placed {
  panel: Panel;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A figure as a single SVG file, 1200 px wide, with its colours inside: for sharing, for slides and for the link
 * preview. Tables and equations are left out, since they are text of the page.
 */
export function standaloneSvg(
  presentation: Pick<Presentation, 'panels'>,
  title: string,
  { theme = 'light', height: fixed }: StandaloneOptions = {},
): string {
  const titleLines = breakLine(title, 30, WIDTH - 2 * MARGIN, true);
  const top = 46 + 38 * titleLines.length;
  const { placed, bottom } = placePanels(presentation, WIDTH - 2 * MARGIN);
  const height = fixed ?? Math.ceil(top + bottom + MARGIN);
  const scale = Math.min(1, (height - top - MARGIN * 0.6) / Math.max(1, bottom));
  // With a fixed height, the remaining space is divided between top and bottom.
  const spare = Math.max(0, height - top - MARGIN * 0.6 - bottom * scale);
  const left = MARGIN + ((1 - scale) * (WIDTH - 2 * MARGIN)) / 2;
  const sources = { tokens: tokensCss(), panels: source('src/widgets/panels/panels.css'), theme };
  const body = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'picture',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-label': title,
    },
    [
      el('style', null, standaloneStyles(sources)),
      el('rect', { class: 'page', width: WIDTH, height }),
      ...titleLines.map((line, i) => el('text', { class: 'headline', x: MARGIN, y: 62 + 38 * i }, mathText(line))),
      el('path', { class: 'headrule', d: `M${MARGIN} ${36 + 38 * titleLines.length}H${WIDTH - MARGIN}` }),
      el(
        'g',
        { transform: `translate(${left} ${top + Math.min(spare / 2, 60)}) scale(${scale})` },
        placed.map(drawPlaced),
      ),
    ],
  );
  // The halo of a contour number is the tint behind it.
  return renderToString(body).replace(/var\(--s\d+\)/g, (tint) => resolveColours(tint, sources));
}

function drawPlaced({ panel, x, y, width, height }: Placed, i: number): Shape {
  return cloneElement(draw(panel, layout(panel, width, height), `p${i}`), { x, y });
}

/** Panels arranged as on the page at this width. */
function placePanels(presentation: Pick<Presentation, 'panels'>, width: number): { placed: Placed[]; bottom: number } {
  const { main, beside, more } = arrange(presentation.panels);
  const placed: Placed[] = [];
  const put = (panel: Panel, x: number, y: number, w: number): number => {
    const height = heightFor(panel, w);
    placed.push({ panel, x, y, width: w, height });
    return y + height;
  };
  const stacked = [...(beside ? [beside] : []), ...more];
  const sheet = stacked.length > 0 ? (width - GAP) * SHEET_SHARE : width;
  const first = main ? put(main, 0, 0, sheet) : 0;
  const rest = sheet + GAP;
  if (stacked.length === 3 && stacked[0]) {
    // A single panel is beside the map; two have a row of their own.
    const top = Math.max(first, put(stacked[0], rest, 0, width - rest)) + GAP;
    const row = stacked.slice(1).map((panel, i) => put(panel, i * rest, top, i === 0 ? sheet : width - rest));
    return { placed, bottom: Math.max(...row) };
  }
  const bottom = stacked.reduce((y, panel) => put(panel, rest, y, width - rest) + 12, 0);
  return { placed, bottom: Math.max(first, bottom) };
}

/** The site's style sheets; both the build and the command line run in the project's folder. */
function source(path: string): string {
  return readFileSync(path, 'utf8');
}
