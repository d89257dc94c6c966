import { describe, expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import { hashOf, scriptsOf } from '../../src/references/python-runs.ts';
import { readStored } from '../../src/references/references.ts';

const exporting = (
  await Promise.all(Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const))
).filter(([, { python }]) => python);

const sameValues = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

describe.each(exporting)('the Python that %s exports', (id, experiment) => {
  const runs = readStored('scripts', id) ?? [];

  it('was run by NumPy as it is', () => {
    for (const { values, script } of scriptsOf(experiment)) {
      const run = runs.find((one) => sameValues(one.values, values));
      expect(run, `no run of ${id} at these values: npm run reference --prefix verification -- ${id}`).toBeDefined();
      expect(run?.hash, `the script of ${id} has changed: npm run reference --prefix verification -- ${id}`).toBe(
        hashOf(script),
      );
    }
  });

  it('holds no result', () => {
    const printed = runs.flatMap((run) => Object.values(run.printed).flat());
    for (const { script } of scriptsOf(experiment))
      for (const value of printed)
        if (!Number.isInteger(value)) expect(script).not.toContain(String(value).slice(0, 10));
  });
});
