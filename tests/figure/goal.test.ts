import { describe, expect, test } from 'vitest';
import { isReached, namesIn, parseGoal, type Seen } from '../../src/figure/goal.ts';

const experiment = {
  claim: 'It gets there',
  parameters: {
    alpha: { kind: 'number', default: 0.1, min: 0.01, max: 1, step: 0.01, label: 'Rate', help: '' },
    steps: { kind: 'integer', default: 60, min: 1, max: 100, label: 'Steps', help: '' },
    method: {
      kind: 'choice',
      default: 'fixed',
      options: { fixed: 'fixed', search: 'line search' },
      label: 'Method',
      help: '',
    },
    noise: { kind: 'flag', default: false, label: 'Noise', help: '' },
  },
} as const;
const numbers = ['loss', 'other', 'firstRise'];
const goal = (text: string) => parseGoal(text, experiment, numbers);

const seen = (over: Partial<Seen> = {}): Seen => ({
  values: { alpha: 0.1, steps: 60, method: 'fixed', noise: false },
  numbers: {
    loss: { value: 0.25, digits: 2 },
    other: { value: 0.5, digits: 2 },
    firstRise: { value: Number.NaN, digits: 0 },
  },
  outcome: 'holds',
  ...over,
});

describe('a goal', () => {
  test.each([
    ['loss < 0.3 and steps <= 60', true],
    ['loss < 0.25', false],
    ['loss <= 0.25', true],
    ['loss < other', true],
    ['other < loss', false],
    ['loss > 1e-8', true],
    ['alpha > -0.5', true],
    ['method = fixed and noise = false', true],
    ['method != fixed', false],
    ['outcome = holds', true],
    ['outcome = fails', false],
    ['firstRise = none', true],
    ['loss = none', false],
    ['loss != none', true],
    ['firstRise != none', false],
    // A number that does not exist is neither below nor above anything.
    ['firstRise < 5', false],
    ['firstRise >= 5', false],
  ])('%s: %s', (text, reached) => {
    expect(isReached(goal(text), seen())).toBe(reached);
  });

  test('forgives the last digits of a number, and no more', () => {
    const at = (value: number) => seen({ numbers: { ...seen().numbers, loss: { value, digits: 2 } } });
    expect(isReached(goal('loss <= 0.3'), at(0.3 * (1 + 1e-12)))).toBe(true);
    expect(isReached(goal('loss <= 0.3'), at(0.3 * (1 + 1e-6)))).toBe(false);
    expect(isReached(goal('loss = 0.3'), at(0.1 + 0.2))).toBe(true);
  });

  test('names what it compares, each once', () => {
    expect(namesIn(goal('loss < other and loss > 0.1 and alpha < 0.5'))).toEqual(['loss', 'other', 'alpha']);
  });

  test.each([
    ['los < 0.3', 'there is no number or parameter "los"; did you mean "loss"?'],
    ['loss < othr', '"othr" is neither a number nor a name; did you mean "other"?'],
    ['method = searhc', 'method is never "searhc"; did you mean "search"?'],
    ['outcome = maybe', 'outcome is never "maybe"; there is holds, fails, depends'],
    ['noise = yes', 'noise is never "yes"; there is true, false'],
    ['loss', '"loss" is not a comparison; write one as in "loss < 0.3 and steps <= 60"'],
    ['loss < 0.3 and', '"loss < 0.3 and" is not a comparison; write one as in "loss < 0.3 and steps <= 60"'],
  ])('%s is refused', (text, message) => {
    expect(() => goal(text)).toThrow(message);
  });

  test('knows of a verdict only where there is a claim', () => {
    const { parameters } = experiment;
    expect(() => parseGoal('outcome = holds', { parameters }, numbers)).toThrow('no number or parameter "outcome"');
  });
});
