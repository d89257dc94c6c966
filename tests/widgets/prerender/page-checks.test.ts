import { describe, expect, test } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { axis, chart } from '../../../src/figure/index.ts';
import { runExperiment } from '../../../src/figure/run.ts';
import { showNumber } from '../../../src/figure/sentence.ts';
import { checkFigure, checkPart, checkTry, checkValue, coverMap } from '../../../src/widgets/prerender/page-checks.ts';
import { PageError } from '../../../src/widgets/prerender/page-error.ts';

const loc = 'src/content/docs/page.mdx:12:3';
const id = 'gabor-descent';

async function refusal(check: Promise<unknown>): Promise<PageError> {
  const error = await check.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PageError);
  return error as PageError; // checked by the line above
}

describe('a mistake in a page is refused with its place and what to write instead:', () => {
  test.each([
    [
      'an experiment that does not exist',
      () => checkFigure({ id: 'gabor-desent', loc }),
      /did you mean "gabor-descent"/,
    ],
    ['no id', () => checkFigure({ id: '', loc }), /needs an id, one of: one-dimension/],
    [
      'a panel that is not there',
      () => checkFigure({ id: 'adam-moments', loc, shows: 'lens' }),
      /no such panel there; it has "surface", "close-up"/,
    ],
    ['a parameter that does not exist', () => checkFigure({ id, loc, alpa: 0.1 }), /did you mean "alpha"/],
    [
      'a misspelt prop',
      () => checkFigure({ id, loc, captoin: 'Where?' }),
      /unknown prop "captoin"; did you mean "caption"/,
    ],
    ['a value out of range', () => checkFigure({ id, loc, alpha: -1 }), /from .* to .*got -1/],
    [
      'a value of another type',
      () => checkFigure({ id, loc, alpha: 'small' }),
      /must be a number; got the string "small"/,
    ],
    ['a choice there is not', () => checkFigure({ id, loc, method: 'newton' }), /must be one of fixed, line-search/],
    [
      'a main control that there is not',
      () => checkFigure({ id, loc, main: 'alpha beta' }),
      /main="beta".* it has alpha/,
    ],
    [
      'a main control that is hidden',
      () => checkFigure({ id, loc, hide: 'steps', main: 'alpha steps' }),
      /main="steps".* hides its control/,
    ],
    [
      'a control to hide that there is not',
      () => checkFigure({ id, loc, hide: 'alpha, beta' }),
      /hide="beta".* it has alpha/,
    ],
    ['a name that no address can hold', () => checkFigure({ id, loc, as: 'My figure' }), /as="gabor-descent-small"/],
    ['a link to a parameter that does not exist', () => checkTry({ id, loc, alhpa: 0.1 }), /did you mean "alpha"/],
    ['a link to a step of a figure that shows its run', () => checkTry({ id, loc, step: 3 }), /so it takes no step/],
    ['a link to half a step', () => checkTry({ id: 'adam-moments', loc, step: 0.5 }), /a whole number ≥ 0/],
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
    [
      'under a letter, what is neither number nor parameter',
      () => checkPart({ id, loc, of: 'alhpa' }),
      /neither a number nor a parameter "alhpa"; did you mean "alpha"/,
    ],
    [
      'under a letter, more numbers than rows',
      () => checkPart({ id, loc, of: 'loss startLoss' }),
      /one for each row of the formula \(it has none\)/,
    ],
    [
      'under a letter, fewer numbers than rows',
      () => checkPart({ id, loc, of: 'loss startLoss', rows: ['a', 'b', 'c'] }),
      /one for each row of the formula \(a, b, c\)/,
    ],
  ])('%s', async (_, check, says) => {
    const error = await refusal(check());
    expect(error.message).toMatch(says);
    expect(error.message.startsWith(loc)).toBe(true);
    expect(error.loc).toEqual({ file: 'src/content/docs/page.mdx', line: 12, column: 3 });
  });

  test('a cover whose experiment draws neither a sheet nor lines', () => {
    const bars = {
      kind: 'bars' as const,
      name: 'a',
      role: 'run' as const,
      x: Float64Array.of(0),
      y: Float64Array.of(1),
    };
    const panel = chart({ name: 'c', title: 'C', x: axis('x', [0, 1]), y: axis('y', [0, 1]), series: [bars] });
    expect(() => coverMap('some', { panels: [panel] }, loc)).toThrow(/some shows neither a map nor a chart/);
  });
});

describe('what is right passes:', () => {
  test('a cover of lines, with that of the run in front', async () => {
    const { default: damping } = await experiments['damping']!();
    const { presentation } = runExperiment(damping, defaults(damping.parameters));
    const [first] = presentation.panels;
    const { paths = [] } = coverMap('damping', presentation, loc);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.map(({ role }) => role)).toEqual([...paths.slice(1).map(() => 'baseline'), 'run']);
    const drawn = first?.kind === 'chart' ? first.series : [];
    expect(drawn.find(({ role }) => role === 'run')?.y).toBe(paths.at(-1)?.y);
  });

  test('a figure with values, hidden controls and a name', async () => {
    const { defaults: values, hidden } = await checkFigure({
      id,
      loc,
      as: 'small',
      alpha: 0.2,
      hide: 'steps method',
      wide: true,
      opens: 0,
      unfolded: true,
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

test('under a letter stand numbers of the figure, and settings that the reader makes, at the values of the figure', async () => {
  const { experiment } = await checkFigure({ id });
  const { numbers } = runExperiment(experiment, { ...defaults(experiment.parameters), alpha: 0.05 }).presentation;
  expect(await checkPart({ id, of: 'loss alpha', rows: ['a', 'b'], instance: { alpha: 0.05 } })).toEqual([
    { name: 'loss', text: showNumber(numbers['loss']!), own: false },
    { name: 'alpha', text: '0.0500', own: true },
  ]);
});

describe('the controls that are seen at once', () => {
  const seen = async (props: Record<string, unknown>) => (await checkFigure({ id, loc, ...props })).main;
  test('are those of the experiment, or of the page in its place', async () => {
    expect(await seen({})).toEqual(['alpha', 'steps', 'points']);
    expect(await seen({ main: 'method, alpha' })).toEqual(['method', 'alpha']);
  });
  test('are none of those that the page hides', async () => {
    expect(await seen({ hide: 'alpha' })).toEqual(['steps', 'points']);
    expect(await seen({ hide: 'alpha steps points' })).toEqual(['method', 'maxBracket']);
  });
  test('have with them what the page sets', async () => {
    expect(await seen({ method: 'line-search' })).toEqual(['alpha', 'steps', 'points', 'method']);
  });
  test('name parameters that there are, and at most three of them beside the rules that run side by side', async () => {
    for (const [name, load] of Object.entries(experiments)) {
      const { parameters, main = [] } = (await load()).default;
      expect(main.filter((one) => !Object.hasOwn(parameters, one))).toEqual([]);
      const others = main.filter((one) => !/^rule\d?$/.test(one));
      expect([name, others.length <= 3]).toEqual([name, true]);
    }
  });
});
