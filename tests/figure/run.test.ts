import { describe, expect, it } from 'vitest';
import { integer } from '../../src/engine/schema.ts';
import { defineExperiment, type Experiment } from '../../src/figure/experiment.ts';
import { count } from '../../src/figure/numbers.ts';
import { canonicalKey, listParts } from '../../src/figure/parts.ts';
import { withAsks } from '../../src/figure/rule.ts';
import { measurePart, presentWith, runExperiment } from '../../src/figure/run.ts';
import { sentence, sentenceParts, showNumber } from '../../src/figure/sentence.ts';

describe('showNumber', () => {
  it.each([
    [{ value: 0.64569, digits: 3 }, '0.646'],
    [{ value: -1.5, digits: 2 }, '\u22121.50'],
    [{ value: -0.0001, digits: 2 }, '0.00'],
    [{ value: 0.52, digits: 0, percent: true }, '52\u00a0%'],
    [{ value: 1.2478e-4, digits: 3, significant: true }, '0.000125'],
    [{ value: 1.2478e-9, digits: 3, significant: true }, '1.25e\u22129'],
    [{ value: 3.1449e-6, digits: 3, significant: true }, '3.14e\u22126'],
    [{ value: -9.996e-5, digits: 2, significant: true }, '\u22121e\u22124'],
    [{ value: 0, digits: 3, significant: true }, '0'],
    [{ value: 12345, digits: 2, significant: true }, '12000'],
    [{ value: 2590410000, digits: 3 }, '2.59e9'],
    [{ value: 142506, digits: 0 }, '142506'],
    [{ value: 12345678, digits: 2, significant: true }, '1.2e7'],
    [{ value: 87, low: 78, high: 104, digits: 0, unit: ' steps' }, '87 [78, 104] steps'],
    [{ value: 95.424, low: 60.014, high: 130.833, digits: 3 }, '95 [60, 131]'],
    [{ value: 0.7194, low: 0.7162, high: 0.7224, digits: 3 }, '0.719 [0.716, 0.722]'],
    [{ value: 0.153, low: 0.034, high: 0.272, digits: 1, percent: true }, '15 [3, 27]\u00a0%'],
    [{ value: 0.00111, low: 0.000996, high: 0.00122, digits: 3, significant: true }, '0.00111 [0.00100, 0.00122]'],
    [{ value: 0.99998, low: 0.99997, high: 0.99999, digits: 1, percent: true }, '100.0\u00a0%'],
    [{ value: 0.44, low: 0.44, high: 0.44, digits: 2 }, '0.44'],
    [{ value: 1.5, low: 0.9, high: Number.POSITIVE_INFINITY, digits: 1 }, '1.5 [0.9, ∞]'],
    [{ value: 0, low: -0.002, high: 0.0017, digits: 4 }, '0.0000 [\u22120.0020, 0.0017]'],
    [{ value: Number.POSITIVE_INFINITY, digits: 0 }, '∞'],
    [{ value: Number.NEGATIVE_INFINITY, digits: 0 }, '\u2212∞'],
    [{ value: Number.NaN, digits: 0, percent: true, unit: ' steps' }, '–'],
    [{ value: Number.NaN, low: Number.NaN, high: Number.NaN, digits: 1 }, '–'],
    [{ value: 1.5, low: Number.NaN, high: Number.NaN, digits: 1 }, '1.5'],
  ])('%j is %s', (number, text) => {
    expect(showNumber(number)).toBe(text);
  });
});

describe('sentenceParts', () => {
  it('marks which words are numbers', () => {
    const numbers = { loss: { value: 0.77142, digits: 3 } };
    expect(sentenceParts('The loss is {loss}.', numbers)).toEqual([
      { text: 'The loss is ' },
      { text: '0.771', number: 'loss' },
      { text: '.' },
    ]);
  });

  it('refuses the name of a number that the presentation lacks, and lists those it has', () => {
    const one = { value: 1, digits: 0 };
    expect(() => sentenceParts('The loss is {los}.', { loss: one, rate: one })).toThrow(
      'the verdict names {los}, but the numbers are loss, rate',
    );
    expect(() => sentenceParts('The loss is {los}.', {})).toThrow('but the numbers are none');
  });

  it('says 1 step, not 1 steps, and leaves other numbers alone', () => {
    const said = (value: number, digits = 0): string =>
      sentenceParts('After {n} steps it', { n: { value, digits } })
        .map(({ text }) => text)
        .join('');
    expect(said(1)).toBe('After 1 step it');
    expect(said(0)).toBe('After 0 steps it');
    expect(said(21)).toBe('After 21 steps it');
    expect(said(1, 1)).toBe('After 1.0 steps it');
  });

  it.each(['iterations', 'updates', 'batches', 'searches', 'trials'])('says 1 of %s in the singular', (counted) => {
    const parts = sentenceParts(`After {n} ${counted} it`, { n: { value: 1, digits: 0 } });
    expect(parts.at(-1)?.text).toBe(` ${counted.replace(/(?<=ch)es$|s$/, '')} it`);
  });
});

it('canonicalKey(part) does not depend on the order of its names', () => {
  expect(canonicalKey({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(canonicalKey({ b: { d: 'x', c: [1, 2] }, a: 1 }));
  expect(canonicalKey({ a: 1 })).not.toBe(canonicalKey({ a: 2 }));
});

describe('runExperiment', () => {
  let measured = 0;
  const toy = defineExperiment({
    title: 'Toy',
    question: 'Why?',
    source: 'none',
    caption: 'Why?',
    pace: 'ensemble',
    parameters: { n: integer({ label: 'Seeds', help: 'How many.', default: 3, min: 1, max: 9 }) },
    parts: ({ n }) => ({ squares: Array.from({ length: n }, (_, seed) => ({ seed })) }),
    measure: {
      squares({ seed }: { seed: number }): number {
        measured++;
        return seed ** 2;
      },
    },
    present: (_, { squares }, { at, pinned } = {}) => ({
      panels: [],
      numbers: {
        sum: { value: squares.reduce<number>((sum, one) => sum + (one ?? 0), 0), digits: 0 },
        at: { value: at ?? -1, digits: 0 },
        before: { value: pinned?.results.squares.length ?? 0, digits: 0 },
      },
      verdict: { text: 'The sum is {sum}.' },
    }),
  });

  it('measures every part and presents them', () => {
    expect(sentence(runExperiment(toy, { n: 4 }).presentation)).toBe('The sum is 14.');
  });

  it('throws where the verdict names no number, so that a build fails and not a page', () => {
    const wrong = { ...toy, present: () => ({ panels: [], numbers: {}, verdict: { text: 'It is {eror}.' } }) };
    expect(() => runExperiment(wrong, { n: 1 })).toThrow('{eror}');
  });

  it('says symbols without the marks that set them', () => {
    const verdict = { text: 'While *a*λ is below 2/λ_max, ϕ_0 and *m*_t move.' };
    expect(sentence({ panels: [], numbers: {}, verdict })).toBe('While aλ is below 2/λmax, ϕ0 and mt move.');
  });

  it('takes known parts from the cache, for the run and for the pinned one', () => {
    const cache = new Map<string, unknown>();
    runExperiment(toy, { n: 5 }, { cache });
    measured = 0;
    const { presentation } = runExperiment(toy, { n: 6 }, { cache, pinned: { n: 5 }, at: 2 });
    expect(measured).toBe(1);
    expect(presentation.numbers['before']?.value).toBe(5);
    expect(presentation.numbers['at']?.value).toBe(2);
  });
});

describe('a part that goes by the results of others', () => {
  const measured: string[] = [];
  const toy = defineExperiment({
    title: 'Toy',
    question: 'Why?',
    source: 'none',
    caption: 'Why?',
    pace: 'ensemble',
    parameters: { n: integer({ label: 'Number', help: 'How many.', default: 3, min: 1, max: 9 }) },
    // The dependent part comes first.
    parts: ({ n }) => ({ around: [{ n }, { n: n + 1 }], coarse: several(n) }),
    follows: { around: ({ n }: { n: number }) => ({ coarse: several(n) }) },
    measure: {
      coarse({ k }: { k: number }): number {
        measured.push(`coarse ${k}`);
        return k * (5 - k);
      },
      around(_: { n: number }, { coarse }: { coarse: readonly number[] }): number {
        const best = coarse.indexOf(Math.max(...coarse));
        measured.push(`around ${best} of ${coarse.length}`);
        return best;
      },
    },
    present: (_, { around }) => ({ panels: [], numbers: { best: count(around[0]) }, verdict: { text: '{best}' } }),
  });
  function several(n: number) {
    return Array.from({ length: n }, (_, k) => ({ k }));
  }
  const experiment = toy as unknown as Experiment;

  it('is measured after them, and none of them twice', () => {
    measured.length = 0;
    expect(sentence(runExperiment(toy, { n: 4 }).presentation)).toBe('2');
    expect(measured.filter((one) => one.startsWith('around'))).toEqual(['around 2 of 4', 'around 2 of 5']);
    expect(measured.filter((one) => one.startsWith('coarse'))).toHaveLength(5);
  });

  it('is listed with their keys, from values alone, and is given results that are there already', () => {
    const listed = withAsks(listParts(toy.parts({ n: 2 })), experiment);
    const [first] = listed;
    expect(first?.after).toEqual(listParts({ coarse: several(2) }).map(({ key }) => key));
    expect(listed.flatMap(({ name, after }) => (after ? [name] : []))).toEqual(['around', 'around']);
    measured.length = 0;
    expect(measurePart(experiment, first!, undefined, ({ part }) => 7 - Number(part['k']))).toBe(0);
    expect(measured).toEqual(['around 0 of 2']);
  });
});

describe('presentWith, while parts are missing', () => {
  const toy = defineExperiment({
    title: 'Toy',
    question: 'Why?',
    source: 'none',
    caption: 'Why?',
    claim: 'It is so',
    pace: 'ensemble',
    parameters: {},
    parts: () => ({ first: { n: 1 }, second: { n: 2 } }),
    measure: { first: ({ n }: { n: number }) => n, second: ({ n }: { n: number }) => n },
    present: (_, { first, second }) => ({
      panels: [],
      numbers: { first: count(first), ...(second !== undefined && { second: count(second) }) },
      verdict: {
        text: 'They are {first} and {second}.',
        outcome: 'holds',
      },
    }),
  });
  const said = (results: Readonly<Record<string, number>>) =>
    presentWith(toy, {}, (key) => results[key.split(' ')[0]!]).verdict;
  const measuring = { text: 'Measuring.', state: 'measuring' };

  it('takes back a verdict on nothing, and one that names what is not there', () => {
    expect(said({})).toEqual(measuring);
    expect(said({ first: 1 })).toEqual(measuring);
    expect(said({ second: 2 })).toEqual(measuring);
  });

  it('keeps a verdict on what is there, and every verdict on all', () => {
    expect(said({ first: 1, second: 2 })).toMatchObject({ outcome: 'holds' });
    expect(said({ first: Number.NaN, second: 2 })).toMatchObject({ outcome: 'holds' });
  });
});
