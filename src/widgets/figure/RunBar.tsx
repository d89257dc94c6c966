import type { Figure } from '../page/figure.ts';
import type { Progress } from '../page/forecast.ts';
import type { Spec } from '../page/spec.ts';

interface Props {
  spec: Spec;
  live: Figure | undefined;
}

/** Fewer parts than this finish before anyone could read a bar. */
const WORTH_A_BAR = 3;
const PLAIN =
  'This browser lacks WebAssembly SIMD, so the networks train in plain TypeScript, which may take several times longer.';

/**
 * The progress of a run in parts; for a long experiment also its Run button and the estimated duration. Nothing below
 * may move when a run begins or ends, least of all a slider under a thumb. So a long experiment always has this row,
 * and the bar of an ensemble is on the line above the controls.
 */
export function RunBar({ spec, live }: Props) {
  const progress = live?.progress.value;
  if (spec.pace === 'instant') return null;
  if (spec.pace === 'ensemble')
    return <div class="progress-line">{progress && progress.of >= WORTH_A_BAR && <Bar {...progress} />}</div>;
  const missing = live?.missing.value ?? 0;
  const note = live?.path.value === 'plain' ? PLAIN : '';
  return (
    <div class="progress">
      {live && progress ? (
        <>
          <span>
            {progress.done} of {progress.of}
            {progress.left !== undefined && `, about ${duration(progress.left)} left`}
            {note && `. ${note}`}
          </span>
          <button type="button" onClick={() => live.pause()}>
            Pause
          </button>
          <Bar {...progress} />
        </>
      ) : live && missing > 0 ? (
        <>
          <span>
            {missing} {missing === 1 ? 'run' : 'runs'} of these settings not computed yet. {note}
          </span>
          <button type="button" class="progress-run" onClick={() => live.start()}>
            Run, about {duration(live.promised() ?? 0)}
          </button>
        </>
      ) : (
        <span>All runs at these settings are computed.</span>
      )}
    </div>
  );
}

function Bar({ done, of }: Progress) {
  return (
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
}

/** `8 s`, `2 min`: rounded like any estimate. */
function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
