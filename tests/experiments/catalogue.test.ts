import { describe, expect, it } from 'vitest';
import { checkSchema } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { Sentences } from '../../src/figure/experiment.ts';
import { valueAt } from '../../src/figure/parameters/index.ts';
import { gatherResults, listParts } from '../../src/figure/parts.ts';
import { presentWith } from '../../src/figure/run.ts';
import { PROPS } from '../../src/references/page-widgets.ts';
import { runnerOf } from '../../src/widgets/prerender/measured-run.ts';
import { checkPresentation, expectPresentable } from './presentable.ts';
import { usualOf } from './usual.ts';

const catalogue = await Promise.all(
  Object.entries(experiments).map(async ([id, load]) => {
    const { default: experiment } = await load();
    // All tests share the build's results of the same run.
    return [id, experiment, await runnerOf(id, experiment)] as const;
  }),
);

/**
 * A panel identified by its position, which is different on a phone: `Left, the loss`, `the upper chart`, `; right: the
 * rates`.
 */
const PLACES = /\b(left|right|top|bottom|upper|lower)\b(?=\s*(?::|panel|chart|sheet))|[;.,] (left|right)(?=[,:])/i;
const FIRST = /^(left|right|top|bottom|upper|lower)\b/i;

describe.each(catalogue)('experiment %s', (_, experiment, runner) => {
  const schema = experiment.parameters;
  const usual = usualOf(experiment);

  it('has a sound schema and says what it is', () => {
    checkSchema(schema);
    for (const text of [experiment.title, experiment.question, experiment.source, experiment.caption])
      expect(text).not.toBe('');
    expect(experiment.question).toMatch(/\?$/);
    expect(experiment.caption, 'a caption asks something').toMatch(/\?/);
    expect(experiment.caption, 'a caption names a panel by what is printed on it').not.toMatch(PLACES);
    for (const part of experiment.caption.split(/[.?:;] /)) expect(part).not.toMatch(FIRST);
    for (const group of experiment.together ?? [])
      for (const name of group) expect(Object.keys(schema)).toContain(name);
    for (const { label, help } of Object.values(schema))
      expect(`${label} ${help}`, 'a label sets *k* and 10^{−k} as mathematics, and shows a dollar').not.toContain('$');
    const taken = Object.keys(schema).filter((name) => PROPS.has(name));
    expect(taken, 'a page sets a parameter by its name, which must not be a prop of a widget').toEqual([]);
  });

  it('runs, and has an answer once all is there', () => {
    const presentation = runner.run(usual);
    checkPresentation(presentation, schema);
    expectPresentable(experiment, presentation);
    expect(presentation.verdict.state).not.toBe('measuring');
  });

  it('can say every line of its tables: the last is always true, and each names numbers that there are', () => {
    const results = runner.results(usual);
    const shown = experiment.present(
      usual,
      gatherResults(experiment.parts(usual), (key) => results.get(key)),
    );
    const tables = [shown.verdict, shown.summary, ...Object.values(shown.summaries ?? {})].filter(
      (words): words is Sentences => Array.isArray(words),
    );
    // A number missing here may exist where its line is true.
    const isElsewhere = (name: string): boolean =>
      Object.entries(schema).some(([key, parameter]) =>
        [0, 1].some((end) => name in runner.run({ ...usual, [key]: valueAt(parameter, end) }).numbers),
      );
    for (const lines of tables) {
      expect(lines.at(-1)?.[0]).toBe(true);
      for (const [, text, outcome] of lines) {
        for (const [, name = ''] of text.matchAll(/\{(\w+)\}/g))
          expect(name in shown.numbers || isElsewhere(name), `{${name}} of "${text}"`).toBe(true);
        if (outcome !== undefined) expect(experiment.claim, `"${text}" has an outcome`).toBeDefined();
      }
    }
  });

  it('presents what has arrived so far, a pinned run and a step', () => {
    const keys = listParts(experiment.parts(usual)).map(({ key }) => key);
    expect(new Set(keys).size, 'every part once').toBe(keys.length);
    const none = presentWith(experiment, usual, () => undefined);
    expectPresentable(experiment, none);
    expect(none.verdict.state).toBe('measuring');
    const presentation = runner.run(usual);
    const results = runner.results(usual);
    const all = (key: string): unknown => results.get(key);
    const early = (key: string): unknown => (key === keys[0] ? results.get(key) : undefined);
    if (keys.length > 1) checkPresentation(presentWith(experiment, usual, early), schema, `the results of ${keys[0]}`);
    checkPresentation(presentWith(experiment, usual, all, { pinned: usual }), schema);
    const large = presentWith(experiment, usual, all, { large: true });
    checkPresentation(large, schema);
    expect(large.numbers, 'charts opened large say the same').toEqual(presentation.numbers);
    expect(large.verdict).toEqual(presentation.verdict);
    if (presentation.steps !== undefined)
      for (const at of [0, 1, presentation.steps, presentation.steps + 5])
        checkPresentation(presentWith(experiment, usual, all, { at }), schema);
  });
});
