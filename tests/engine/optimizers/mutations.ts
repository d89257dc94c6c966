import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** One change of a rule's `step`: a text that stands in its file exactly once, and what the mutation puts there. */
type Mutation = readonly [from: string, to: string];

/**
 * Three mutations of a rule: of a sign, of an exponent (if a rule has no power, it gets one), and of the order of two
 * lines, or of what a root or a bracket holds. `npm run mutate --prefix verification -- <id>` makes them one by one in a copy, and
 * asks that three tests notice each; here they are only found. Texts are literals: that script reads them from this call.
 */
export function mutations(id: string, changes: Readonly<Record<'sign' | 'exponent' | 'order', Mutation>>): void {
  const source = readFileSync(new URL(`../../../src/engine/optimizers/${id}.ts`, import.meta.url), 'utf8');
  // While they are made this must not be among the tests that notice.
  describe.skipIf(process.env['MUTATED'])(`mutations of ${id} for npm run mutate --prefix verification`, () => {
    it.each(Object.entries(changes))('%s: the text to change stands in its file once', (_, [from, to]) => {
      expect(source.split(from)).toHaveLength(2);
      expect(source).not.toContain(to);
    });
  });
}
