import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { Schema } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { FIRST_MODEL, FIRST_RULE } from '../../../src/experiments/kit/first-texts.ts';
import { FIRST_LOSS } from '../../../src/experiments/kit/losses.ts';
import playground from '../../../src/experiments/your-turn/playground/playground.ts';
import { DRAWING } from '../../../src/laboratory/draw/drawing.ts';
import { keepQuery } from '../../../src/laboratory/kept-figure.ts';
import { drawOn } from '../../../src/laboratory/playground/brought-playground.ts';
import {
  areKnown,
  keptPlayground,
  PLAYGROUND,
  writtenRule,
} from '../../../src/laboratory/playground/kept-playground.ts';
import { firstSettings } from '../../../src/laboratory/playground/settings.ts';
import { withNumber } from '../../../src/python/numbers.ts';
import type { Figure } from '../../../src/widgets/page/figure.ts';
import { device } from '../../../src/widgets/page/store.ts';

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

const keep = (fields: Record<string, string>) => keepQuery(PLAYGROUND.key, new URLSearchParams(fields));

describe('what the device keeps of the playground', () => {
  it('is what differs from the page, and nothing else', () => {
    keep({ steps: '300' });
    expect(keptPlayground()?.get('steps')).toBe('300');
    keep({});
    expect(keptPlayground()).toBeUndefined();
    expect(texts.size).toBe(0);
  });

  it('may have the form of before it was a figure', () => {
    const text = withNumber(FIRST_RULE, 'beta', 0.3);
    device.write(PLAYGROUND.key, { ...firstSettings('ravine'), steps: 300, own: { on: true, text } });
    const kept = keptPlayground();
    expect(['loss', 'steps', 'rule'].map((name) => kept?.get(name))).toEqual(['ravine', '300', text]);
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

  it('has a rule for the other pages only if the reader has written one', () => {
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

describe('the way to the drawn path', () => {
  const ground = 'def loss(x, y):\n    return x ** 2 + y ** 4';
  const parameters = playground.parameters as Schema;
  const values = { ...defaults(parameters), loss: 'own', ground };
  const figure = (waits: boolean) =>
    ({
      spec: { schema: parameters, defaults: defaults(parameters) },
      values: signal(values),
      waiting: signal(waits),
      messages: signal([]),
    }) as unknown as Figure;

  it('is by the device, which is trusted there, and by the address alone while a stranger’s text waits', () => {
    vi.stubGlobal('location', { href: 'http://site/laboratory/' });
    drawOn(figure(true));
    expect(device.text(DRAWING.key)).toBeUndefined();
    expect(new URL(location.href).searchParams.get('draw.ground')).toBe(ground);
    drawOn(figure(false));
    expect(new URLSearchParams(device.read(DRAWING.key, String)).get('ground')).toBe(ground);
    expect(location.href).toBe('http://site/laboratory/draw/');
  });
});
