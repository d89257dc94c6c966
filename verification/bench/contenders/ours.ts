import type { Contender } from './contender.ts';
import { engineGabor, plainGabor, plainTrain } from './gabor.ts';
import { type CellWorker, networkContenders } from './networks.ts';
import type { WorkloadId } from './settings.ts';

export type Contenders = Partial<Record<WorkloadId, Contender>>;

/**
 * This project's contender for each workload, and the plain TypeScript for comparison.
 * @param workers for the grid; without them the caller leaves it out.
 */
export function ours(workers: readonly CellWorker[]) {
  return {
    engine: { ...engineGabor, ...networkContenders('relaxed', workers) },
    simd: networkContenders('simd', workers),
    plain: { ...plainGabor, ...networkContenders('plain', workers) },
    'plain-train': plainTrain,
  } as const satisfies Record<string, Contenders>;
}
export type Variant = keyof ReturnType<typeof ours>;
