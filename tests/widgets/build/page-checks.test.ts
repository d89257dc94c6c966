import { describe, expect, test } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { checkFigure, checkTry, checkValue, coverSheet } from '../../../src/widgets/build/page-checks.ts';
import { PageError } from '../../../src/widgets/build/page-error.ts';

const loc = 'src/content/docs/page.mdx:12:3';
const id = 'gabor-descent';

async function refusal(check: Promise<unknown>): Promise<PageError> {
  const error = await check.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PageError);
  return error as PageError; // as the line above has seen
}

describe('a mistake in a page is refused with its place and what to write instead:', () => {
  test.each([
    [
      'an experiment that does not exist',
      () => checkFigure({ id: 'gabor-desent', loc }),
      /did you mean "gabor-descent"/,
    ],
    ['no id', () => checkFigure({ id: '', loc }), /needs an id, one of: gabor-descent/],
    ['a parameter that does not exist', () => checkFigure({ id, loc, alpa: 0.1 }), /did you mean "alpha"/],
    [
      'a misspelt prop',
      () => checkFigure({ id, loc, captoin: 'Where?' }),
      /unknown prop "captoin"; did you mean "caption"/,
    ],
    ['a value out of range', () => checkFigure({ id, loc, alpha: -1 }), /from .* to .*got -1/],
    ['a value of another type', () => checkFigure({ id, loc, alpha: 'small' }), /wants a number; got the text "small"/],
    ['a choice there is not', () => checkFigure({ id, loc, method: 'newton' }), /wants one of fixed, line-search/],
    [
      'a control to hide that there is not',
      () => checkFigure({ id, loc, hide: 'alpha, beta' }),
      /hide="beta".* it has alpha/,
    ],
    ['a name that no address can hold', () => checkFigure({ id, loc, as: 'My figure' }), /as="gabor-descent-small"/],
    ['a link to a parameter that does not exist', () => checkTry({ id, loc, alhpa: 0.1 }), /did you mean "alpha"/],
    ['a link to a value out of range', () => checkTry({ id, loc, steps: 0 }), /from 1 to 1000; got 0/],
    ['a number that does not exist', () => checkValue({ id, loc, of: 'los' }), /did you mean "loss"/],
    ['a number like none', () => checkValue({ id, loc, of: 'temperature' }), /it has loss, startLoss/],
    [
      'a number that there is not at these values',
      () => checkValue({ id, loc, of: 'firstRise' }),
      /has no firstRise at these/,
    ],
    [
      'a fixed number with values of its own',
      () => checkValue({ id, loc, of: 'loss', fixed: true, alpha: 0.1 }),
      /leave out fixed/,
    ],
  ])('%s', async (_, check, says) => {
    const error = await refusal(check());
    expect(error.message).toMatch(says);
    expect(error.message.startsWith(loc)).toBe(true);
    expect(error.loc).toEqual({ file: 'src/content/docs/page.mdx', line: 12, column: 3 });
  });

  test('a cover whose experiment draws no sheet', async () => {
    const { default: chart } = await experiments['adam-step-size']!();
    const { presentation } = runExperiment(chart, defaults(chart.parameters));
    expect(() => coverSheet('adam-step-size', presentation, loc)).toThrow(/adam-step-size shows no sheet/);
  });
});

describe('what is right passes:', () => {
  test('a figure with values, hidden controls and a name', async () => {
    const { defaults: values, hidden } = await checkFigure({
      id,
      loc,
      as: 'small',
      alpha: 0.2,
      hide: 'steps method',
      wide: true,
    });
    expect(values).toMatchObject({ alpha: 0.2, steps: 80 });
    expect(hidden).toEqual(['steps', 'method']);
  });

  test('a link starts from its figure and sets what it names', async () => {
    const { change, values } = await checkTry({ id, loc, instance: { steps: 20 }, alpha: 0.2 });
    expect(change).toEqual({ alpha: 0.2 });
    expect(values).toMatchObject({ alpha: 0.2, steps: 20 });
  });

  test('a number follows its figure, unless it states a case of its own', async () => {
    expect((await checkValue({ id, loc, of: 'loss' })).isFixed).toBe(false);
    expect((await checkValue({ id, loc, of: 'loss', alpha: 0.05 })).isFixed).toBe(true);
    expect((await checkValue({ id, loc, of: 'loss', fixed: true })).isFixed).toBe(true);
  });
});
