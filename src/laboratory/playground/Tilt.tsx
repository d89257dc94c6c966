import { useEffect, useState } from 'preact/hooks';
import { glide, wantsCalm } from '../../widgets/page/player.ts';
import type { Bench } from './bench.ts';
import { TILT } from './settings.ts';
import { useSettings } from './use-settings.ts';

/** Looks at the sheet from a side, and from above again; a curve is seen from the side already. */
export function Tilt({ bench, live }: { bench: Bench; live: boolean }) {
  const { tilt } = useSettings(bench, 'tilt');
  return (
    <button
      type="button"
      disabled={!live || bench.shown.value.sheet.lines !== undefined}
      aria-pressed={tilt > 0}
      onClick={() => bench.turn(tilt > 0 ? 0 : TILT)}
    >
      Tilt
    </button>
  );
}

/** The tilt that is seen: it goes over to the one that is set, once what draws a tilted sheet is there. */
export function useTilt(bench: Bench): number {
  const { tilt } = useSettings(bench, 'tilt');
  const [seen, see] = useState(0);
  useEffect(() => {
    if (tilt === seen) return;
    const motion = new AbortController();
    const turn = async (): Promise<void> => {
      await import('../../widgets/panels/with-terraces.ts');
      if (wantsCalm()) see(tilt);
      else for await (const share of glide(motion.signal)) see(seen + share * (tilt - seen));
    };
    turn().catch(() => {
      bench.turn(0);
      bench.trouble.value = 'What draws a sheet from a side could not be loaded. Check the connection, then try again.';
    });
    return () => motion.abort();
  }, [tilt]);
  return seen;
}
