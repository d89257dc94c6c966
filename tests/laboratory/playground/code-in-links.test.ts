import { describe, expect, test } from 'vitest';
import { FIRST_RULE, isFirstRule } from '../../../src/experiments/kit/first-texts.ts';
import { bringsCode, sameTexts } from '../../../src/laboratory/playground/own-code.ts';
import { firstSettings, type Settings } from '../../../src/laboratory/playground/settings.ts';
import { withNumber } from '../../../src/python/numbers.ts';

const first = firstSettings();
const withRule = (text: string): Settings => ({ ...first, own: { on: true, text } });

describe('code that comes with a link', () => {
  test('is none where only numbers and remarks differ', () => {
    expect(bringsCode(first)).toBe(false);
    expect(bringsCode(withRule(withNumber(FIRST_RULE, 'alpha', 3)))).toBe(false);
    expect(isFirstRule(FIRST_RULE.replace('look ahead', 'look'))).toBe(true);
  });

  test.each([
    ['a rule', withRule(`${FIRST_RULE}\nprint(phi)`)],
    ['a call hidden among the numbers', withRule(FIRST_RULE.replace('alpha = 0.5', 'alpha = print(1)'))],
    ['a second statement behind a number', withRule(FIRST_RULE.replace('alpha = 0.5 ', 'alpha = 0.5; print(1) '))],
    ['a number whose name the lines below still use', withRule(FIRST_RULE.replace('beta = 0.9', 'b = 0.9'))],
    ['a loss', { ...first, loss: 'own', lossText: 'def loss(x, y):\n    return x' } as const],
    ['a model', { ...first, loss: 'model', modelText: 'def model(x, phi):\n    return x' } as const],
  ])('waits: %s', (_, settings) => {
    expect(bringsCode(settings)).toBe(true);
  });

  test('waits, too, where it is not shown yet', () => {
    expect(bringsCode({ ...first, lossText: 'import js' })).toBe(true);
    expect(bringsCode({ ...first, modelText: 'import js' })).toBe(true);
  });

  test('may run where this device has the same texts already', () => {
    const written = withRule('alpha = 1');
    expect(sameTexts(written, written)).toBe(true);
    expect(sameTexts(written, first)).toBe(false);
    expect(sameTexts(written, undefined)).toBe(false);
    expect(sameTexts({ ...written, lossText: 'x' }, written)).toBe(false);
  });
});
