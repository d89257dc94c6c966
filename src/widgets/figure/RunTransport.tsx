import type { Figure } from '../page/figure.ts';
import type { Spec } from '../page/spec.ts';
import { NextButton, Transport } from '../transport/Transport.tsx';

interface Props {
  live: Figure | undefined;
  spec: Spec;
  /** Undefined before a game has runs to play. */
  steps: number | undefined;
  /**
   * Renders only the current step: nothing else works in the built page. Chromium lays out the whole of a closed fold,
   * and loads its fonts, if it contains a drop-down list.
   */
  bare: boolean;
  /** Offers the same run with other random draws: in a scene, which has no slider for a seed. */
  draws?: boolean | undefined;
}

const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** The step after the current passage; undefined: there is none, null: not yet. */
function nextOf(live: Figure | undefined, spec: Spec) {
  if (!spec.scene || live?.workshop.value) return undefined;
  if (!live) return null;
  const next = live.next.value;
  return next && { ...next, isReady: live.passageDone.value };
}

/** The row of a scene without a run: only the button for the next passage. */
export function NextRow({ live, spec }: { live: Figure | undefined; spec: Spec }) {
  const next = nextOf(live, spec);
  return <div class="stepper">{next !== undefined && <NextButton next={next} />}</div>;
}

/** Controls that play a figure's run and step through it. */
export function RunTransport({ live, spec, steps: known, bare, draws = false }: Props) {
  const { counts } = spec;
  const start = spec.stepper?.start;
  const steps = known ?? 0;
  const at = Math.min(steps, Math.floor(live?.upTo.value ?? live?.standing.value ?? start ?? steps));
  return (
    <Transport
      label="Step by step"
      at={at}
      noun={counts}
      last={steps}
      moving={live?.moving.value ?? false}
      speed={live?.speed.value ?? 1}
      speeds={SPEEDS}
      disabled={!live}
      isEmpty={known === undefined}
      isBare={bare}
      playOrPause={() => live?.playOrPause(at)}
      next={nextOf(live, spec)}
      go={(to) => {
        if (!live) return;
        live.taken.value = true;
        live.standAt(to);
      }}
      draw={draws ? { label: 'Draw again', again: () => void live?.drawAgain() } : undefined}
      setSpeed={(times) => {
        if (live) live.speed.value = times;
      }}
    />
  );
}

/** Steps per frame of the screen. */
const PACES = [0.2, 1, 2, 4, 16];

/** Number of initial weights to choose from; after that they repeat. */
const MOST_STARTS = 999;

/** Controls of a run that continues for as long as the reader likes. */
export function EndlessTransport({ live, spec, bare }: Pick<Props, 'live' | 'spec' | 'bare'>) {
  const at = live?.frameShown ?? Number(spec.defaults[spec.frames ?? '']);
  return (
    <Transport
      label="Training"
      at={at}
      moving={live?.moving.value ?? false}
      speed={live?.speed.value ?? 1}
      speeds={PACES}
      disabled={!live}
      isBare={bare}
      playOrPause={() => (live?.moving.peek() ? live.rest() : void live?.play())}
      next={nextOf(live, spec)}
      // Each press is a step, even if the picture of the last one is still pending.
      go={(to) => void live?.goTo((live.frame ?? at) + to - at)}
      draw={
        Object.hasOwn(spec.schema, 'start')
          ? {
              label: 'New start',
              again: () => live?.set({ start: 1 + (Number(live.values.peek()['start']) % MOST_STARTS) }),
            }
          : undefined
      }
      again={{ label: 'Begin again at step 0', begin: () => live?.begin() }}
      setSpeed={(times) => {
        if (live) live.speed.value = times;
      }}
    />
  );
}
