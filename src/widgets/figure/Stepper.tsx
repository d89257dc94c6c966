import { useEffect, useState } from 'preact/hooks';
import type { Instance } from '../page/instance.ts';

interface Props {
  live: Instance | undefined;
  steps: number;
  start: number;
}

/** Milliseconds for which each step is shown while the run plays. */
const STEP_TIME = 400;

/** Steps through the run, forward and back, or plays it. */
export function Stepper({ live, steps, start }: Props) {
  const [playing, setPlaying] = useState(false);
  const iteration = Math.min(live?.standing.value ?? start, steps);
  const go = (to: number): void => live?.stand(Math.min(steps, Math.max(0, to)));

  useEffect(() => {
    if (!playing || !live) return undefined;
    const timer = setInterval(() => {
      const next = (live.standing.peek() ?? start) + 1;
      if (next > steps) setPlaying(false);
      else live.stand(next);
    }, STEP_TIME);
    return () => clearInterval(timer);
  }, [playing, live, steps, start]);

  const play = (): void => {
    if (!playing && iteration >= steps) go(0);
    setPlaying(!playing);
  };
  const jump = (to: number): void => {
    setPlaying(false);
    go(to);
  };

  return (
    <fieldset class="stepper" disabled={!live}>
      <legend class="aloud">Step by step</legend>
      <button type="button" aria-label="Previous step" disabled={iteration <= 0} onClick={() => jump(iteration - 1)}>
        ←
      </button>
      <button type="button" class="stepper-play" onClick={play}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <button type="button" aria-label="Next step" disabled={iteration >= steps} onClick={() => jump(iteration + 1)}>
        →
      </button>
      <output>
        step {iteration} of {steps}
      </output>
      <div class="rail">
        <input
          type="range"
          aria-label="Step"
          aria-valuetext={`step ${iteration} of ${steps}`}
          min={0}
          max={steps}
          value={iteration}
          onInput={(event) => jump(Number(event.currentTarget.value))}
        />
      </div>
    </fieldset>
  );
}
