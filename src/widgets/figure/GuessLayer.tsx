import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { MapGuess, Panel, SurfacePanel, SurfacePath } from '../../figure/panels/panel.ts';
import { ARROWS, layerOver, placeIn } from '../controls/pointer.ts';
import type { Figure } from '../page/figure.ts';
import { isSameValues } from '../page/same-values.ts';
import { guessWords, HALF, offBy } from '../panels/guess-words.ts';
import { geometry, type PanelLayout, plotsIn } from '../panels/index.ts';
import { plainText } from '../panels/math-text.ts';
import { axisNumber } from '../panels/text.ts';

interface Props {
  live: Figure;
  panel: Panel;
  drawn: PanelLayout;
  frame: RefObject<HTMLDivElement | null>;
}

/** Step of an arrow key as a fraction of the map; with Shift ten times as far. */
const NUDGE = 0.01;

/** The reader's guess of where the run ends: made before it starts, kept while it runs, and compared with its end. */
export function GuessLayer({ live, panel, drawn, frame }: Props) {
  /** The guess after which the reader has pressed on the map once more. */
  const [pressed, setPressed] = useState<object>();
  const passage = live.passage.value;
  const place = geometry(panel, drawn);
  if (!passage || live.taken.value || !place) return null;
  const { box } = place;
  const guess = guessOf(live);
  const asks = live.asks.value;
  const [px, py] = guess ? place.toPixels(guess.x, guess.y) : [Number.NaN, Number.NaN];
  /** After the guess the run plays; keyboard users continue from the result. */
  const show = ({ detail, currentTarget }: { detail: number; currentTarget: Element }): void => {
    void live.play();
    if (detail > 0) return;
    // This button disappears.
    const figure = currentTarget.closest('.experiment');
    requestAnimationFrame(() => figure?.querySelector<HTMLElement>('.stepper-next')?.focus());
  };
  const put = (x: number, y: number): void => {
    const [dataX, dataY] = place.toData(
      Math.min(box.x + box.width, Math.max(box.x, x)),
      Math.min(box.y + box.height, Math.max(box.y, y)),
    );
    live.guess.value = { x: dataX, y: heightAt(panel, dataX) ?? dataY, of: passage.values };
  };
  const said = guess && guessOn(live, panel);
  const [ex, ey] = said?.end ? place.toPixels(...said.end) : [Number.NaN, Number.NaN];
  const off = said?.end && offBy(said, [px, py], [ex, ey], box);
  if (passage.picks)
    return asks && panel.kind === 'surface' ? (
      <div class="guess-picks" role="group" aria-label={asks} style={layerOver(box)}>
        {/* The first one is drawn on top. */}
        {pathsIn(panel)
          .toReversed()
          .map(({ name }) => (
            <button
              key={name}
              type="button"
              onClick={(event) => {
                live.guess.value = { run: name, of: passage.values };
                show(event);
              }}
            >
              {name}
            </button>
          ))}
      </div>
    ) : null;
  return (
    <>
      {asks && (
        <button
          type="button"
          class="guess-plane"
          style={layerOver(box)}
          aria-label={`${asks} ${guess ? 'Arrow keys move your guess, and Enter shows the run.' : 'Tap or click where you think, or place a guess with the arrow keys.'}`}
          onClick={(event) => {
            if (event.detail > 0) put(...placeIn(frame, event));
            if (event.detail === 0 && !guess) return;
            show(event);
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
          <span class="guess-asks">
            {guess ? (
              'Enter shows the run'
            ) : (
              <>
                Tap <span class="or-click">or click </span>where you think
              </>
            )}
          </span>
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
        </svg>
      )}
      <span class="aloud" role="status">
        {off !== undefined ? guessWords(off) : guess && asks ? placeInWords(panel, guess) : ''}
      </span>
    </>
  );
}

/** The position of a guess for screen readers: "along the valley 1.5, across it −2". */
function placeInWords(panel: Panel, at: { x: number; y: number }): string {
  const [map] = plotsIn(panel);
  if (map?.kind !== 'surface') return '';
  return [map.x, ...(heightAt(panel, at.x) === undefined ? [map.y] : [])]
    .map((axis) => `${plainText(axis.label)} ${axisNumber(Number((axis === map.x ? at.x : at.y).toPrecision(2)))}`)
    .join(', ');
}

/** The guess about the passage's run, if it is a position. */
function guessOf(live: Figure) {
  const made = madeBy(live);
  return made && 'x' in made ? made : undefined;
}

function madeBy({ guess, passage, taken }: Figure) {
  const [made, current] = [guess.value, passage.value];
  return made && current && !taken.value && isSameValues(made.of, current.values) ? made : undefined;
}

/** A map on which the guessed run is marked beside its name. */
export function withPick(live: Figure, panel: Panel): Panel {
  const made = madeBy(live);
  if (panel.kind !== 'surface' || !made || !('run' in made)) return panel;
  const paths = panel.paths?.map((path) =>
    path.name === made.run && path.label ? { ...path, label: `${path.label}, your guess` } : path,
  );
  return { ...panel, ...(paths && { paths }) };
}

/** The guess on a scene's main map, with the labels it must avoid; undefined if there is none. */
export function guessOn(live: Figure, panel: Panel): MapGuess | undefined {
  const guess = guessOf(live);
  if (!guess || panel.kind !== 'surface') return undefined;
  const { x, y } = guess;
  const onSurface = heightAt(panel, x) !== undefined;
  // Moving parts are drawn in each frame, and the map is not.
  if (live.moving.value) return { x, y, onSurface, heads: [] };
  const t = live.upTo.value;
  const end = live.asks.value === undefined && live.hasArrived ? endOf(panel, t) : undefined;
  return { x, y, onSurface, heads: headsAt(panel, t), ...(end && { end }) };
}

/**
 * The height of the ground at a position, on a map that shows a valley from the side: there a guess has only one
 * coordinate.
 */
function heightAt(panel: Panel, x: number): number | undefined {
  const [map] = plotsIn(panel);
  const isSide = map?.kind === 'surface' && map.handle?.x !== undefined && map.handle.y === undefined;
  const surface = isSide ? map.lines?.[0] : undefined;
  if (!surface) return undefined;
  const next = Math.max(
    1,
    surface.x.findIndex((at) => at >= x),
  );
  const [a, b] = [surface.x[next - 1] ?? x, surface.x[next] ?? x];
  const share = b > a ? (x - a) / (b - a) : 0;
  return (surface.y[next - 1] ?? 0) * (1 - share) + (surface.y[next] ?? 0) * share;
}

const pathsIn = ({ paths = [] }: SurfacePanel) => paths.filter(({ steps, x }) => steps && x.length > 0);

/** The position of a run at an iteration, in data units; undefined: its end. */
function headOf({ x, y }: SurfacePath, t: number | undefined): readonly [number, number] {
  const row = Math.min(Math.floor(t ?? x.length - 1), x.length - 1);
  return [x[row] ?? Number.NaN, y[row] ?? Number.NaN];
}

const headsAt = (panel: SurfacePanel, t: number | undefined) => pathsIn(panel).map((path) => headOf(path, t));

/** The position of the run in question: the last of several rules; on a map without runs the tip of its first arrow. */
function endOf(panel: SurfacePanel, t: number | undefined): readonly [number, number] | undefined {
  const paths = pathsIn(panel);
  const run = paths.find(({ role }) => role === 'run') ?? paths.at(-1);
  return run ? headOf(run, t) : panel.arrows?.[0]?.to;
}
