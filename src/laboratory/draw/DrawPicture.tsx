import { toPx } from '../../widgets/panels/axis-scale.ts';
import { el, type Shape } from '../../widgets/panels/element.ts';
import { around, type Box, overlap } from '../../widgets/panels/labels.ts';
import { clipRect } from '../../widgets/panels/picture.ts';
import { type Pixels, round, thin, toPixelColumns } from '../../widgets/panels/polyline.ts';
import type { SurfaceLayout } from '../../widgets/panels/surface-layout.ts';
import { textWidth } from '../../widgets/panels/text.ts';
import { track } from '../../widgets/panels/track.ts';
import { cannot } from './draw-sentences.ts';
import type { Drawing } from './drawing.ts';
import { shortNames } from './families.ts';
import type { Point, Window } from './lines.ts';
import type { Nearest, Shown } from './search-worker.ts';

interface Props {
  drawing: Drawing;
  placed: SurfaceLayout;
  window: Window;
}

/** The reader's line, the nearest run over it, and the places where plain descent could not follow. */
export function DrawPicture({ drawing, placed }: Props) {
  const { width, height, box } = placed;
  const stroke = drawing.stroke.value;
  const line = stroke ?? drawing.bench.settings.value.sketch;
  // While a new line is drawn, the answer to the old one would only be in the way.
  const answer = stroke ? undefined : drawing.answer.value;
  const run = answer && drawing.run.value;
  const px = pixelsOf(line, placed);
  const names = run ? namesFor(px, run, placed) : [];
  const marks =
    answer?.done && cannot(answer.best)
      ? marksOf(
          answer.reasons,
          placed,
          names.map(({ area }) => area),
        )
      : [];
  const [x0, y0] = [px.x[0], px.y[0]];
  return el(
    'svg',
    { class: 'picture overlay draw-picture', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' },
    [
      el('defs', null, clipRect('draw-clip', box.x, box.y, box.width, box.height)),
      el('g', { 'clip-path': 'url(#draw-clip)' }, [
        ...marks.map(({ path }) => el('path', { d: path, class: 'why' })),
        el('path', { d: plainPath(px), class: 'casing' }),
        ...(run ? drawRun(run, placed) : []),
        el('path', { d: plainPath(px), class: 'sketch' }),
      ]),
      x0 === undefined || y0 === undefined
        ? el(
            'text',
            { x: box.x + box.width / 2, y: box.y + 30, class: 'halo touch', 'text-anchor': 'middle' },
            'draw a path here',
          )
        : el('g', null, [
            el('circle', { cx: x0, cy: y0, r: 10, class: 'ring' }),
            el('circle', { cx: x0, cy: y0, r: 3.5, class: 'core' }),
          ]),
      ...names.map(({ text, x, y, look }) => el('text', { x: round(x), y: round(y), class: `headname ${look}` }, text)),
      ...marks.map(({ x, y, px: at, label }) =>
        el('g', { class: 'why-mark' }, [
          el('path', { d: `M${round(at[0])} ${round(at[1])}L${round(x)} ${round(y)}`, class: 'leader' }),
          el('circle', { cx: round(x), cy: round(y), r: 9 }),
          el('text', { x: round(x), y: round(y) + 4.5, 'text-anchor': 'middle' }, label),
        ]),
      ),
    ],
  );
}

const pixelsOf = (line: readonly Point[], { x, y }: SurfaceLayout): Pixels =>
  toPixelColumns(
    Float64Array.from(line, (point) => point[0]),
    Float64Array.from(line, (point) => point[1]),
    x,
    y,
  );

const plainPath = ({ x, y }: Pixels): string =>
  x.map((px, i) => `${i === 0 ? 'M' : 'L'}${round(px)} ${round(y[i] ?? 0)}`).join('');

/** The run with a dot at each step, and where it stops. */
function drawRun(run: Nearest, { box, x, y }: SurfaceLayout): Shape[] {
  const points = thin(toPixelColumns(run.x, run.y, x, y), 0.3);
  const { bold, thin: swing, dots } = track(points, box, { hops: true, dots: true });
  return [
    el('path', { d: bold, class: 'casing' }),
    el('path', { d: `${bold}${swing}`, class: 'found' }),
    el('path', { d: dots, class: 'found-dots' }),
    el('circle', { cx: round(points.x.at(-1) ?? 0), cy: round(points.y.at(-1) ?? 0), r: 5.5, class: 'found-end' }),
  ];
}

interface Name {
  text: string;
  look: string;
  x: number;
  y: number;
  area: Box;
}

/** The run's name beside its end, and the line's beside its beginning: where there is room on the sheet. */
function namesFor({ x, y }: Pixels, run: Nearest, placed: SurfaceLayout): Name[] {
  const { box } = placed;
  const end: Point = [toPx(placed.x, run.x.at(-1) ?? 0), toPx(placed.y, run.y.at(-1) ?? 0)];
  const taken: Box[] = [];
  const lines: Point[] = x.map((px, i) => [px, y[i] ?? 0]);
  const put = (text: string, look: string, [px, py]: Point): Name => {
    const width = textWidth(text, 13.5, true);
    const places: readonly Point[] = [
      [16, 5],
      [-16 - width, 5],
      [12, -14],
      [-12 - width, -14],
      [12, 24],
      [-12 - width, 24],
      [-width / 2, 30],
      [-width / 2, -20],
    ];
    const options = places.map(([dx, dy], i) => {
      const area: Box = { x: px + dx - 2, y: py + dy - 12, width: width + 4, height: 16 };
      const off =
        area.x < box.x || area.x + area.width > box.x + box.width || area.y < box.y || area.y + 16 > box.y + box.height;
      const meets = taken.filter((other) => overlap(area, other)).length;
      const over = lines.filter(([lx, ly]) => overlap(area, around(lx, ly, 3))).length;
      return { area, x: px + dx, y: py + dy, cost: (off ? 50 : 0) + 20 * meets + 2 * over + 0.3 * i };
    });
    const best = options.reduce((a, b) => (b.cost < a.cost ? b : a));
    taken.push(best.area);
    return { text, look, x: best.x, y: best.y, area: best.area };
  };
  const ring = around(x[0] ?? 0, y[0] ?? 0, 12);
  taken.push(ring);
  return [put('your line', 'own', [x[0] ?? 0, y[0] ?? 0]), put(shortNames[run.family], 'run', end)];
}

interface Mark {
  path: string;
  /** Where the reason shows, and where its number stands. */
  px: Point;
  x: number;
  y: number;
  label: string;
}

/** The numbered places; numbers stand beside the line, away from each other and from the names. */
function marksOf(reasons: readonly Shown[], placed: SurfaceLayout, names: readonly Box[]): Mark[] {
  const { box } = placed;
  const taken = [...names];
  return reasons.map(({ reason, path }, i): Mark => {
    const px = pixelsOf(path, placed);
    const at = {
      climb: px.x.length - 1,
      rim: Math.floor(px.x.length / 2),
      twice: 0,
      aside: Math.floor(px.x.length / 2),
    }[reason.kind];
    const here: Point = [px.x[at] ?? 0, px.y[at] ?? 0];
    const options = [24, 38].flatMap((far) =>
      Array.from({ length: 8 }, (_, k) => {
        const [x, y] = [
          here[0] + far * Math.cos((k * Math.PI) / 4 - 1.2),
          here[1] + far * Math.sin((k * Math.PI) / 4 - 1.2),
        ];
        const area = around(x, y, 11);
        const off = x < box.x + 10 || x > box.x + box.width - 10 || y < box.y + 10 || y > box.y + box.height - 10;
        const meets = taken.filter((other) => overlap(area, other)).length;
        const over = px.x.filter((lx, n) => overlap(area, around(lx, px.y[n] ?? 0, 2))).length;
        return { x, y, area, cost: (off ? 50 : 0) + 20 * meets + over + far / 40 };
      }),
    );
    const best = options.reduce((a, b) => (b.cost < a.cost ? b : a));
    taken.push(best.area);
    // Of a loop only its crossing is marked: the whole of it would hide the line.
    const stretch = reason.kind === 'twice' ? { x: px.x.slice(0, 2), y: px.y.slice(0, 2) } : px;
    return { path: plainPath(stretch), px: here, x: best.x, y: best.y, label: String(i + 1) };
  });
}
