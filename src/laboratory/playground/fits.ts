import { useEffect, useState } from 'preact/hooks';
import type { Bench } from './bench.ts';
import { contestants, type Fit } from './contestants.ts';

const PLACES = 49;

/** The fit of each rule over a stretch of x: of a line at once, of the reader's model when Python has answered. */
export function useFits(bench: Bench, [from, to]: readonly [number, number]): readonly Fit[] {
  const [curves, setCurves] = useState<readonly Fit[]>([]);
  const { settings } = bench.shown.value;
  const shown = bench.shown.value;
  const step = bench.step.value;
  const isModel = settings.loss === 'model';
  useEffect(() => {
    if (!isModel) return undefined;
    let gone = false;
    const xs = Float64Array.from({ length: PLACES }, (_, i) => from + (i / (PLACES - 1)) * (to - from));
    void bench.curves(xs, step).then((found) => {
      if (!gone && found) setCurves(found);
    });
    return () => {
      gone = true;
    };
  }, [bench, shown, step, isModel, from, to]);
  if (isModel) return curves;
  if (settings.loss !== 'line') return [];
  const xs = Float64Array.of(from, to);
  return contestants(shown).map(({ look, run }) => {
    const i = Math.min(step, run.x.length - 1);
    return { look, xs, ys: xs.map((x) => (run.x[i] ?? 0) + (run.y[i] ?? 0) * x) };
  });
}
