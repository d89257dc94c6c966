import { useRef, useState } from 'preact/hooks';
import { readPasted, refusals } from '../../figure/points/pasted.ts';
import { chooseTicks, createScale, fromPx, toPx } from '../../widgets/panels/axis-scale.ts';
import { linePath, toPixelColumns } from '../../widgets/panels/polyline.ts';
import type { Bench } from './bench.ts';
import { useFits } from './fits.ts';
import { ModelPart } from './ModelPart.tsx';
import { onPasted } from './pasted.ts';
import { MOST_POINTS, onLoss, type Settings } from './settings.ts';

const WIDTH = 440;
const HEIGHT = 190;
const BOX = { x: 40, y: 8, width: WIDTH - 50, height: HEIGHT - 32 };
/** A line needs two points. */
const FEWEST = 2;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

type Points = Settings['points'];

/** The reader's points, and the fit that each rule has reached at the step that is shown. */
export function DataTab({ bench }: { bench: Bench }) {
  const { points, loss } = bench.settings.value;
  const plot = useRef<HTMLDivElement>(null);
  const held = useRef<number | undefined>(undefined);
  const [xDomain, yDomain] = [domainOf(points, 0), domainOf(points, 1)];
  const x = createScale({ label: '', domain: xDomain }, [BOX.x, BOX.x + BOX.width]);
  const y = createScale({ label: '', domain: yDomain }, [BOX.y + BOX.height, BOX.y]);
  const set = (next: Points): void => {
    const now = bench.settings.peek();
    if (now.loss === 'line' || now.loss === 'model') bench.set({ points: next });
    else bench.open({ ...onLoss(now, 'line'), points: next });
  };
  const place = ({ clientX, clientY }: MouseEvent): readonly [number, number] => {
    const { left, top, width } = plot.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: WIDTH };
    const inside = (value: number, from: number, size: number) => Math.min(from + size, Math.max(from, value));
    const px = inside(((clientX - left) * WIDTH) / width, BOX.x, BOX.width);
    const py = inside(((clientY - top) * WIDTH) / width, BOX.y, BOX.height);
    return [inHundredths(fromPx(x, px)), inHundredths(fromPx(y, py))];
  };
  const put = (i: number, to: readonly [number, number]): void => set(points.map((point, k) => (k === i ? to : point)));
  const key = (event: KeyboardEvent, i: number): void => {
    const by = ARROWS[event.key];
    const [px = 0, py = 0] = points[i] ?? [];
    if (by) {
      event.preventDefault();
      const far = event.shiftKey ? 0.25 : 0.05;
      put(i, [inHundredths(px + by[0] * far), inHundredths(py + by[1] * far)]);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && points.length > FEWEST) {
      event.preventDefault();
      set(points.filter((_, k) => k !== i));
    }
  };
  const fits = useFits(bench, xDomain);
  const share = (value: number, of: number) => `${((100 * value) / of).toFixed(2)}%`;
  return (
    <div class="lab-data">
      <div class="plot" ref={plot}>
        <svg
          class="picture"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={`Your ${points.length} points${fits.length > 0 ? ', and the fit of each rule' : ''}`}
        >
          {chooseTicks({ label: '', domain: yDomain }, y, { spacing: 40, across: false }).map(({ px, text }) => (
            <g key={text}>
              <path class="grid" d={`M${BOX.x} ${px}h${BOX.width}`} />
              <text class="tick" x={BOX.x - 6} y={px + 4} text-anchor="end">
                {text}
              </text>
            </g>
          ))}
          <path class="axisline" d={`M${BOX.x} ${BOX.y + BOX.height}h${BOX.width}`} />
          {chooseTicks({ label: '', domain: xDomain }, x, { spacing: 80, across: true }).map(({ px, text }) => (
            <text class="tick" key={text} x={px} y={BOX.y + BOX.height + 16} text-anchor="middle">
              {text}
            </text>
          ))}
          {fits.map(({ look, xs, ys }) => (
            <path
              key={look}
              class={`rule-line ${look}`}
              d={linePath(toPixelColumns(xs, ys, x, y), {
                x: BOX.x,
                y: 0,
                width: BOX.width,
                height: BOX.y + BOX.height,
              })}
            />
          ))}
        </svg>
        <div
          class="plane"
          aria-hidden="true"
          style={`left:${share(BOX.x, WIDTH)};top:${share(BOX.y, HEIGHT)};width:${share(BOX.width, WIDTH)};height:${share(BOX.height, HEIGHT)}`}
          onClick={(event) => {
            if (points.length < MOST_POINTS) set([...points, place(event)]);
          }}
        />
        {points.map(([px, py], i) => (
          <button
            type="button"
            class="point"
            key={i}
            style={`left:${share(toPx(x, px), WIDTH)};top:${share(toPx(y, py), HEIGHT)}`}
            aria-label={`Point ${i + 1}: x ${px}, y ${py}. Arrow keys move it, Delete removes it.`}
            onKeyDown={(event) => key(event, i)}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              held.current = i;
            }}
            onPointerMove={(event) => {
              if (held.current === i) put(i, place(event));
            }}
            onPointerUp={() => {
              held.current = undefined;
            }}
            onDblClick={() => {
              if (points.length > FEWEST) set(points.filter((_, k) => k !== i));
            }}
          />
        ))}
      </div>
      <fieldset class="fit">
        <legend class="aloud">What is fitted to the points</legend>
        {(['line', 'model'] as const).map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="lab-fit"
              checked={loss === id}
              onChange={() => bench.open(onLoss(bench.settings.peek(), id))}
            />
            {id === 'line' ? 'fit a line' : 'fit your own model'}
          </label>
        ))}
        <small>Click to add a point, drag it, double-click to remove it.</small>
      </fieldset>
      {loss === 'model' ? (
        <ModelPart bench={bench} />
      ) : (
        <Numbers points={points} set={(pasted) => bench.open(onPasted(bench.settings.peek(), pasted))} />
      )}
    </div>
  );
}

/** The same points as numbers, to be pasted. */
function Numbers({ points, set }: { points: Points; set(points: Points): void }) {
  const [said, say] = useState<readonly string[]>([]);
  const [draft, setDraft] = useState<string>();
  return (
    <label>
      <span>or as numbers, a point on each line</span>
      <textarea
        rows={3}
        spellcheck={false}
        value={draft ?? points.map((point) => point.join(', ')).join('\n')}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onChange={({ currentTarget: { value } }) => {
          setDraft(undefined);
          const { points: read, refused, wrong } = readPasted(value, LIMITS);
          if (!wrong) set(read);
          say([...(wrong ? [`These points ${wrong}, so the ones before stay.`] : []), ...refusals(refused, 3)]);
        }}
        onBlur={() => setDraft(undefined)}
      />
      <span class="said" role="status">
        {said.join(' ')}
      </span>
    </label>
  );
}

/** The points that the laboratory takes: any numbers. */
const LIMITS = { fewest: FEWEST, most: MOST_POINTS, x: [-1e6, 1e6], y: [-1e6, 1e6] } as const;

const inHundredths = (value: number): number => Number(value.toFixed(2));

function domainOf(points: Points, i: 0 | 1): readonly [number, number] {
  const values = points.map((point) => point[i]);
  return [Math.min(0, ...values), Math.max(2, ...values)];
}
