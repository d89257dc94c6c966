import { quantiles } from '../../src/engine/statistics/index.ts';
import { type WorkloadId, type WorkloadInfo, workloads } from './contenders/settings.ts';
import type { Outcome } from './race.ts';

/** A median with the middle 80 % around it. */
export interface Spread {
  low: number;
  middle: number;
  high: number;
}

function spread(numbers: readonly number[]): Spread {
  const [low = 0, middle = 0, high = 0] = quantiles(numbers, [0.1, 0.5, 0.9]);
  return { low, middle, high };
}

const roundsOf = ({ times }: Outcome, peer: string): readonly (number | undefined)[] | undefined =>
  times.find(({ peer: { id } }) => id === peer)?.rounds;

/** Milliseconds of one unit (a step, an epoch, …); undefined if the peer took no part. */
export function timeOf(outcome: Outcome, peer: string): Spread | undefined {
  const rounds = roundsOf(outcome, peer)?.filter((ms) => ms !== undefined);
  return rounds && spread(rounds.map((ms) => ms / workloads[outcome.id].count));
}

/** By what factor `peer` is faster than `other`, from the rounds in which both ran. */
export function timesFaster(outcome: Outcome, peer: string, other: string): Spread | undefined {
  const [own, others] = [roundsOf(outcome, peer), roundsOf(outcome, other)];
  if (!own || !others) return undefined;
  const ratios = own.flatMap((ms, round) => {
    const against = others[round];
    return ms === undefined || against === undefined ? [] : [against / ms];
  });
  return spread(ratios);
}

/** The reference for speeds of a workload: C, written by hand if that is faster, otherwise plain TypeScript. */
export function referenceOf({ id, times }: Outcome): string {
  const wanted = /epoch|grid|column/.test(id) ? 'c-avx' : 'c';
  return times.some(({ peer }) => peer.id === wanted) ? wanted : (times[0]?.peer.id ?? 'plain');
}

/** A target of the engine: `peer` faster than `than` by a factor, or within a number of seconds. */
interface Target {
  workload: WorkloadId;
  peer: string;
  than?: string;
  times?: number;
  seconds?: number;
}
const epochs = ['epoch-8', 'epoch-64', 'epoch-512'] as const;
export const targets: readonly Target[] = [
  { workload: 'gabor-descent', peer: 'chromium', than: 'c', times: 2.5 },
  { workload: 'gabor-momentum', peer: 'chromium', than: 'c', times: 2 },
  { workload: 'gabor-adam', peer: 'chromium', than: 'c', times: 1.8 },
  { workload: 'surface', peer: 'chromium', than: 'c', times: 7 },
  { workload: 'surface', peer: 'chromium', than: 'numpy-notebook', times: 150 },
  { workload: 'starts', peer: 'chromium', than: 'c', times: 5 },
  { workload: 'starts', peer: 'chromium', than: 'tfjs-wasm', times: 30 },
  ...epochs.map((workload, k) => ({ workload, peer: 'chromium', than: 'c-avx', times: k === 0 ? 0.5 : 0.55 })),
  ...epochs.map((workload) => ({ workload, peer: 'chromium', than: 'tfjs-wasm', times: 15 })),
  ...epochs.map((workload) => ({ workload, peer: 'chromium', than: 'convnet', times: 20 })),
  ...epochs.map((workload) => ({ workload, peer: 'chromium', than: 'numpy', times: 1 })),
  { workload: 'grid', peer: 'chromium', seconds: 5 },
  { workload: 'column', peer: 'chromium', seconds: 1 },
  { workload: 'grid', peer: 'chromium', than: 'plain-chromium', times: 10 },
];

export interface Verdict {
  title: string;
  measured: string;
  target: string;
  met: boolean;
}

/** Each target whose peers took part, with the measurement; the median decides. */
export function verdicts(outcomes: readonly Outcome[], titleOf: (peer: string) => string): Verdict[] {
  return targets.flatMap(({ workload, peer, than, times, seconds }) => {
    const outcome = outcomes.find(({ id }) => id === workload);
    if (!outcome) return [];
    const { title }: WorkloadInfo = workloads[workload];
    if (than !== undefined && times !== undefined) {
      const found = timesFaster(outcome, peer, than);
      if (!found) return [];
      return [
        {
          title: `${title}: beside ${titleOf(than)}`,
          measured: `${showTimes(found)}`,
          target: `${times} times`,
          met: found.middle >= times,
        },
      ];
    }
    const found = timeOf(outcome, peer);
    if (!found || seconds === undefined) return [];
    return [{ title, measured: showTime(found.middle), target: `${seconds} s`, met: found.middle <= 1000 * seconds }];
  });
}

/** Three significant figures, as 0.123, 1.23, 12.3 or 123; below a twentieth two, as 1/36. */
export const figures = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 0.05 ? value.toPrecision(3) : `1/${Number((1 / value).toPrecision(2))}`;

export const showTimes = ({ low, middle, high }: Spread): string =>
  `${figures(middle)} times [${figures(low)}, ${figures(high)}]`;

export function showTime(ms: number): string {
  if (ms < 1e-3) return `${(1e6 * ms).toPrecision(3)} ns`;
  if (ms < 1) return `${figures(1e3 * ms)} µs`;
  return ms < 1000 ? `${figures(ms)} ms` : `${figures(ms / 1000)} s`;
}
