import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import type { Experiment, Presentation } from '../../../src/figure/experiment.ts';
import { listParts } from '../../../src/figure/parts.ts';
import { measurePart, presentWith } from '../../../src/figure/run.ts';
import { applied, difference } from '../../../src/widgets/page/difference.ts';
import { runnerOf } from '../../../src/widgets/prerender/measured-run.ts';
import { storedResults } from '../../../src/widgets/prerender/precomputed.ts';

/** Steps selected by a reader, one after the other. */
const STANDS = [undefined, 3, 4, undefined] as const;

/** The buffers behind every column in a value. */
function buffersIn(value: unknown, found: Set<ArrayBufferLike> = new Set()): Set<ArrayBufferLike> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer);
  else if (typeof value === 'object' && value !== null)
    for (const field of Object.values(value)) buffersIn(field, found);
  return found;
}

/** Tests of the assumptions of the page and its workers, for one experiment. */
export function expectUsable(id: string, load: () => Promise<{ default: Experiment }>): void {
  describe(id, () => {
    it('makes pictures that stay as they are, and that come to the same by their differences', async () => {
      const { default: experiment } = await load();
      const values: Values = defaults(experiment.parameters);
      const results =
        experiment.pace === 'long'
          ? new Map(storedResults(id).parts.map(({ key, result }) => [key, result]))
          : (await runnerOf(id, experiment)).results(values);
      let before: Presentation | undefined;
      let shown: unknown;
      for (const at of STANDS) {
        const copy = structuredClone(before);
        const next = presentWith(experiment, values, (key) => results.get(key), { ...(at !== undefined && { at }) });
        // A worker compares a picture with the previous one, which must not have changed.
        expect(before).toEqual(copy);
        shown = applied(shown, structuredClone(difference(before, next)));
        expect(shown).toEqual(next);
        before = next;
      }
    });

    it('measures into memory of its own, which may leave the worker with the result', async () => {
      const { default: experiment } = await load();
      const quick = { ...defaults(experiment.parameters), ...experiment.quick } as Values; // a partial setting has no undefined values
      const [part] = listParts(experiment.parts(quick));
      expect(part).toBeDefined();
      const first = buffersIn(measurePart(experiment, part!));
      const again = buffersIn(measurePart(experiment, part!));
      expect([...again].filter((buffer) => first.has(buffer))).toEqual([]);
    });
  });
}
