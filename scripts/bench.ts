/**
 * `npm run bench`: how fast the engine is beside other ways to do the same work, as ratios of times in one process.
 * Every file of tests/benchmarks with a default export is a set of workloads. `-- --only=surface` runs some, by a part of
 * their names; `--rounds=25` sets the rounds. Fails where two contenders find different results.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quantiles } from '../src/engine/statistics/index.ts';
import { timeWorkload, type Workload } from '../tests/benchmarks/workload.ts';
import { root } from './command.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 3) {
  console.error(`--rounds wants a whole number from 3; got ${values.rounds}`);
  process.exit(2);
}

async function load(): Promise<Workload[]> {
  const folder = join(root, 'tests', 'benchmarks');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules = await Promise.all(
    files.sort().map((file): Promise<{ default?: readonly Workload[] }> => import(join(folder, file))),
  );
  return modules.flatMap((module) => [...(module.default ?? [])]);
}

const all = await load();
const workloads = all.filter(({ name }) => name.toLowerCase().includes((values.only ?? '').toLowerCase()));
if (workloads.length === 0) {
  console.error(`no workload has "${values.only}" in its name: ${all.map(({ name }) => name).join('; ')}`);
  process.exit(2);
}

const fixed = (value: number): string => (value < 0.1 ? value.toFixed(3) : value.toFixed(2));
console.log(`Medians of ${rounds} interleaved rounds, with the middle 80 % of them; results were compared first.`);
for (const workload of workloads) {
  console.log(`\n${workload.name}`);
  for (const { name, times, ratios } of timeWorkload(workload, rounds, () => performance.now())) {
    const [low = 0, middle = 0, high = 0] = quantiles(ratios, [0.1, 0.5, 0.9]);
    const [time = 0] = quantiles(times, [0.5]);
    const spread = `${fixed(middle)} [${fixed(low)}, ${fixed(high)}]`;
    const speed = workload.operations ? `   ${(workload.operations / time / 1e6).toFixed(1)} GFLOP/s` : '';
    console.log(`  ${name.padEnd(20)}${`${time.toFixed(1)} ms`.padStart(11)}   ${spread} of the first${speed}`);
  }
}
