/** The playground computed at some values, with the interpreter itself for code. */
import type { Values } from '../../../../src/engine/schema.ts';
import { defaults } from '../../../../src/engine/values.ts';
import playground from '../../../../src/experiments/your-turn/playground/playground.ts';
import type { Experiment, Presentation } from '../../../../src/figure/experiment.ts';
import { type ListedPart, listParts } from '../../../../src/figure/parts.ts';
import { askOf, withAsks } from '../../../../src/figure/rule.ts';
import { measurePart, presentWith, resultsBefore } from '../../../../src/figure/run.ts';
import { makeInPython } from '../../../../src/widgets/page/make-in-python.ts';

export const experiment = playground as unknown as Experiment;
export const usual = defaults(experiment.parameters);

/** @param change values that differ from the page's own */
export async function madeAt(change: Values = {}, at?: number) {
  const values = { ...usual, ...change };
  const results = new Map<string, unknown>();
  const resultOf = ({ key }: ListedPart): unknown => results.get(key);
  // Parts that depend on others come after these.
  const listed = withAsks(listParts(experiment.parts(values)), experiment);
  for (const part of listed.toSorted((a, b) => (a.after?.length ?? 0) - (b.after?.length ?? 0))) {
    const ask =
      part.python ?? (part.lane !== undefined && askOf(experiment, part, resultsBefore(experiment, part, resultOf)));
    const made = ask
      ? (await makeInPython('test', part.lane ?? '', ask, new AbortController().signal)).made
      : undefined;
    results.set(part.key, measurePart(experiment, part, made, resultOf));
  }
  const presentation: Presentation = presentWith(
    experiment,
    values,
    (key) => results.get(key),
    at === undefined ? {} : { at },
  );
  return { values, results, presentation, sheet: mapOf(presentation), rules: rulesOf(presentation) };
}

function mapOf({ panels }: Presentation) {
  const sheet = panels.find(({ name }) => name === 'sheet');
  if (sheet?.kind !== 'surface') throw new Error('no sheet');
  return sheet;
}

/** The rows of the table: rule, rate, loss. */
const rulesOf = ({ panels }: Presentation): readonly (readonly unknown[])[] => {
  const table = panels.find(({ name }) => name === 'rules');
  return table?.kind === 'table' ? table.rows : [];
};
