import type { Figure } from '../page/figure.ts';
import type { Spec } from '../page/spec.ts';
import { Transport } from '../transport/Transport.tsx';

interface Props {
  live: Figure | undefined;
  /** Undefined before a game has runs to walk. */
  steps: number | undefined;
  /** The iteration at which the figure opens. */
  start: number | undefined;
  /** One of what Play goes through, if that is not a step. */
  counts?: string | undefined;
  /**
   * Only where the run stands: all else is dead in the built page. Chromium lays out the whole of a closed fold, and fetches its
   * faces, for a list of choices that is in it.
   */
  bare: boolean;
  /** Offers the same run with other draws: in a scene, which has no rail for a seed. */
  draws?: boolean | undefined;
}

const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** Takes the run of a figure step by step. */
export function RunTransport({ live, steps: known, start, counts, bare, draws = false }: Props) {
  const steps = known ?? 0;
  const at = Math.min(steps, Math.floor(live?.upTo.value ?? live?.standing.value ?? start ?? steps));
  return (
    <Transport
      label="Step by step"
      at={at}
      noun={counts}
      last={steps}
      moving={(live?.moving.value && !live.byItself.value) ?? false}
      speed={live?.speed.value ?? 1}
      speeds={SPEEDS}
      disabled={!live}
      isEmpty={known === undefined}
      isBare={bare}
      play={() => void live?.play()}
      pause={() => live?.standAt(at)}
      go={(to) => {
        if (!live) return;
        live.taken.value = true;
        live.standAt(to);
      }}
      draw={draws ? () => void live?.drawAgain() : undefined}
      setSpeed={(times) => {
        if (live) live.speed.value = times;
      }}
    />
  );
}

/** Steps for each frame of the screen. */
const PACES = [0.2, 1, 4, 16];

/** Takes a run further that goes on by itself, for as long as one likes. */
export function EndlessTransport({ live, spec, bare }: Pick<Props, 'live' | 'bare'> & { spec: Spec }) {
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
      play={() => void live?.play()}
      pause={() => live?.rest()}
      // Of two presses, each is a step, though the picture of the first is still on its way.
      go={(to) => void live?.goTo((live.frame ?? at) + to - at)}
      again={{ label: 'Begin again at step 0', begin: () => live?.begin() }}
      setSpeed={(times) => {
        if (live) live.speed.value = times;
      }}
    />
  );
}
