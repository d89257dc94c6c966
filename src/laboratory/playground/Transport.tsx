import type { Bench } from './bench.ts';
import { useSettings } from './use-settings.ts';

const SPEEDS = [0.5, 1, 2, 4];
const PLAY = 'M-4.5-7.5 8 0-4.5 7.5z';
const PAUSE = 'M-6-7h4V7h-4zM2-7h4V7H2z';

/** Plays the runs, stops them, moves through them. Nothing here speaks while they play. */
export function Transport({ bench }: { bench: Bench }) {
  const { steps } = useSettings(bench, 'steps');
  const at = bench.step.value;
  const playing = bench.playing.value;
  const speed = bench.speed.value;
  return (
    <div class="lab-transport" role="group" aria-label="Step by step">
      <button
        type="button"
        class="go"
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={() => (playing ? bench.pause() : bench.play())}
      >
        <svg width="44" height="44" viewBox="-22 -22 44 44" aria-hidden="true">
          <circle r="16" />
          <path d={playing ? PAUSE : PLAY} />
        </svg>
      </button>
      <span class="steps">
        <button type="button" aria-label="One step back" disabled={at <= 0} onClick={() => bench.standAt(at - 1)}>
          <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
            <path d="M4-6-3 0l7 6M-6-6V6" />
          </svg>
        </button>
        <button type="button" aria-label="One step on" disabled={at >= steps} onClick={() => bench.standAt(at + 1)}>
          <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
            <path d="M-4-6 3 0l-7 6M6-6V6" />
          </svg>
        </button>
      </span>
      <span class="at">
        <span class="wide">step </span>
        <b>{at}</b> of {steps}
      </span>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`step ${at} of ${steps}`}
        min={0}
        max={steps}
        value={at}
        onInput={(event) => bench.standAt(Number(event.currentTarget.value))}
      />
      <span class="speed" role="group" aria-label="Speed">
        <span class="wide" aria-hidden="true">
          speed
        </span>
        {SPEEDS.map((times) => (
          <button
            key={times}
            type="button"
            class={times === 0.5 || times === 4 ? 'wide' : undefined}
            aria-pressed={speed === times}
            aria-label={`${times}× speed`}
            onClick={() => {
              bench.speed.value = times;
            }}
          >
            {times}×
          </button>
        ))}
      </span>
    </div>
  );
}
