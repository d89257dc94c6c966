/** Times a step of Muon and of Adam in turn, on the network of figure S.6, in the engine. */
import { quantiles } from '../../src/engine/statistics/index.ts';
import { trainByRule } from '../../src/experiments/kit/network-by-rule.ts';
import {
  multiplications,
  type RuleName,
  ratesOf,
  runOf,
} from '../../src/experiments/since-the-book/muon-network/ruled-network.ts';

const STEPS = 300;
const EXAMPLES = 2000;

/**
 * Microseconds of computing in one step, from the first to the last of a run: without generating the examples and the
 * losses at its end. Processor time, which excludes other programs on the machine.
 */
function stepTime(rule: RuleName, batchSize: number): number {
  const part = { rule, steps: STEPS, examples: EXAMPLES, batchSize, seed: 0 };
  let began: NodeJS.CpuUsage | undefined;
  let took = 0;
  trainByRule(runOf(part, ratesOf(rule)[0]!), ({ t }) => {
    began ??= process.cpuUsage();
    if (t < STEPS - 1) return;
    const { user, system } = process.cpuUsage(began);
    took = user + system;
  });
  return took / (STEPS - 1);
}

/** Prints the ratio for some batch sizes: the median over the rounds with the middle 80 %, beside that of multiplications. */
export function ruleSteps(rounds: number): void {
  for (const batchSize of [64, 512]) {
    const ratios = Array.from({ length: rounds + 1 }, (_, round) => {
      const order: RuleName[] = round % 2 === 0 ? ['adam', 'muon'] : ['muon', 'adam'];
      const times = new Map(order.map((rule) => [rule, stepTime(rule, batchSize)]));
      return times.get('muon')! / times.get('adam')!;
    });
    // The first round warms up the code.
    const [low, middle, high] = quantiles(ratios.slice(1), [0.1, 0.5, 0.9]).map((one) => one.toFixed(2));
    const counted = (multiplications('muon', batchSize) / multiplications('adam', batchSize)).toFixed(2);
    console.log(
      `B ${batchSize}: a step of Muon takes ${middle} [${low}, ${high}] times as long as one of Adam; ${counted} times the multiplications`,
    );
  }
}
