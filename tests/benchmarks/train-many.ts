import { createGabor, optimizers, problems, stream, train, trainMany } from '../../src/engine/index.ts';
import { gaborData } from '../../src/engine/problems/gabor-data.ts';
import { plainGradient, plainLoss } from './plain-gabor.ts';
import type { Workload } from './workload.ts';

const RUNS = 1000;
const STEPS = 200;
const ALPHA = 0.05;

const random = stream(0, 'start');
const starts = Array.from({ length: RUNS }, () => [-10 + 20 * random.randomSample(), 2.5 + 20 * random.randomSample()]);
const options = {
  problem: problems.gabor,
  optimizer: optimizers.gradientDescent,
  hyper: { alpha: ALPHA },
  steps: STEPS,
};

const plainProblem = createGabor({ ...gaborData, arithmetic: 'plain' });

/** One `train` for each start. */
function oneByOne(problem: typeof problems.gabor): Float64Array {
  const ends = new Float64Array(3 * RUNS);
  for (const [r, start] of starts.entries()) {
    const { phi, loss } = train({ ...options, problem, start });
    ends.set([phi.at(-2)!, phi.at(-1)!, loss.at(-1)!], 3 * r);
  }
  return ends;
}

/** The same without an engine: the least that sin, cos and exp allow. */
function plain(): Float64Array {
  const ends = new Float64Array(3 * RUNS);
  for (const [r, start] of starts.entries()) {
    let phi = start;
    for (let t = 0; t < STEPS; t++) {
      const g = plainGradient(phi);
      phi = phi.map((value, i) => value - ALPHA * g[i]!);
    }
    ends.set([...phi, plainLoss(phi[0]!, phi[1]!)], 3 * r);
  }
  return ends;
}

/** 1000 starts, 200 steps of gradient descent each: the last states and their losses. */
const workloads: readonly Workload[] = [
  {
    name: `${RUNS} starts x ${STEPS} steps`,
    // Where a run passes a saddle, rounding grows before it shrinks.
    tolerance: 1e-6,
    contenders: [
      { name: 'train in a loop, plain', run: () => oneByOne(plainProblem) },
      { name: 'bare loop, plain', run: plain },
      { name: 'train in a loop', run: () => oneByOne(problems.gabor) },
      {
        name: 'trainMany',
        run() {
          const { phi, loss } = trainMany({ ...options, starts });
          return Float64Array.from({ length: 3 * RUNS }, (_, k) =>
            k % 3 === 2 ? loss[Math.floor(k / 3)]! : phi[2 * Math.floor(k / 3) + (k % 3)]!,
          );
        },
      },
    ],
  },
];
export default workloads;
