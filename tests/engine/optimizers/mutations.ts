import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** One change of a rule's `step`: a text that occurs exactly once in its file, and its replacement. */
type Mutation = readonly [from: string, to: string];

/**
 * Three mutations of a rule: of a sign, of an exponent (if a rule has no power, it gets one), and of the order of two
 * lines, or of the content of a root or a bracket. `npm run mutate --prefix verification -- <id>` makes them one by one
 * in a copy, and requires that three tests fail for each; here they are only located. Texts are literals: that script
 * reads them from this call.
 */
export function mutations(id: string, changes: Readonly<Record<'sign' | 'exponent' | 'order', Mutation>>): void {
  const source = readFileSync(new URL(`../../../src/engine/optimizers/${id}.ts`, import.meta.url), 'utf8');
  // Skipped during mutation, so that it is not counted among the failing tests.
  describe.skipIf(process.env['MUTATED'])(`mutations of ${id} for npm run mutate --prefix verification`, () => {
    it.each(Object.entries(changes))('%s: the text to change stands in its file once', (_, [from, to]) => {
      expect(source.split(from)).toHaveLength(2);
      expect(source).not.toContain(to);
    });
  });
}
