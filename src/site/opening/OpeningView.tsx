import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Presentation } from '../../figure/experiment.ts';
import type { SurfaceArrow, SurfacePanel } from '../../figure/panels/panel.ts';
import { ARROWS } from '../../widgets/controls/hand.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { useSize } from '../../widgets/page/use-size.ts';
import { Cartouche, type Words } from './Cartouche.tsx';
import { type Frame, frameOf, fromWindow, IN_SIGHT, type Point, toWindow, within } from './frame.ts';
import { Gauge } from './Gauge.tsx';

type Kit = typeof import('./kit.ts');

/** The screen before anything runs. Of its sheet only what JSON can hold. */
interface First {
  /** Of the figure. */
  name: string;
  /** Steps of a game. */
  most: number;
  sheet: SurfacePanel;
  numbers: Presentation['numbers'];
}

interface Props {
  first: First;
  words: Words;
  /** The picture as built, for readers without scripts and for paper. */
  children?: ComponentChildren;
}

/** Shares of the longest step that an arrow key moves the aim, and with Shift. */
const STRIDE = { whole: 0.25, fine: 0.08 };

/** A game of steps on a sheet in fog, as large as the window, and what is seen when it is over. */
export function OpeningView({ first, words, children }: Props) {
  const { name, most } = first;
  const { adds = '', reach = Number.POSITIVE_INFINITY } = first.sheet.handle ?? {};
  const [played, setPlayed] = useState<{ kit: Kit; live: Figure }>();
  const { kit, live } = played ?? {};
  /** A step that was made before the figure was there. */
  const [early, setEarly] = useState<Point>();
  const waiting = useRef<Point | undefined>(undefined);
  useEffect(() => {
    void firstFrame().then(async () => {
      const kit = await import('./kit.ts');
      await kit.opened;
      const live = kit.figureNamed(name);
      if (!live) return;
      const step = waiting.current;
      // A link may have brought another land.
      if (step && !live.changed.value) live.set({ [adds]: kit.placeText(shares(first.sheet, step)) });
      else void live.run();
      setPlayed({ kit, live });
      setEarly(undefined);
    });
  }, [name, adds, first]);

  const land = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLButtonElement>(null);
  const size = useSize(land);

  const shown = live?.presentation.value ?? null;
  const sheet = (shown?.panels[0] ?? first.sheet) as SurfacePanel; // of a game
  const numbers = shown?.numbers ?? first.numbers;
  const lifted = shown?.steps !== undefined;
  const walking = live?.isCut.value === true;
  const moves = String(live?.values.value[adds] ?? '');
  const places: readonly Point[] = early ? [early] : (kit?.placesOf(moves).map((place) => onSheet(sheet, place)) ?? []);
  // A step is seen at once; what is felt there comes with the answer.
  const felt = numbers['made']?.value ?? 0;
  const pending = !lifted && places.length !== felt && places.length > 0;
  const here = (pending ? places.at(-1) : undefined) ?? sheet.handle?.at;
  const playing = !lifted && here !== undefined;

  const frame = useMemo(() => (size?.width ? frameOf(first.sheet, size.width, size.height) : undefined), [size, first]);
  const panel = useMemo(
    () => (pending && here ? standingAt(sheet, here) : sheet),
    [sheet, pending, here?.[0], here?.[1]],
  );
  const drawn = useMemo(() => {
    if (!frame || !kit) return undefined;
    // Without the fog in it, it could not lift.
    const seen = kit.inWindow({ ...panel, fog: true }, frame);
    const placed = kit.layoutInWindow(seen, frame);
    const walk = (t: number) => kit.drawWalk(seen, placed, 'opening-walk', t);
    return {
      picture: kit.picture(sheet.title, frame.width, frame.height, kit.surfaceBody(seen, placed, 'opening')),
      walk,
    };
  }, [panel, frame, kit]);

  const [aim, setAim] = useState<Point>();
  const [heard, hear] = useState('');
  const arrow = pending
    ? undefined
    : sheet.arrows?.findLast(({ from }) => from[0] === here?.[0] && from[1] === here[1]);
  const stepTo = (to: Point): void => {
    if (!playing || places.length >= most || pending) return;
    const [x, y] = within(reach, here, to);
    setAim(undefined);
    hear('');
    if (kit && live) kit.addPlace(live, adds, shares(sheet, [x, y]));
    else {
      waiting.current = [x, y];
      setEarly([x, y]);
    }
  };
  const pointed = (event: MouseEvent): Point | undefined => {
    const { left, top } = land.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return frame && fromWindow(frame, [event.clientX - left, event.clientY - top]);
  };
  const key = (event: KeyboardEvent): void => {
    if (!playing || !frame) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const to = aim ?? sheet.handle?.falls;
      if (to) stepTo(to);
      return;
    }
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    const [px, py] = toWindow(frame, aim ?? here);
    const stride = (event.shiftKey ? STRIDE.fine : STRIDE.whole) * reach * frame.unit;
    const [across, down] = [clamp(px + stride * by[0], frame.width), clamp(py - stride * by[1], frame.height)];
    const next = within(reach, here, fromWindow(frame, [across, down]));
    setAim(next);
    const length = Math.round((100 * Math.hypot(next[0] - here[0], next[1] - here[1])) / reach);
    hear(`Aim: ${inWords(kit, frame, here, next)}, ${length} % of the longest step. Enter steps there.`);
  };
  const again = (set: NonNullable<Presentation['offers']>[number]['set']): void => {
    live?.bring({ ...live.values.value, ...set });
    anew.current = true;
  };
  // The button is gone by then, and the keyboard goes on from the ring.
  const anew = useRef(false);
  useEffect(() => {
    if (lifted || !anew.current) return;
    anew.current = false;
    ring.current?.focus({ preventScroll: true });
  }, [lifted]);

  const result = kit && lifted && shown ? kit.resultOf(shown, sheet) : undefined;
  const spoken = ((): string => {
    if (result && shown) return walking ? '' : (kit?.sentence(shown) ?? '');
    if (heard) return heard;
    if (!kit || felt === 0 || pending || !arrow || !frame) return '';
    return kit.sentence({
      panels: [],
      numbers,
      verdict: {
        text: `Step {made} of ${most}: you stand {you} of the way down. The slope is {slope}, and downhill is ${inWords(kit, frame, arrow.from, arrow.to)}.`,
      },
    });
  })();
  const over = kit && result && !walking && shown ? kit.sentenceParts(shown.verdict.text, shown.numbers) : undefined;
  const trouble = live?.trouble.value;
  const left = most - places.length;

  return (
    <div class="screen" data-lifted={lifted} data-run={live?.count.value ?? 0} data-busy={live?.busy.value ?? true}>
      <div class="built">{children}</div>
      <div
        class="land"
        ref={land}
        data-runs={walking ? 'cut' : undefined}
        style={`--across:${IN_SIGHT * spanOf(first.sheet.x)};--up:${IN_SIGHT * spanOf(first.sheet.y)}`}
      >
        {drawn?.picture}
        {drawn && live && walking && <Walked live={live} walk={drawn.walk} />}
        {frame && here && aim && playing && (
          <Aim from={toWindow(frame, here)} to={toWindow(frame, within(reach, here, aim))} />
        )}
        {!drawn && here && (
          <i class="first-reach" aria-hidden="true" style={`--x:${here[0]};--y:${here[1]};--reach:${reach}`} />
        )}
        {!drawn && here && <FirstArrow sheet={first.sheet} />}
        {!lifted && places.length === 0 && here && <Invitation at={here} arrow={arrow} />}
        {playing && (
          <div
            class="plane"
            aria-hidden="true"
            onPointerMove={(event) => event.pointerType === 'mouse' && setAim(pointed(event))}
            onPointerLeave={() => setAim(undefined)}
            onClick={(event) => {
              const to = pointed(event);
              if (!to) return;
              ring.current?.focus({ preventScroll: true });
              stepTo(to);
            }}
          />
        )}
        {!lifted && here && (
          <button
            ref={ring}
            type="button"
            class="handle handle-step"
            style={`--x:${here[0]};--y:${here[1]}`}
            aria-label={`You, ${left} of ${most} steps left. Arrow keys aim, with Shift a little, and Enter steps there. Enter alone steps as descent does, along the arrow.`}
            onKeyDown={key}
            onBlur={() => setAim(undefined)}
          />
        )}
      </div>
      <Gauge
        you={result ? result.you : numbers['you']?.value}
        deepest={numbers['deepest']?.value}
        rules={walking ? [] : result?.rules}
        tints={result?.tints}
      />
      <Cartouche
        words={words}
        over={over}
        trouble={live && trouble !== undefined ? { text: trouble, retry: () => live.retry() } : undefined}
      />
      <div class="steps">
        {result
          ? !walking &&
            shown?.offers?.slice(0, 1).map(({ text, set }) => (
              <button type="button" key={text} onClick={() => again(set)}>
                {text}
              </button>
            ))
          : Array.from({ length: most }, (_, k) => <i key={k} class={k < left ? 'left' : ''} aria-hidden="true" />)}
      </div>
      {kit && <kit.Aloud text={spoken} quiet={walking} opening={felt === 0 && !heard} />}
    </div>
  );
}

/** A place out of sight cannot be aimed at. */
const clamp = (px: number, most: number): number => Math.min(most, Math.max(0, px));
const spanOf = ({ domain: [from, to] }: SurfacePanel['x']): number => to - from;
const share = ({ domain: [from, to] }: SurfacePanel['x'], at: number): number => (at - from) / (to - from);
const shares = ({ x, y }: SurfacePanel, at: Point): Point => [share(x, at[0]), share(y, at[1])];
const onSheet = ({ x, y }: SurfacePanel, [across, up]: Point): Point => [
  x.domain[0] + across * spanOf(x),
  y.domain[0] + up * spanOf(y),
];

/** The sheet when the ring has gone on and nothing is felt there yet: the last arrow stays behind, and so does what was known. */
const standingAt = (sheet: SurfacePanel, at: Point): SurfacePanel =>
  sheet.handle ? { ...sheet, handle: { ...sheet.handle, at, label: '' } } : sheet;

/** A direction in the window, in words. */
function inWords(kit: Kit | undefined, frame: Frame, from: Point, to: Point): string {
  const [[ax, ay], [bx, by]] = [toWindow(frame, from), toWindow(frame, to)];
  return kit ? kit.towards(kit.wayOf(bx - ax, ay - by)) : '';
}

/** After the next frame: what comes before the first one delays it. */
const firstFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** The walks as far as they have come: only this is drawn in each frame. */
function Walked({ live, walk }: { live: Figure; walk(t: number): ComponentChildren }) {
  const t = live.upTo.value;
  return <>{t === undefined ? null : walk(t)}</>;
}

/** Asks for the first step, where the arrow leaves room: it goes up or down, and in a tall window, which is turned, to a side. */
function Invitation({ at: [x, y], arrow }: { at: Point; arrow: SurfaceArrow | undefined }) {
  const dy = arrow ? arrow.to[1] - arrow.from[1] : 0;
  return (
    <span
      class="invitation"
      aria-hidden="true"
      data-wide={dy > 0 ? 'below' : 'above'}
      data-tall={dy > 0 ? 'right' : 'left'}
      style={`--x:${x};--y:${y}`}
    >
      <span class="click">click to step</span>
      <span class="tap">tap to step</span>
      <span class="keys">arrow keys aim, Enter steps</span>
    </span>
  );
}

/** Where a step would lead. */
function Aim({ from: [ax, ay], to: [bx, by] }: { from: Point; to: Point }) {
  return (
    <svg class="picture aim" aria-hidden="true">
      <path d={`M${ax} ${ay}L${bx} ${by}`} />
      <circle cx={bx} cy={by} r="5" />
    </svg>
  );
}

/** The first arrow, before anything is measured: where and how long it is says the style sheet. */
function FirstArrow({ sheet: { arrows = [] } }: { sheet: SurfacePanel }) {
  const [first] = arrows;
  if (!first) return null;
  const [[ax, ay], [bx, by]] = [first.from, first.to];
  return (
    <i
      class="first-arrow"
      aria-hidden="true"
      style={`--x:${ax};--y:${ay};--length:${Math.hypot(bx - ax, by - ay)};--way:${Math.atan2(by - ay, bx - ax)}rad`}
    />
  );
}
