import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Panel } from '../../figure/panels/panel.ts';
import { ARROWS, layerOver, placeIn } from '../controls/hand.ts';
import type { Figure } from '../page/figure.ts';
import { isSameValues } from '../page/same-values.ts';
import { around, type Box } from '../panels/box.ts';
import { geometry, type PanelLayout, sheetsIn } from '../panels/index.ts';
import { type PlacedText, placerOver } from '../panels/placer.ts';
import type { Pixels } from '../panels/polyline.ts';
import { besideGuess } from '../panels/spots.ts';

interface Props {
  live: Figure;
  panel: Panel;
  drawn: PanelLayout;
  frame: RefObject<HTMLDivElement | null>;
}

/** Half the diagonal of the mark, px. */
const HALF = 8;
/** A key moves it by this share of the sheet, with Shift ten times as far. */
const NUDGE = 0.01;

/** Where a reader expects the run to end: asked before it starts, kept while it runs, and compared with its end. */
export function GuessLayer({ live, panel, drawn, frame }: Props) {
  /** The guess after which somebody has pressed on the sheet once more. */
  const [pressed, setPressed] = useState<object>();
  const passage = live.passage.value;
  const place = geometry(panel, drawn);
  if (!passage || live.taken.value || !place) return null;
  const { box } = place;
  const guess = live.guess.value && isSameValues(live.guess.value.of, passage.values) ? live.guess.value : undefined;
  const asks = live.asks.value;
  const [px, py] = guess ? place.toPixels(guess.x, guess.y) : [Number.NaN, Number.NaN];
  const put = (x: number, y: number): void => {
    const [dataX, dataY] = place.toData(
      Math.min(box.x + box.width, Math.max(box.x, x)),
      Math.min(box.y + box.height, Math.max(box.y, y)),
    );
    live.guess.value = { x: dataX, y: groundAt(panel, dataX) ?? dataY, of: passage.values };
  };
  const onGround = guess !== undefined && groundAt(panel, guess.x) !== undefined;
  const end = !asks && !live.moving.value && live.hasArrived ? endOf(panel, live.upTo.value) : undefined;
  const [ex, ey] = end ? place.toPixels(...end) : [Number.NaN, Number.NaN];
  // Along one axis a sheet may have another unit than along the other: what the eye sees is a share of the picture.
  const off = guess && end ? Math.hypot(px - ex, onGround ? 0 : py - ey) / box.width : undefined;
  const [words, short] = guessWords(off);
  const lines = sheetsIn(panel).flatMap((sheet) => (sheet.kind === 'surface' ? (sheet.lines ?? []) : []));
  const ground = lines.map(({ x, y }) => {
    const at = Array.from(x, (across, i) => place.toPixels(across, y[i] ?? Number.NaN));
    return { x: at.map(([px]) => px), y: at.map(([, py]) => py) };
  });
  const rings = sheetsIn(panel).flatMap(({ handle }) => (handle ? [place.toPixels(...handle.at)] : []));
  const placed =
    guess && wordsAt([words, short], [px, py], off === undefined ? undefined : [ex, ey], drawn, box, { ground, rings });
  return (
    <>
      {asks && (
        <button
          type="button"
          class="guess-plane"
          style={layerOver(box)}
          aria-label={`${asks} ${guess ? 'Arrow keys move your guess, and Enter shows the run.' : 'Click or tap where you think, or place a guess with the arrow keys.'}`}
          onClick={(event) => {
            if (event.detail > 0) put(...placeIn(frame, event));
            // A reader who has said where it ends wants to see it go.
            if (event.detail > 0 || guess) void live.play();
          }}
          onKeyDown={(event) => {
            const by = ARROWS[event.key];
            if (!by) return;
            event.preventDefault();
            const share = event.shiftKey ? 10 * NUDGE : NUDGE;
            const [x, y] = guess ? [px, py] : [box.x + box.width / 2, box.y + box.height / 2];
            put(x + by[0] * share * box.width, y - by[1] * share * box.height);
          }}
        >
          <span class="guess-asks">{guess ? 'Enter shows the run' : 'Click or tap where you think'}</span>
        </button>
      )}
      {guess && !asks && passage.asks !== undefined && (
        <div class="click-plane guessed" aria-hidden="true" style={layerOver(box)} onClick={() => setPressed(guess)}>
          {pressed === guess && <span class="guess-asks">Guess again, or go on</span>}
        </div>
      )}
      {guess && (
        <svg class="picture guess" aria-hidden="true">
          {off !== undefined && <path class="guess-line" d={`M${px} ${py}L${ex} ${ey}`} />}
          <path class="guess-mark" d={`M${px} ${py - HALF}l${HALF} ${HALF}l${-HALF} ${HALF}l${-HALF} ${-HALF}z`} />
          {placed?.map(({ text, x, y, anchor, style }) => (
            <text key={text} class={style} x={x} y={y} text-anchor={anchor}>
              {text}
            </text>
          ))}
        </svg>
      )}
      <span class="aloud" role="status">
        {off !== undefined ? words : ''}
      </span>
    </>
  );
}

/** The words beside a guess, whole and short. @param off how far it was, as a share of the width */
export function guessWords(off: number | undefined): readonly [string, string] {
  if (off === undefined) return ['your guess', 'your guess'];
  const share = percentOf(off);
  const held = (text: string): string => text.replace(' %', '\u00a0%');
  return [held(`your guess: off by ${share} % of the width`), held(`your guess: off by ${share} %`)];
}

/** A share in percent, whole but for the smallest. */
const percentOf = (share: number): string => (100 * share).toFixed(share < 0.0095 ? 1 : 0);

/**
 * Where the words of a guess stand, the long ones or if these find no room the short: near its mark, on no name or ring of
 * the sheet, and off its lines, the run and the line to its end.
 */
function wordsAt(
  [long, short]: readonly [string, string],
  mark: readonly [number, number],
  end: readonly [number, number] | undefined,
  drawn: PanelLayout,
  box: Box,
  { ground, rings }: { ground: readonly Pixels[]; rings: readonly (readonly [number, number])[] },
): readonly PlacedText[] {
  const names = drawn.kind === 'surface' || drawn.kind === 'chart' ? drawn.labels : [];
  const placer = placerOver(box, names, rings);
  const runs = [...ground, ...(drawn.kind === 'surface' ? drawn.paths : [])];
  if (end) {
    // Beside it they would be its name.
    placer.claim(around(...end, 3 * HALF));
    runs.push({ x: [mark[0], end[0]], y: [mark[1], end[1]] });
  }
  for (const line of runs) placer.avoidLine(line, box);
  const spots = besideGuess(mark);
  const style = 'name halo';
  const labelOf = (text: string) => ({ text, style, styles: [style, style] });
  const inTwo = (text: string) => labelOf(text.replace(': ', ':\n'));
  return (
    placer.put(labelOf(long), spots, { strict: true }) ??
    placer.put(inTwo(long), spots, { strict: true }) ??
    placer.put(inTwo(short), spots, { strict: true }) ??
    placer.put(labelOf(long), spots) ??
    placer.put(inTwo(short), spots) ?? [
      // Crowded words are still better than none.
      { text: long, style, ...spots[0]! },
    ]
  );
}

/** How high the ground is at a place, on a sheet that shows a valley from its side: there a guess has one coordinate. */
function groundAt(panel: Panel, x: number): number | undefined {
  const [sheet] = sheetsIn(panel);
  const ground = sheet?.kind === 'surface' && sheet.handle?.y === undefined ? sheet.lines?.[0] : undefined;
  if (!ground) return undefined;
  const next = Math.max(
    1,
    ground.x.findIndex((at) => at >= x),
  );
  const [a, b] = [ground.x[next - 1] ?? x, ground.x[next] ?? x];
  const share = b > a ? (x - a) / (b - a) : 0;
  return (ground.y[next - 1] ?? 0) * (1 - share) + (ground.y[next] ?? 0) * share;
}

/** Where the main run is at an iteration, in data units; undefined: its end. Of a sheet without runs: the tip of its first arrow. */
function endOf(panel: Panel, t: number | undefined): readonly [number, number] | undefined {
  for (const sheet of sheetsIn(panel)) {
    if (sheet.kind !== 'surface') continue;
    const walks = sheet.paths?.filter(({ steps }) => steps) ?? [];
    // Where several rules walk, the last of them is asked about.
    const run = walks.find(({ role }) => role === 'run') ?? walks.at(-1);
    if (!run && sheet.arrows?.[0]) return sheet.arrows[0].to;
    if (!run || run.x.length === 0) continue;
    const row = Math.min(Math.floor(t ?? run.x.length - 1), run.x.length - 1);
    return [run.x[row] ?? Number.NaN, run.y[row] ?? Number.NaN];
  }
  return undefined;
}
