import { useEffect, useMemo, useRef } from 'preact/hooks';
import { axis } from '../../figure/panels/chart.ts';
import { sheet } from '../../figure/panels/sheet.ts';
import { fromPx, toPx } from '../../widgets/panels/axis-scale.ts';
import { draw, layout } from '../../widgets/panels/index.ts';
import type { SurfaceLayout } from '../../widgets/panels/surface-layout.ts';
import { useSize } from '../playground/size.ts';
import { PLANE, type PointSet, pointsOf } from './data-sets.ts';
import { unitName } from './diagram.ts';
import { levelPath, paintUnit, rangeOf, tintsOf } from './paint.ts';
import type { School } from './school.ts';
import { MOST_OWN } from './setup.ts';
import { theme } from './theme.ts';

const PIXELS = { width: 288, height: 224 } as const;

/** The frame of the large sheet, whose tints are a canvas beneath it. */
export const planeLayout = (title: string, width: number, height: number) => {
  const panel = sheet({ name: 'plane', title, x: axis('', PLANE.x), y: axis(title, PLANE.y) });
  // A sheet's layout is that of a surface.
  return { panel, placed: layout(panel, width, height) as SurfaceLayout };
};

/** The answers of the output, or of the unit that is pressed, over the plane, with the points and the line between the kinds. */
export function PlaneSheet({ school, kind }: { school: School; kind: 0 | 1 }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box, undefined);
  const setup = school.setup.value;
  const shown = school.shown.value;
  const layers = setup.hidden.length + 1;
  const title = shown ? unitName(shown.layer + 1, shown.unit, layers) : 'output and boundary';
  const frame = size && planeLayout(title, ...size);
  const own = setup.data === 'own';
  const add = (event: MouseEvent): void => {
    if (!own || !frame || setup.points.length >= MOST_OWN) return;
    const { left, top } = box.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const { x, y } = frame.placed;
    const at = [fromPx(x, event.clientX - left), fromPx(y, event.clientY - top)].map((value) =>
      Number(value.toFixed(2)),
    );
    school.set({ points: [...setup.points, [at[0] ?? 0, at[1] ?? 0, kind]] });
  };
  return (
    <div class="net-plane" ref={box}>
      {frame && <Tints school={school} placed={frame.placed} />}
      {frame && draw(frame.panel, frame.placed, 'net-plane')}
      {frame && <Points school={school} placed={frame.placed} />}
      {frame && (
        <div
          class="plane"
          aria-hidden="true"
          data-own={own}
          style={`left:${frame.placed.box.x}px;top:${frame.placed.box.y}px;width:${frame.placed.box.width}px;height:${frame.placed.box.height}px`}
          onClick={add}
        />
      )}
    </div>
  );
}

/** The tints on a canvas and the boundary over them: all that changes while the network learns. */
function Tints({ school, placed: { box } }: { school: School; placed: SurfaceLayout }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = school.frame.value;
  const shown = school.shown.value;
  const { hidden, activation } = school.setup.value;
  const painted = theme.value;
  const answers = frame?.answers[shown?.layer ?? hidden.length];
  const units = shown ? (hidden[shown.layer] ?? 1) : 1;
  const unit = shown?.unit ?? 0;
  const output = frame?.answers.length === hidden.length + 1 ? frame.answers.at(-1) : undefined;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !answers) return;
    const image = context.createImageData(PIXELS.width, PIXELS.height);
    const range = rangeOf(answers, shown ? activation : 'share');
    const pixels = new Uint32Array(image.data.buffer);
    paintUnit(
      pixels,
      PIXELS.width,
      PIXELS.height,
      { answers, units, unit, ...range },
      tintsOf(document.documentElement),
    );
    context.putImageData(image, 0, 0);
  }, [answers, units, unit, shown, activation, painted]);
  const boundary = output ? levelPath(output, 1, 0, 0.5) : '';
  const place = `left:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px`;
  return (
    <>
      <canvas ref={canvas} width={PIXELS.width} height={PIXELS.height} style={place} />
      <svg class="picture boundary" style={place} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        <path d={boundary} class="casing" />
        <path d={boundary} class="border" />
      </svg>
    </>
  );
}

/** Filled and hollow: the two kinds differ in shape, not in colour. */
function Points({ school, placed }: { school: School; placed: SurfaceLayout }) {
  const { data, noise, seed, points } = school.setup.value;
  const set = useMemo(() => pointsOf({ data, noise, seed, points }).train, [data, noise, seed, points]);
  const { width, height } = placed;
  return (
    <svg class="picture dots-over" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {pointShapes(set, placed)}
    </svg>
  );
}

export function pointShapes(set: PointSet, { x, y, width }: SurfaceLayout) {
  return Array.from(set.y, (kind, i) => (
    <circle
      key={i}
      class={kind === 1 ? 'kind filled' : 'kind hollow'}
      cx={toPx(x, set.x[2 * i] ?? 0).toFixed(1)}
      cy={toPx(y, set.x[2 * i + 1] ?? 0).toFixed(1)}
      r={width < 380 ? 3.2 : 3.7}
    />
  ));
}
