import type { Figure } from '../page/figure.ts';

interface Props {
  live: Figure | undefined;
  /** Undefined before a game has runs to walk: then the row keeps its room, empty. */
  steps: number | undefined;
  /** The iteration at which the figure opens. */
  start: number | undefined;
  /**
   * Only where the run stands: all else is dead in the built page. Chromium lays out the whole of a closed fold, and fetches its
   * faces, for a list of choices that is in it.
   */
  bare: boolean | undefined;
}

const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** Builds the run step by step: plays it, stops it, moves through it. Nothing here speaks while a run plays. */
export function Transport({ live, steps: known, start, bare }: Props) {
  const steps = known ?? 0;
  const moving = live?.moving.value ?? false;
  const at = Math.min(steps, Math.floor(live?.upTo.value ?? live?.standing.value ?? start ?? steps));
  const speed = live?.speed.value ?? 1;
  const play = (): void => {
    if (moving) live?.standAt(at);
    else void live?.play();
  };
  const go = (to: number): void => {
    live?.take();
    live?.standAt(to);
  };

  return (
    <fieldset class="stepper" disabled={!live} data-empty={known === undefined}>
      <legend class="aloud">Step by step</legend>
      {!bare && (
        <>
          <button type="button" class="stepper-play" data-moving={moving} onClick={play}>
            {moving ? 'Pause' : 'Play'}
          </button>
          <button type="button" aria-label="Previous step" disabled={at <= 0} onClick={() => go(at - 1)}>
            ←
          </button>
          <div class="rail">
            <input
              type="range"
              aria-label="Step"
              aria-valuetext={`step ${at} of ${steps}`}
              min={0}
              max={steps}
              value={at}
              onInput={(event) => go(Number(event.currentTarget.value))}
            />
          </div>
          <button type="button" aria-label="Next step" disabled={at >= steps} onClick={() => go(at + 1)}>
            →
          </button>
        </>
      )}
      <span class="stepper-at">
        <span class="stepper-word">step </span>
        <span style={`min-width:${`${steps} of ${steps}`.length / 2}em`}>
          {at} of {steps}
        </span>
      </span>
      {!bare && (
        <select
          aria-label="Speed"
          value={speed}
          onChange={(event) => {
            if (live) live.speed.value = Number(event.currentTarget.value);
          }}
        >
          {SPEEDS.map((times) => (
            <option key={times} value={times} selected={times === speed}>
              {times}×
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
