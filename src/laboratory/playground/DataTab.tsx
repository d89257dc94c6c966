import { signal } from '@preact/signals';
import { useMemo, useRef, useState } from 'preact/hooks';
import { pointsIn, pointsText } from '../../engine/points.ts';
import { points as pointsParameter } from '../../engine/schema.ts';
import { readPasted, refusals } from '../../figure/points/pasted.ts';
import { draw, layout } from '../../widgets/panels/index.ts';
import { Once } from '../../widgets/panels/once.ts';
import { useSize } from '../../widgets/panels/use-size.ts';
import type { PointsHand } from '../../widgets/points/own-points.ts';
import { PointLayer } from '../../widgets/points/PointLayer.tsx';
import type { Bench } from './bench.ts';
import { useFits } from './fits.ts';
import { ModelPart } from './ModelPart.tsx';
import { POINTS, pointsPanel, stretchOf } from './panels.ts';
import { onPasted } from './pasted.ts';
import { MOST_POINTS, onLoss, type Settings } from './settings.ts';

/** The points that the laboratory takes: any numbers. A line needs two. */
const LIMITS = { fewest: 2, most: MOST_POINTS, x: [-1e6, 1e6], y: [-1e6, 1e6] } as const;
const SIZE = { width: 440, height: 190 };

type Points = Settings['points'];
type Say = (said: readonly string[]) => void;

/** The reader's points, and the fit that each rule has reached at the step that is shown. */
export function DataTab({ bench }: { bench: Bench }) {
  const { points, loss } = bench.settings.value;
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame, () => SIZE);
  const [said, say] = useState<readonly string[]>([]);
  const fits = useFits(bench, stretchOf(Float64Array.from(points, ([x]) => x)));
  const panel = useMemo(() => pointsPanel(points, fits), [points, fits]);
  const placed = useMemo(() => layout(panel, width, height), [panel, width, height]);
  const picture = useMemo(() => draw(panel, placed, 'lab-points'), [panel, placed]);
  const hand = useMemo(() => handOf(bench, say), [bench]);
  return (
    <div class="lab-data">
      <div class="plot panel-box" ref={frame}>
        <Once made={picture} />
        <PointLayer live={hand} panel={panel} drawn={placed} frame={frame} />
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
        <small>Click to add a point, drag it, press Delete to remove it.</small>
      </fieldset>
      <p class="said" role="status">
        {said.join(' ')}
      </p>
      {loss === 'model' ? (
        <ModelPart bench={bench} />
      ) : (
        <Numbers points={points} say={say} set={(pasted) => bench.open(onPasted(bench.settings.peek(), pasted))} />
      )}
    </div>
  );
}

/** The points as a hand takes them from the chart of a figure. */
function handOf(bench: Bench, say: Say): PointsHand {
  const dragging = signal(false);
  return {
    schema: { [POINTS]: pointsParameter({ label: 'Points', help: '', default: '', ...LIMITS }) },
    spec: { hide: [] },
    values: {
      get value() {
        return { [POINTS]: pointsText(bench.settings.value.points) };
      },
    },
    messages: {
      get value() {
        return [];
      },
      set value(messages) {
        say(messages);
      },
    },
    dragging,
    drag(on) {
      dragging.value = on;
    },
    set({ [POINTS]: text }) {
      say([]);
      const now = bench.settings.peek();
      const points = pointsIn(String(text)) ?? now.points;
      if (now.loss === 'line' || now.loss === 'model') bench.set({ points });
      else bench.open({ ...onLoss(now, 'line'), points });
    },
    async walk() {},
  };
}

/** The same points as numbers, to be pasted. */
function Numbers({ points, say, set }: { points: Points; say: Say; set(points: Points): void }) {
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
    </label>
  );
}
