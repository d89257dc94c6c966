import { describe, expect, it } from 'vitest';
import { allOptimizers } from '../../src/engine/optimizers/since-the-book.ts';
import { checkSchema } from '../../src/engine/values.ts';
import { numbersAt, topNumbers, withNumber } from '../../src/python/numbers.ts';
import { ruleText } from '../../src/python/rule-text.ts';

const text = `# My rule
alpha = 0.05   # from 0.01 to 2
beta = .9

nesterov = False
width = -3
m = np.zeros_like(phi)
late = 4
`;

describe('the numbers named at the top of a text', () => {
  it('are those before the first other line', () => {
    expect(numbersAt(text).map(({ name, value }) => [name, value])).toEqual([
      ['alpha', 0.05],
      ['beta', 0.9],
      ['nesterov', false],
      ['width', -3],
    ]);
    for (const { from, to, value } of numbersAt(text))
      expect(typeof value === 'boolean' ? text.slice(from, to) : Number(text.slice(from, to))).toEqual(
        typeof value === 'boolean' ? 'False' : value,
      );
  });

  it('have sliders: of a remark, of the engine, or by what they are', () => {
    const { schema, values } = topNumbers(text, allOptimizers.momentum.hyperparameters);
    expect(values).toEqual({ alpha: 0.05, beta: 0.9, nesterov: false, width: -3 });
    expect(schema['alpha']).toMatchObject({ kind: 'number', min: 0.01, max: 2 });
    expect(schema['beta']).toMatchObject({ min: 0, max: 0.999 });
    expect(schema['nesterov']).toMatchObject({ kind: 'flag', default: false });
    expect(schema['width']).toMatchObject({ min: -6, max: 6 });
    checkSchema(schema);
  });

  it('hold the number that the text has, wherever that is', () => {
    const { schema } = topNumbers('alpha = 1e6\ntiny = 1e-9\nnothing = 0', allOptimizers.momentum.hyperparameters);
    checkSchema(schema);
  });

  it('can be given another value, and the rest of the text stays', () => {
    expect(withNumber(text, 'beta', 0.8)).toBe(text.replace('.9', '0.8'));
    expect(withNumber(text, 'nesterov', true)).toBe(text.replace('False', 'True'));
    expect(withNumber(text, 'late', 5)).toBe(text);
    expect(withNumber(text, 'missing', 5)).toBe(text);
  });

  it('come back as they were typed, in all their digits, and their sliders have no more than a division needs', () => {
    const { schema, values } = topNumbers(withNumber('alpha = 0.5', 'alpha', 0.500573999));
    expect(values).toEqual({ alpha: 0.500573999 });
    expect(schema['alpha']).toMatchObject({ min: 0.00500574, max: 50.0574 });
  });

  it.each(Object.values(allOptimizers))('of rule $id are its hyperparameters', (optimizer) => {
    expect(Object.keys(topNumbers(ruleText(optimizer)).values)).toEqual(Object.keys(optimizer.hyperparameters));
  });
});
