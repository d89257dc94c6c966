/** A sheet drawn over the whole window. */
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import { createScale } from '../../widgets/panels/axis-scale.ts';
import type { Box } from '../../widgets/panels/box.ts';
import { pathPixels } from '../../widgets/panels/polyline.ts';
import { remember } from '../../widgets/panels/remember.ts';
import { stretch } from '../../widgets/panels/shared.ts';
import { placeLabels } from '../../widgets/panels/surface-labels.ts';
import { landIn, type SurfaceLayout } from '../../widgets/panels/surface-layout.ts';
import { type Frame, type Point, turned } from './frame.ts';

const keyOf = ({ width, height }: Frame): string => `${width} ${height}`;

/** The sheet as the window shows it: turned where that is tall, and its axes as long as the window, without ticks. */
export const inWindow: (panel: SurfacePanel, frame: Frame) => SurfacePanel = remember((panel: SurfacePanel, frame) => {
  const { width, height, tall, unit, middle } = frame;
  const [right, up] = [width / 2 / unit, height / 2 / unit];
  const turn = (at: Point): Point => (tall ? turned(at) : at);
  const [mx, my] = turn(middle);
  const flip = <T extends { x: SurfacePath['x']; y: SurfacePath['x'] }>(one: T): T =>
    tall ? { ...one, x: one.y.map((v) => -v), y: one.x } : one;
  const { handle, paths = [] } = panel;
  return {
    ...panel,
    x: { label: '', domain: [mx - right, mx + right], ticks: [] },
    y: { label: '', domain: [my - up, my + up], ticks: [] },
    paths: paths.map(flip),
    points: (panel.points ?? []).map((point) => {
      const [x, y] = turn([point.x, point.y]);
      return { ...point, x, y };
    }),
    // The words of the arrows stand beside the sheet, and those that ask for the first step are an invitation of their own.
    arrows: (panel.arrows ?? []).map(({ label: _, ...arrow }) => ({
      ...arrow,
      from: turn(arrow.from),
      to: turn(arrow.to),
    })),
    ...(handle && {
      handle: { ...handle, at: turn(handle.at), label: paths.some(({ x }) => x.length > 1) ? handle.label : '' },
    }),
  };
}, keyOf);
type SurfacePath = NonNullable<SurfacePanel['paths']>[number];

/** Room for labels at the edges of the window, px: opening.css draws them a little larger than they are measured. */
const EDGE = 12;

/** Where everything of such a sheet stands: it fills the window, and has no frame of its own. */
export const layoutInWindow: (panel: SurfacePanel, frame: Frame) => SurfaceLayout = remember(
  (panel: SurfacePanel, { width, height, tall }: Frame): SurfaceLayout => {
    const box: Box = { x: 0, y: 0, width, height };
    const [x, y] = [createScale(panel.x, [0, width]), createScale(panel.y, [height, 0])];
    const paths = (panel.paths ?? []).map((path) => pathPixels(path, x, y));
    const free = { x: EDGE, y: EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE };
    const { labels, leaders } = placeLabels(panel, { box: free, x, y, narrow: true, paths });
    return {
      kind: 'surface',
      width,
      height,
      narrow: true,
      box,
      right: width,
      x,
      y,
      land: landOf(panel, box, x, y, tall),
      xTicks: [],
      yTicks: [],
      bars: '',
      titles: [],
      paths,
      labels,
      leaders,
    };
  },
  keyOf,
);

/** The square of the tints, brought to where they lie and turned with the sheet. */
function landOf(panel: SurfacePanel, box: Box, x: SurfaceLayout['x'], y: SurfaceLayout['y'], tall: boolean): string {
  const { bands } = panel;
  if (!tall || !bands?.window) return stretch(landIn(panel, box, x, y));
  const { xDomain, yDomain } = bands.window;
  const window = { xDomain: [-yDomain[1], -yDomain[0]], yDomain: xDomain } as const;
  return `${stretch(landIn({ ...panel, bands: { ...bands, window } }, box, x, y))} matrix(0 -1 1 0 0 1000)`;
}
