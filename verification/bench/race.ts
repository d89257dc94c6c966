import { difference } from './contenders/contender.ts';
import { type WorkloadId, type WorkloadInfo, workloads } from './contenders/settings.ts';
import type { Host } from './host.ts';
import type { Peer } from './peers.ts';

export interface Entrant {
  peer: Peer;
  host: Host;
}

/** Milliseconds of one run of each peer in each round; undefined if it skipped a round. */
export interface Outcome {
  id: WorkloadId;
  times: { peer: Peer; rounds: (number | undefined)[] }[];
}

/** A slow peer runs in fewer rounds, so that its total is about this. */
const MOST_MS = 20_000;
const FEWEST = 3;
/** A peer that took this long in the comparison is warm, and needs no run before it is timed. */
const WARM_MS = 5000;

/**
 * Compares all results with the first (plain) one, then times them in turn, round after round, each round beginning
 * with another one, so that other work on the machine affects all equally.
 * @throws Error if a result differs.
 */
export async function race(id: WorkloadId, entrants: readonly Entrant[], rounds: number): Promise<Outcome> {
  const runners = await compare(id, entrants);
  const times = runners.map(({ entrant: { peer } }) => ({
    peer,
    rounds: Array.from({ length: rounds }, (): number | undefined => undefined),
  }));
  const warm = runners.map(({ checkedMs }) => checkedMs);
  for (const [k, { entrant, checkedMs }] of runners.entries()) {
    if (checkedMs < WARM_MS) warm[k] = await time(id, entrant);
  }
  const most = warm.map((ms) => Math.max(FEWEST, Math.min(rounds, Math.floor(MOST_MS / Math.max(ms, 20)))));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < runners.length; turn++) {
      const k = (round + turn) % runners.length;
      if (round < most[k]!) times[k]!.rounds[round] = await time(id, runners[k]!.entrant);
    }
  }
  return { id, times };
}

interface Runner {
  entrant: Entrant;
  /** Duration of the compared run, ms. */
  checkedMs: number;
}

async function compare(id: WorkloadId, entrants: readonly Entrant[]): Promise<Runner[]> {
  const info: WorkloadInfo = workloads[id];
  const runners: Runner[] = [];
  let expected: readonly number[] | undefined;
  for (const entrant of entrants) {
    const { peer, host } = entrant;
    const began = performance.now();
    const answer = await host.ask(`check ${id}`);
    const checkedMs = performance.now() - began;
    if ('missing' in answer) continue;
    if (!('result' in answer))
      throw new Error(`${info.title}: ${peer.title}: ${'error' in answer ? answer.error : ''}`);
    expected ??= answer.result;
    const wrong = difference(
      expected,
      answer.result,
      peer.single ? { tolerance: info.single, share: info.share ?? 1 } : { tolerance: info.tolerance },
    );
    if (wrong !== undefined) throw new Error(`${info.title}: ${peer.title} gives a different result: ${wrong}`);
    runners.push({ entrant, checkedMs });
  }
  return runners;
}

async function time(id: WorkloadId, { peer, host }: Entrant): Promise<number> {
  const answer = await host.ask(`time ${id}`);
  if ('ms' in answer) return answer.ms;
  throw new Error(`${workloads[id].title}: ${peer.title}: ${'error' in answer ? answer.error : 'no time'}`);
}
