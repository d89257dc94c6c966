/** The runs of the four rules on a sheet up to a step: casings, lines, heads and their names. */
import { toPx } from '../../widgets/panels/axis-scale.ts';
import type { Shape } from '../../widgets/panels/element.ts';
import { el } from '../../widgets/panels/element.ts';
import { clipRect } from '../../widgets/panels/picture.ts';
import { indexOf, type Pixels, pointBetween, round, thin, toPixelColumns } from '../../widgets/panels/polyline.ts';
import { remember } from '../../widgets/panels/remember.ts';
import type { SurfaceLayout } from '../../widgets/panels/surface-layout.ts';
import { track } from '../../widgets/panels/track.ts';
import type { Run } from './compute.ts';
import type { Look } from './rules.ts';

export interface Drawn {
  look: Look;
  name: string;
  run: Run;
}

/** A name beside the head of its run, or the loss of a minimum. */
export interface Placed {
  /** Of a run; the loss of a minimum has none. */
  look?: Look;
  text: string;
  x: number;
  y: number;
  /** The place it stands at, and which of the places around it has been taken. */
  of: string;
  place: number;
  /** From a minimum to its loss: x, y, x, y. */
  leader?: readonly number[];
}

export type Scales = Pick<SurfaceLayout, 'box' | 'x' | 'y'>;

/** A run in px of the sheet. */
const pixelsOf = remember(
  (run: Run, { x, y }: Scales, _key: string): Pixels => thin(toPixelColumns(run.x, run.y, x, y), 0.3),
  (_, key) => key,
);
export const pathOf = (run: Run, scales: Scales): Pixels => pixelsOf(run, scales, keyOf(scales));
const keyOf = ({ box, x, y }: Scales): string => [box.width, box.height, ...x.domain, ...y.domain].join(' ');

/** Where a run stands at step t, in px; where it ended, if that was earlier. */
function headOf(points: Pixels, t: number): readonly [number, number] {
  return pointBetween(points, indexOf(points, t));
}

/** In drawing order, the last on top; `uid` makes ids unique in the page. */
export function drawRuns(drawn: readonly Drawn[], scales: Scales, t: number, uid: string, dots = false): Shape[] {
  const { box } = scales;
  const tracks = drawn.map(({ look, run }) => {
    const points = pathOf(run, scales);
    return { look, ...track(points, box, { until: indexOf(points, t) }) };
  });
  return [
    el('defs', null, clipRect(`${uid}-clip`, box.x, box.y, box.width, box.height)),
    el('g', { 'clip-path': `url(#${uid}-clip)` }, [
      ...tracks.map(({ bold }) => el('path', { d: bold, class: 'casing' })),
      ...tracks.flatMap(({ look, bold, thin: swing, faded }) => [
        faded ? el('path', { d: faded, class: `line swing old ${look}` }) : null,
        swing ? el('path', { d: swing, class: `line swing ${look}` }) : null,
        el('path', { d: bold, class: `rule-line ${look}` }),
      ]),
      ...(dots ? drawn.flatMap((one) => stepDots(one, scales, t)) : []),
    ]),
  ];
}

/** A dot where each step ended. */
function stepDots({ look, run }: Drawn, { x, y }: Scales, t: number): Shape[] {
  return Array.from(run.x.subarray(0, Math.floor(t) + 1), (value, k) =>
    el('circle', {
      cx: round(toPx(x, value)),
      cy: round(toPx(y, run.y[k] ?? Number.NaN)),
      r: 2.5,
      class: `head small ${look}`,
    }),
  );
}

/** The heads that lie on the sheet. */
export function headsOf(drawn: readonly Drawn[], scales: Scales, t: number) {
  const { box } = scales;
  return drawn.flatMap(({ look, name, run }) => {
    const [x, y] = headOf(pathOf(run, scales), t);
    const inside = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
    return inside ? [{ look, name, x, y }] : [];
  });
}

/** Names beside the heads, and the losses of the minima; of the lowest with a line to it. */
export function drawNames(names: readonly Placed[]): Shape[] {
  return names
    .flatMap(({ look, text, x, y, leader }) => [
      leader ? el('path', { d: `M${leader.map(round).join(' ')}`, class: 'leader' }) : null,
      el('text', { x: round(x), y: round(y), class: look ? `headname ${look}` : 'sounding halo' }, text),
    ])
    .filter((shape) => shape !== null);
}

export const drawHeads = (heads: ReturnType<typeof headsOf>): Shape[] =>
  heads.map(({ look, x, y }) => el('circle', { cx: round(x), cy: round(y), r: 6, class: `head ${look}` }));
