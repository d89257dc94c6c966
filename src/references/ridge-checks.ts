/** Compares best rates, slopes, bends and intervals of the networks' grid with NumPy's, from the same stored losses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Values } from '../engine/schema.ts';
import { defaults } from '../engine/values.ts';
import experiment from '../experiments/takeaway/batch-rate-network/batch-rate-network.ts';
import type { ChartPanel } from '../figure/panels/panel.ts';
import { presentWith } from '../figure/run.ts';
import { storedResults } from '../widgets/prerender/precomputed.ts';
import { referenceFolder } from './references.ts';

type V = Values<typeof experiment.parameters>;

/** Logarithms of rates and of the batch at the bend; slopes unchanged. `half` is half an interval. */
interface Reference extends Pick<V, 'optimizer' | 'hold' | 'epochs' | 'network' | 'seeds'> {
  shown: Readonly<Record<string, { value: number | null; half: number | null; pinned?: boolean }>>;
}

export interface RidgeCheck extends Pick<V, 'optimizer' | 'hold' | 'epochs' | 'network' | 'seeds'> {
  /** Number of rates, slopes and bends compared, and of intervals. */
  values: number;
  intervals: number;
  /** Largest difference of a slope, or of the logarithm of a rate or a batch size. */
  difference: number;
  /** Largest relative difference of half an interval. */
  width: number;
  /** Names that occur in only one of the two: empty if all is well. */
  missing: readonly string[];
}

/** For every eight seeds in the control, one run of the large network is made. */
const LARGE_SHARE = 8;
const SLOPES = { before: 'Slope', after: 'SlopeAfter' } as const;

/** Numbers of the figure at the values of a reference, in the reference's units. */
function shownAt(
  { shown: _, ...setting }: Reference,
  kept: ReadonlyMap<string, unknown>,
): Map<string, { value: number; half?: number }> {
  const seeds = setting.network === 'large' ? LARGE_SHARE * setting.seeds : setting.seeds;
  const values: V = { ...defaults(experiment.parameters), ...setting, seeds };
  const { numbers, panels } = presentWith(experiment, values, (key) => kept.get(key));
  const shown = new Map<string, { value: number; half?: number }>();
  for (const name of ['Small', 'Large', 'Whole', 'Middle', 'End', 'before', 'after'] as const) {
    const end = name === 'before' || name === 'after' ? SLOPES[name] : name;
    const number = numbers[`${setting.optimizer}${end}`];
    if (!number || Number.isNaN(number.value)) continue;
    const { value, low, high } = number;
    shown.set(name, { value, ...(low !== undefined && high !== undefined && { half: (high - low) / 2 }) });
  }
  const knee = numbers['knee'];
  if (knee) shown.set('knee', logarithm(knee.value, knee.low, knee.high));
  const chart = panels.find((panel): panel is ChartPanel => panel.kind === 'chart' && panel.name === 'best rates');
  const best = chart?.series.find(({ kind, role }) => kind === 'points' && role === 'measured');
  for (const [k, batch] of (best?.x ?? []).entries())
    shown.set(`rate${batch}`, logarithm(best?.y[k], best?.low?.[k], best?.high?.[k]));
  for (const { x, y, role } of chart?.points ?? []) if (role === 'measured') shown.set(`rate${x}`, logarithm(y));
  return shown;
}

function logarithm(value = Number.NaN, low?: number, high?: number): { value: number; half?: number } {
  const half = low !== undefined && high !== undefined ? Math.log(high / low) / 2 : 0;
  return { value: Math.log(value), ...(half > 0 && { half }) };
}

export function ridgeChecks(): RidgeCheck[] {
  // Safe: written by make_rate_ridge.py.
  const { checks } = JSON.parse(readFileSync(join(referenceFolder, 'rate-ridge.json'), 'utf8')) as {
    checks: readonly Reference[];
  };
  const kept = new Map(storedResults('batch-rate-network').parts.map(({ key, result }) => [key, result]));
  return checks.map((reference) => {
    const ours = shownAt(reference, kept);
    const { shown, ...setting } = reference;
    const row = { ...setting, values: 0, intervals: 0, difference: 0, width: 0 };
    const missing: string[] = [];
    for (const [name, theirs] of Object.entries(shown)) {
      // The figure shows no change of slope; it follows from the two slopes.
      if (name === 'change') continue;
      const own = ours.get(name);
      const half = theirs.pinned ? null : theirs.half;
      if ((own === undefined) !== (theirs.value === null)) missing.push(name);
      if (!own || theirs.value === null) continue;
      row.values++;
      row.difference = Math.max(row.difference, Math.abs(own.value - theirs.value));
      if ((own.half === undefined) !== (half === null)) missing.push(`${name}, interval`);
      if (own.half === undefined || half === null) continue;
      row.intervals++;
      row.width = Math.max(row.width, Math.abs(own.half / half - 1));
    }
    return { ...row, missing };
  });
}
