import { expect, test } from 'vitest';
import { choice, flag, integer, number, type Schema } from '../../src/engine/schema.ts';
import { nearest } from '../../src/engine/spelling.ts';
import { check, checkSchema, defaults } from '../../src/engine/values.ts';

const schema = {
  alpha: number({ label: 'α', help: '', default: 0.2, min: 0.001, max: 10, step: 0.001 }),
  batchSize: integer({ label: 'Batch size', help: '', default: 5, min: 1, max: 30 }),
  sampling: choice({ label: 'Sampling', help: '', default: 'epochs', options: { epochs: 'a', ordered: 'b' } }),
  noise: flag({ label: 'Noise', help: '', default: false }),
};

test('defaults(schema) gives every default', () => {
  expect(defaults(schema)).toEqual({ alpha: 0.2, batchSize: 5, sampling: 'epochs', noise: false });
});

test('check(schema, values) returns what is right', () => {
  const given = { alpha: 10, sampling: 'ordered', noise: true };
  expect(check(schema, given)).toBe(given);
});

test.each<[Record<string, unknown>, string]>([
  [{ alhpa: 1 }, 'unknown parameter "alhpa"; did you mean "alpha"?'],
  [{ batchsize: 1 }, 'unknown parameter "batchsize"; did you mean "batchSize"?'],
  [{ momentumDecay: 1 }, 'unknown parameter "momentumDecay"; there is alpha, batchSize, sampling, noise'],
  [{ toString: 1 }, 'unknown parameter "toString"'],
  [{ alpha: '0.1' }, 'parameter "alpha" must be a number; got the string "0.1"'],
  [{ alpha: Number.NaN }, 'parameter "alpha" must be a number; got NaN'],
  [{ alpha: 11 }, 'parameter "alpha" must be a value from 0.001 to 10; got 11'],
  [{ batchSize: 2.5 }, 'parameter "batchSize" must be a whole number; got 2.5'],
  [{ sampling: 'epoch' }, 'parameter "sampling" must be one of epochs, ordered; got the string "epoch"'],
  [{ noise: 1 }, 'parameter "noise" must be true or false; got 1'],
])('check(schema, %j) throws', (given, text) => {
  expect(() => check(schema, given)).toThrow(text);
});

test.each<[Schema, string]>([
  [{ a: number({ label: '', help: '', default: 2, min: 0, max: 1, step: 0.1 }) }, 'default of parameter "a"'],
  [{ a: number({ label: '', help: '', default: 0, min: 0, max: 1, step: 0.1, scale: 'log' }) }, 'min > 0'],
  [{ a: number({ label: '', help: '', default: 0, min: 0, max: 1, step: 0 }) }, 'step > 0'],
  [{ a: number({ label: '', help: '', default: 0, min: 0, max: 1, step: 0.1, scale: 'log-to-one' }) }, 'max < 1'],
  [{ a: number({ label: '', help: '', default: 0, min: 0, max: 1, step: 0.1, marks: [0.5, 2] }) }, 'range: 2'],
  [{ 'a.b': flag({ label: '', help: '', default: true }) }, 'camelCase'],
])('checkSchema throws on schema %#', (wrong, text) => {
  expect(() => checkSchema(wrong)).toThrow(text);
});

test('checkSchema lets a sound schema pass', () => {
  expect(() => checkSchema(schema)).not.toThrow();
});

test('nearest(name, names) finds a slip of the keyboard and nothing far away', () => {
  expect(nearest('sdg', ['sgd', 'adam', 'momentum'])).toBe('sgd');
  expect(nearest('mometnum', ['sgd', 'adam', 'momentum'])).toBe('momentum');
  expect(nearest('quadratic', ['sgd', 'adam', 'momentum'])).toBeUndefined();
});
