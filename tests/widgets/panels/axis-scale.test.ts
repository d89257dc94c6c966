import { describe, expect, test } from 'vitest';
import { chooseTicks, createScale, fromPx, linearTicks, toPx } from '../../../src/widgets/panels/axis-scale.ts';
import { fc } from '../../fast-check.ts';

describe('linearTicks', () => {
  test.each([
    [-10, 10, 8, [-10, -7.5, -5, -2.5, 0, 2.5, 5, 7.5, 10]],
    [0, 80, 2.5, [0, 40, 80]],
    [0, 120, 2.5, [0, 40, 80, 120]],
    [7.01, 8.17, 5, [7.2, 7.4, 7.6, 7.8, 8]],
    [-1.1, 1.1, 3, [-1, 0, 1]],
    [-1.4, 1.4, 8, [-1, -0.5, 0, 0.5, 1]],
    [2.5, 22.5, 5.3, [2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20, 22.5]],
  ])('from %d to %d in about %d steps', (low, high, intervals, expected) => {
    expect(linearTicks(low, high, intervals)).toEqual(expected);
  });
});

describe('linearTicks of what is counted', () => {
  test.each([
    [0, 1, 6, [0, 1]],
    [0, 2, 6, [0, 1, 2]],
    [0, 4, 2.5, [0, 2, 4]],
    [0, 5, 2.5, [0, 2, 4]],
    [0, 80, 2.5, [0, 40, 80]],
    [0.2, 1.4, 4, [1]],
    [0.2, 0.9, 4, []],
  ])('from %d to %d in about %d steps are whole', (low, high, intervals, expected) => {
    expect(linearTicks(low, high, intervals, true)).toEqual(expected);
  });
  test('are whole over any stretch', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        fc.double({ min: 0.1, max: 12, noNaN: true }),
        (low, span, intervals) => {
          const ticks = linearTicks(low, low + span, intervals, true);
          expect(ticks.filter((at) => !Number.isInteger(at))).toEqual([]);
          if (span >= 2) expect(ticks.length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

describe('chooseTicks', () => {
  test.each([
    ['step *t*', ['0', '1']],
    ['epoch', ['0', '1']],
    ['iteration', ['0', '1']],
    ['steps to leave', ['0', '1']],
    ['step / α', ['0', '0.2', '0.4', '0.6', '0.8', '1']],
    ['loss *L*', ['0', '0.2', '0.4', '0.6', '0.8', '1']],
  ])('of a run of one step: an axis called %s is labelled %j', (label, texts) => {
    const axis = { label, domain: [0, 1] } as const;
    const ticks = chooseTicks(axis, createScale(axis, [0, 300]), { spacing: 60, across: true });
    expect(ticks.map(({ text }) => text)).toEqual(texts);
  });
  test('of what is counted are whole on a log axis too', () => {
    const axis = { label: 'steps to leave', domain: [0.5, 20], scale: 'log' } as const;
    const ticks = chooseTicks(axis, createScale(axis, [0, 300]), { spacing: 36, across: true });
    expect(ticks.map(({ text }) => text)).toEqual(['1', '2', '5', '10', '20']);
  });
  const log = (low: number, high: number, px: number) => {
    const axis = { label: '', domain: [low, high], scale: 'log' } as const;
    return chooseTicks(axis, createScale(axis, [px, 0]), { spacing: 36, across: false }).map(({ text }) => text);
  };
  test('on a log axis are 1, 2, 5 over few decades and powers over many', () => {
    expect(log(0.5, 20, 150)).toEqual(['0.5', '1', '2', '5', '10', '20']);
    expect(log(0.001, 1, 120)).toEqual(expect.arrayContaining(['0.001', '0.01', '0.1', '1']));
    expect(log(1e-12, 1, 120).length).toBeLessThanOrEqual(8);
  });
  test('thin an axis’s own ticks until their labels are apart', () => {
    const axis = { label: '', domain: [0, 8], ticks: [0, 1, 2, 3, 4, 5, 6, 7, 8] } as const;
    const room = { spacing: 60, across: true };
    expect(chooseTicks(axis, createScale(axis, [0, 400]), room)).toHaveLength(9);
    expect(chooseTicks(axis, createScale(axis, [0, 70]), room).map(({ value }) => value)).toEqual([0, 2, 4, 6, 8]);
  });
  test('are round numbers where an axis’s own all fall on one place', () => {
    const axis = { label: '', domain: [0, 140], ticks: [0, 0.5, 1] } as const;
    const ticks = chooseTicks(axis, createScale(axis, [150, 0]), { spacing: 36, across: false });
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.at(-1)?.value).toBeGreaterThan(90);
    const one = { ...axis, ticks: [0] };
    expect(chooseTicks(one, createScale(one, [150, 0]), { spacing: 36, across: false })).toHaveLength(1);
  });
  test('of a short log axis are plain numbers, of a long one powers', () => {
    const texts = (low: number, high: number) => {
      const axis = { label: '', domain: [low, high], scale: 'log', format: 'power' } as const;
      return chooseTicks(axis, createScale(axis, [200, 0]), { spacing: 36, across: false }).map(({ text }) => text);
    };
    expect(texts(1, 50)).toEqual(['1', '2', '5', '10', '20', '50']);
    expect(texts(1e-6, 1)).toContain('10^{\u22124}');
    expect(texts(1e-6, 1).join()).not.toContain('·');
  });
  test('write percent and powers where asked', () => {
    const axis = { label: '', domain: [0, 1], ticks: [0, 0.5, 1], format: 'percent' } as const;
    expect(chooseTicks(axis, createScale(axis, [0, 400]), { spacing: 60, across: true })[1]?.text).toBe('50\u00a0%');
  });
  test('lie in the domain and ascend, whatever it is', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        finite,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 40, max: 800 }),
        fc.boolean(),
        (low, span, px, isLog) => {
          const start = isLog ? Math.abs(low) + 1e-6 : low;
          const axis = { label: '', domain: [start, start + span], scale: isLog ? 'log' : 'linear' } as const;
          const scale = createScale(axis, [0, px]);
          const ticks = chooseTicks(axis, scale, { spacing: 60, across: true });
          ticks.forEach(({ value, px: place }, i) => {
            expect(place).toBeGreaterThanOrEqual(-0.5);
            expect(place).toBeLessThanOrEqual(px + 0.5);
            if (i > 0) expect(value).toBeGreaterThan(ticks[i - 1]?.value ?? Number.POSITIVE_INFINITY);
          });
        },
      ),
    );
  });
});

test('toPx and fromPx are inverse, linear and log', () => {
  for (const scale of ['linear', 'log'] as const) {
    const s = createScale({ label: '', domain: [0.01, 10], scale }, [300, 20]);
    for (const value of [0.01, 0.3, 10]) expect(fromPx(s, toPx(s, value))).toBeCloseTo(value, 9);
    expect(toPx(s, Number.POSITIVE_INFINITY)).toBeLessThan(-1e4);
    expect(toPx(s, Number.NaN)).toBeNaN();
  }
  const log = createScale({ label: '', domain: [0.01, 10], scale: 'log' }, [300, 20]);
  expect(toPx(log, 0)).toBeGreaterThan(1e4);
  expect(toPx(log, -5)).toBeGreaterThan(1e4);
});
