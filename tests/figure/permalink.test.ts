import { describe, expect, test } from 'vitest';
import { choice, flag, integer, number, type Parameter, type Schema, type Value } from '../../src/engine/schema.ts';
import { check, defaults } from '../../src/engine/values.ts';
import { format, parse, takeStep } from '../../src/figure/permalink.ts';
import { fc } from '../fast-check.ts';

const schema = {
  alpha: number({
    label: 'Learning rate α',
    help: '',
    default: 0.2,
    min: 0.001,
    max: 10,
    step: 0.001,
    scale: 'log',
  }),
  batchSize: integer({ label: 'Batch size', help: '', default: 5, min: 1, max: 30 }),
  offset: number({ label: 'Offset', help: '', default: 0, min: -10, max: 10, step: 0.01 }),
  sampling: choice({
    label: 'Sampling',
    help: '',
    default: 'epochs',
    options: { epochs: 'each epoch', ordered: 'in order' },
  }),
  noise: flag({ label: 'Noise', help: '', default: false }),
} as const;
const read = (query: string) => parse(schema, new URLSearchParams(query));

describe('parse(schema, params)', () => {
  test('reads every kind, and says nothing about it', () => {
    expect(read('alpha=0.5&batchSize=7&offset=-1.5e0&sampling=ordered&noise=1')).toEqual({
      values: { alpha: 0.5, batchSize: 7, offset: -1.5, sampling: 'ordered', noise: true },
      messages: [],
    });
  });

  test('a million pasted digits do not block the page: they are too long to be read', () => {
    const { values, messages } = read(`alpha=${'1'.repeat(1_000_000)}x`);
    expect(values.alpha).toBe(0.2);
    expect(messages[0]?.text).toMatch(/has 1000001 characters; 0\.2 is used instead\.$/);
    expect(messages[0]?.text.length).toBeLessThan(200);
  });

  test('as many digits as are read at all take no time that grows with their square', () => {
    // A quadratic regular expression took 13 s for 100,000 digits; a thousand such texts would exceed a test's time
    // limit.
    for (let k = 0; k < 20_000; k++) read(`alpha=${'1'.repeat(99)}x`);
  });

  test('an empty query gives the base', () => {
    const base = { ...defaults(schema), alpha: 3 };
    expect(parse(schema, new URLSearchParams(), base)).toEqual({ values: base, messages: [] });
  });

  test.each(['', ' ', 'abc', 'NaN', 'Infinity', '-Infinity', '0x10', '1,5,5', '1e', '0.5.5', '1_000', 'null', '٣'])(
    'bad text %j gives the base value and a message that names parameter, text and replacement',
    (text) => {
      const { values, messages } = read(new URLSearchParams({ alpha: text }).toString());
      expect(values).toEqual(defaults(schema));
      const given = text.trim() === '' ? 'nothing was typed' : `“${text}” is not a number`;
      const fault = `${given}; 0.2 is used instead.`;
      expect(messages).toEqual([{ parameter: 'alpha', text: `Learning rate α: ${fault}`, fault }]);
    },
  );

  test.each([
    ['alpha=1e999', 'alpha', 10, '“1e999” is more than 10; 10 is used instead'],
    ['alpha=-1', 'alpha', 0.001, '“-1” is less than 0.001; 0.001 is used instead'],
    ['batchSize=31', 'batchSize', 30, '“31” is more than 30'],
    ['batchSize=5.6', 'batchSize', 6, '“5.6” is not a whole number; 6 is used instead'],
    ['batchSize=1,5', 'batchSize', 2, '“1,5” is not a whole number; 2 is used instead'],
    ['batchSize=1.000', 'batchSize', 5, '“1.000” may mean 1000 or 1; write one of them; 5 is used instead'],
    ['batchSize=1,000', 'batchSize', 5, '“1,000” may mean 1000 or 1; write'],
    ['alpha=1,234', 'alpha', 0.2, '“1,234” may mean 1234 or 1.234; write'],
    ['alpha=1.000.000', 'alpha', 0.2, '“1.000.000” has separators between its digits; write 1000000'],
    ['batchSize=1 000', 'batchSize', 5, '“1 000” has separators between its digits; write 1000'],
    ['alpha=1.234,5', 'alpha', 0.2, '“1.234,5” is not a number'],
    ['sampling=epoch', 'sampling', 'epochs', '“epoch” is not one of epochs, ordered; epochs is used instead'],
    ['sampling=constructor', 'sampling', 'epochs', 'is not one of'],
    ['noise=yes', 'noise', false, '“yes” must be true or false; false is used instead'],
  ] as const)('%s is corrected with a message', (query, parameter, value, text) => {
    const { values, messages } = read(query);
    expect(values[parameter]).toBe(value);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ parameter, text: expect.stringContaining(text) });
  });

  test.each([
    [' 0.5 ', 0.5],
    ['+0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['5E-1', 0.5],
    ['0,05', 0.05],
    [',5', 0.5],
    ['0,125', 0.125],
    ['1.234', 1.234],
  ])('%j is a number', (text, value) => {
    expect(read(new URLSearchParams({ alpha: text }).toString())).toMatchObject({
      values: { alpha: value },
      messages: [],
    });
  });

  test('reads a typeset minus, and -0 as 0', () => {
    expect(read('offset=\u22122').values.offset).toBe(-2);
    expect(read('offset=-0').values.offset).toBe(0);
  });

  test('of several values the last counts, and a message says so', () => {
    const { values, messages } = read('alpha=1&alpha=2');
    expect(values.alpha).toBe(2);
    expect(messages.map(({ text }) => text)).toEqual(['Learning rate α: given more than once; the last, “2”, counts.']);
  });

  test('a parameter has one message, however often it was given and whatever is wrong with the last', () => {
    const { values, messages } = read('alpha=0.3&alpha=zzz&alpha=9e9&x=1&x=2');
    expect(values.alpha).toBe(10);
    expect(messages.map(({ text }) => text)).toEqual([
      'There is no parameter called “x” here; it is ignored.',
      'Learning rate α: given more than once; the last, “9e9”, is more than 10; 10 is used instead.',
    ]);
  });

  test('unknown names are ignored with a message each, and reach no prototype', () => {
    const { values, messages } = read('beta=1&__proto__=1&constructor=2&toString=3&hasOwnProperty=4');
    expect(values).toEqual(defaults(schema));
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    expect(messages.map(({ parameter }) => parameter)).toEqual([
      'beta',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
    ]);
    expect(messages[0]!.text).toBe('There is no parameter called “beta” here; it is ignored.');
  });

  test('a message does not repeat a stranger at length', () => {
    expect(read(`alpha=${'x'.repeat(10000)}`).messages[0]!.text.length).toBeLessThan(120);
  });

  test('a thousand junk queries give valid values', () => {
    const name = fc.oneof(fc.constantFrom(...Object.keys(schema), 'rate', '__proto__', 'constructor'), fc.string());
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.double().map(String),
      fc.constantFrom('1e999', '-1e999', 'NaN', '', '0x1', '١', '1e-400', '9'.repeat(400), 'true', 'ordered'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text), { maxLength: 12 }), (pairs) => {
        const { values, messages } = parse(schema, new URLSearchParams(pairs));
        // check() accepts exactly the valid values.
        check(schema, values);
        expect(Object.keys(values)).toEqual(Object.keys(schema));
        expect(messages.filter(({ text }) => text.length < 10)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

/** A parameter with one of its values. */
const parameterAndValue = fc.oneof(
  fc
    .tuple(
      fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
      fc.double({ noNaN: true, min: 1e-9, max: 1e9 }),
      fc.double({ noNaN: true, min: 0, max: 1 }),
    )
    .map(([min, width, share]): [Parameter, Value] => {
      const max = min + Math.max(width, Math.abs(min) * 1e-6);
      const value = Math.min(max, min + share * (max - min)) + 0;
      return [number({ label: 'x', help: '', default: min + 0, min, max, step: 0.1 }), value];
    }),
  fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), fc.double({ noNaN: true, min: 0, max: 1 }))
    .map(([min, width, share]): [Parameter, Value] => [
      integer({ label: 'i', help: '', default: min, min, max: min + width + 1 }),
      min + Math.round(share * width),
    ]),
  fc
    .uniqueArray(
      fc.string({ minLength: 1 }).filter((option) => option.trim() === option && !option.includes('\u2212')),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .filter((options) => !options.includes('__proto__'))
    .chain((options) =>
      fc.constantFrom(...options).map((value): [Parameter, Value] => [
        choice({
          label: 'c',
          help: '',
          default: options[0]!,
          options: Object.fromEntries(options.map((o) => [o, o])),
        }),
        value,
      ]),
    ),
  fc.boolean().map((value): [Parameter, Value] => [flag({ label: 'f', help: '', default: false }), value]),
);

describe('format(schema, values)', () => {
  test('parse(format(v)) is v, exactly and without a message, over generated schemas', () => {
    const names = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
    fc.assert(
      fc.property(fc.dictionary(names, parameterAndValue, { maxKeys: 6 }), fc.boolean(), (entries, all) => {
        const generated: Schema = Object.fromEntries(Object.entries(entries).map(([name, [p]]) => [name, p]));
        const values = Object.fromEntries(Object.entries(entries).map(([name, [, value]]) => [name, value]));
        const query = format(generated, values, defaults(generated), { all }).toString();
        expect(parse(generated, new URLSearchParams(query))).toEqual({ values: { ...values }, messages: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('writes only what differs from the base, or all', () => {
    const values = { ...defaults(schema), alpha: 1e-2, noise: true };
    expect(format(schema, values).toString()).toBe('alpha=0.01&noise=true');
    expect(format(schema, values, values).toString()).toBe('');
    expect(format(schema, values, values, { all: true }).toString()).toBe(
      'alpha=0.01&batchSize=5&offset=0&sampling=epochs&noise=true',
    );
  });
});

test.each<readonly [string, object, string]>([
  ['step=12&n=3', { step: 12 }, 'n=3'],
  ['n=3', {}, 'n=3'],
  ...['-1', '0.5', '1e3', 'x', ''].map((wrong) => {
    const message = `Step: “${wrong}” is not a whole number from 0; the run opens at its usual step.`;
    return [`step=${wrong}`, { wrong: message }, ''] as const;
  }),
])('takeStep of %j is %j', (text, taken, rest) => {
  const ofFigure = new URLSearchParams(text);
  expect(takeStep(ofFigure)).toEqual(taken);
  expect(String(ofFigure)).toBe(rest);
});
