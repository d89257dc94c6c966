import { describe, expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import { KEPT_TOLERANCE, precisionOf, TOLERANCE } from '../../src/references/python-runs.ts';
import { readStored } from '../../src/references/references.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';

const exporting = (
  await Promise.all(Object.entries(experiments).map(async ([id, load]) => [id, (await load()).default] as const))
).filter(([, { python }]) => python);

describe.each(exporting)('the Python that %s exports', (id, experiment) => {
  const runs = readStored('scripts', id) ?? [];

  it('prints what the engine finds, within its precision', async () => {
    const { run } = await runnerOf(id, experiment);
    for (const { values, printed, engine } of runs) {
      const { numbers } = run(values);
      expect(Object.keys(printed).length).toBeGreaterThan(0);
      expect(Object.keys(engine)).toEqual(Object.keys(printed));
      for (const [name, value] of Object.entries(printed)) {
        const ours = numbers[name]?.value;
        expect(ours, `${id} prints ${name}, which is not among its numbers`).toBeDefined();
        const difference = Math.abs(Number(value) - Number(ours));
        expect(difference, `${id} ${name}: NumPy ${value}, engine ${ours}`).toBeLessThanOrEqual(
          TOLERANCE[precisionOf(experiment)] * Math.max(1, Math.abs(Number(value))),
        );
        const change = Math.abs(Number(engine[name]) - Number(ours));
        const again = `npm run reference --prefix verification -- ${id}`;
        expect(change, `${id} ${name}: kept ${engine[name]}, engine ${ours}; ${again}`).toBeLessThanOrEqual(
          KEPT_TOLERANCE[precisionOf(experiment)] * Math.max(1, Math.abs(Number(ours))),
        );
      }
    }
  });
});
