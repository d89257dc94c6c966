import { useEffect, useState } from 'preact/hooks';
import type { Instance } from '../page/instance.ts';

interface Props {
  live: Instance | undefined;
  steps: number;
  start: number;
}

/** Milliseconds a step stays in sight while the run plays. */
const PACE = 400;

/** Makes the run one step at a time, forward and back, or lets it play. */
export function Stepper({ live, steps, start }: Props) {
  const [playing, setPlaying] = useState(false);
  const at = Math.min(live?.standing.value ?? start, steps);
  const go = (to: number): void => live?.stand(Math.min(steps, Math.max(0, to)));

  useEffect(() => {
    if (!playing || !live) return undefined;
    const timer = setInterval(() => {
      const next = (live.standing.peek() ?? start) + 1;
      if (next > steps) setPlaying(false);
      else live.stand(next);
    }, PACE);
    return () => clearInterval(timer);
  }, [playing, live, steps, start]);

  const play = (): void => {
    if (!playing && at >= steps) go(0);
    setPlaying(!playing);
  };
  const jump = (to: number): void => {
    setPlaying(false);
    go(to);
  };

  return (
    <fieldset class="stepper" disabled={!live}>
      <legend class="aloud">Step by step</legend>
      <button type="button" aria-label="Previous step" disabled={at <= 0} onClick={() => jump(at - 1)}>
        ←
      </button>
      <button type="button" class="stepper-play" onClick={play}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <button type="button" aria-label="Next step" disabled={at >= steps} onClick={() => jump(at + 1)}>
        →
      </button>
      <output>
        step {at} of {steps}
      </output>
      <div class="rail">
        <input
          type="range"
          aria-label="Step"
          aria-valuetext={`step ${at} of ${steps}`}
          min={0}
          max={steps}
          value={at}
          onInput={(event) => jump(Number(event.currentTarget.value))}
        />
      </div>
    </fieldset>
  );
}
