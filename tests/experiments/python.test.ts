import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import { runExperiment } from '../../src/figure/run.ts';
import { hashOf, type PythonRun, precisionOf, scripts, TOLERANCE } from '../../src/references/python-runs.ts';

// Written by scripts/reference-python.ts.
const runs = JSON.parse(
  readFileSync(new URL('../../src/references/python-runs.json', import.meta.url), 'utf8'),
) as PythonRun[];
const now = await scripts();

const sameValues = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

describe('the Python an experiment exports', () => {
  it.each(now.map((one) => [one.id, one] as const))('%s: NumPy ran this very script', (id, { values, script }) => {
    const run = runs.find((one) => one.id === id && sameValues(one.values, values));
    expect(run, `no run of ${id} at these values: npm run reference`).toBeDefined();
    expect(run?.hash, `the script of ${id} has changed: npm run reference`).toBe(hashOf(script));
  });

  it.each(runs.map((run) => [run.id, run] as const))(
    '%s prints what the engine finds, within its precision',
    async (id, run) => {
      const { default: experiment } = await experiments[id]!();
      const { numbers } = runExperiment(experiment, run.values).presentation;
      expect(Object.keys(run.printed).length).toBeGreaterThan(0);
      for (const [name, printed] of Object.entries(run.printed)) {
        const ours = numbers[name]?.value;
        expect(ours, `${id} prints ${name}, which is not among its numbers`).toBeDefined();
        const difference = Math.abs(Number(printed) - Number(ours));
        expect(difference, `${id} ${name}: NumPy ${printed}, engine ${ours}`).toBeLessThanOrEqual(
          TOLERANCE[precisionOf(experiment)] * Math.max(1, Math.abs(Number(printed))),
        );
      }
    },
  );

  it.each(now.map((one) => [one.id, one] as const))('%s: the script holds no result', (_, { id, script }) => {
    const printed = runs.filter((run) => run.id === id).flatMap((run) => Object.values(run.printed).flat());
    for (const value of printed) if (!Number.isInteger(value)) expect(script).not.toContain(String(value).slice(0, 10));
  });
});
