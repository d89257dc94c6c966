import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { FIRST_MODEL, FIRST_RULE } from '../../src/experiments/kit/first-texts.ts';
import { FIRST_LOSS } from '../../src/experiments/kit/losses.ts';
import { storeQuery } from '../../src/laboratory/stored-figure.ts';
import { areKnown, PLAYGROUND, storedPlayground, writtenRule } from '../../src/laboratory/stored-playground.ts';
import { withNumber } from '../../src/python/numbers.ts';
import { device } from '../../src/widgets/page/store.ts';

let texts: Map<string, string>;
beforeEach(() => {
  texts = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => texts.set(key, text),
    removeItem: (key: string) => texts.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const keep = (fields: Record<string, string>) => storeQuery(PLAYGROUND, new URLSearchParams(fields));

describe('what the device keeps of the playground', () => {
  it('is what differs from the page, and nothing else', () => {
    keep({ steps: '300' });
    expect(storedPlayground()?.get('steps')).toBe('300');
    keep({});
    expect(storedPlayground()).toBeUndefined();
    expect(texts.size).toBe(0);
  });

  it('is nothing where the device holds something else', () => {
    device.write(PLAYGROUND, { steps: 300 });
    expect(storedPlayground()).toBeUndefined();
  });

  it('is told where the browser has no room, and that all is well once nothing is to be kept', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem() {
        throw new DOMException('no room', 'QuotaExceededError');
      },
      removeItem() {},
    });
    expect(keep({ steps: '300' })).toBe('full');
    expect(keep({})).toBe('kept');
  });

  it('has a rule for the network only if the reader has written one', () => {
    expect(writtenRule()).toBeUndefined();
    keep({ rule: withNumber(FIRST_RULE, 'alpha', 3) });
    expect(writtenRule()).toBeUndefined();
    keep({ rule: 'alpha = 1' });
    expect(writtenRule()).toBe('alpha = 1');
  });
});

describe('code that comes with a link', () => {
  const values = { rule: '', ground: '', model: '' };
  test('is the page’s own where only numbers and remarks differ', () => {
    expect(areKnown(values, undefined)).toBe(true);
    expect(
      areKnown({ rule: withNumber(FIRST_RULE, 'alpha', 3), ground: FIRST_LOSS, model: FIRST_MODEL }, undefined),
    ).toBe(true);
    expect(areKnown({ ...values, rule: FIRST_RULE.replace('look ahead', 'look') }, undefined)).toBe(true);
  });

  test.each([
    ['a rule', { rule: `${FIRST_RULE}\nprint(phi)` }],
    ['a call hidden among the numbers', { rule: FIRST_RULE.replace('alpha = 0.5', 'alpha = print(1)') }],
    ['a second statement behind a number', { rule: FIRST_RULE.replace('alpha = 0.5 ', 'alpha = 0.5; print(1) ') }],
    ['a number whose name the lines below still use', { rule: FIRST_RULE.replace('beta = 0.9', 'b = 0.9') }],
    ['a loss', { ground: 'def loss(x, y):\n    return x' }],
    ['a model', { model: 'def model(x, phi):\n    return x' }],
  ])('waits: %s', (_, texts) => {
    expect(areKnown({ ...values, ...texts }, undefined)).toBe(false);
    expect(areKnown({ ...values, ...texts }, new URLSearchParams({ rule: 'alpha = 1' }))).toBe(false);
  });

  test('may run where this device has the same texts already, and not where one of them is another', () => {
    const written = { ...values, rule: 'alpha = 1' };
    expect(areKnown(written, new URLSearchParams(written))).toBe(true);
    expect(areKnown({ ...written, ground: 'x' }, new URLSearchParams(written))).toBe(false);
  });
});
