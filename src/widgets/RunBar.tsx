import type { Instance } from './instance.ts';
import type { Spec } from './spec.ts';

interface Props {
  spec: Spec;
  live: Instance | undefined;
}

/** Fewer short parts than this are done before a bar could be read; a long one may be stopped. */
const WORTH_A_BAR = { instant: 3, ensemble: 3, long: 1 } as const;
/** How many times longer a run must take before the reader is told why. */
const WORTH_A_NOTE = 1.5;

/** How far a run in parts has come; for a long experiment also the button that starts it, and how long it will take. */
export function RunBar({ spec, live }: Props) {
  const progress = live?.progress.value;
  const slower = live?.slower ?? 1;
  const note = slower >= WORTH_A_NOTE ? slownessNote(slower) : '';
  if (live && progress && progress.of >= WORTH_A_BAR[spec.pace]) {
    const { done, of, left } = progress;
    const bar = (
      <div
        class="progress-bar"
        role="progressbar"
        aria-label="runs done"
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
      >
        <i style={`width:${((100 * done) / of).toFixed(1)}%`} />
      </div>
    );
    return (
      <div class="progress">
        {bar}
        <button type="button" onClick={() => live.cancel()}>
          {spec.pace === 'long' ? 'Pause' : 'Cancel'}
        </button>
        <span>
          {done} of {of}
          {left !== undefined && spec.pace === 'long' && `, about ${duration(left)} left`}
          {note && `. ${note}`}
        </span>
      </div>
    );
  }
  const missing = live?.missing.value ?? 0;
  if (!live || spec.pace !== 'long' || missing === 0) return null;
  return (
    <div class="progress">
      <span>
        {missing} {missing === 1 ? 'run' : 'runs'} of these settings not computed yet. {note}
      </span>
      <button type="button" onClick={() => live.start()}>
        Run, about {duration(live.promised(missing) ?? 0)}
      </button>
    </div>
  );
}

function slownessNote(slower: number): string {
  const times = Number(slower.toPrecision(slower < 2 ? 2 : 1));
  return `This browser lacks WebAssembly SIMD, so the networks train in plain TypeScript, about ${times} times slower.`;
}

/** `8 s`, `2 min`: as exact as a forecast can be. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
