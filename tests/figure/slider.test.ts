import { expect, test } from 'vitest';
import { choice, flag, integer, number } from '../../src/engine/schema.ts';
import { show } from '../../src/figure/parameters/index.ts';
import { fromSlider, toSlider } from '../../src/figure/slider.ts';
import { fc } from '../fast-check.ts';

const base = { label: '', help: '' };
const linear = number({ ...base, default: 0, min: -1.5, max: 8.52, step: 0.05 });
const log = number({ ...base, default: 0.1, min: 1e-4, max: 10, step: 1e-4, scale: 'log' });
const decay = number({
  ...base,
  default: 0.99,
  min: 0,
  max: 0.9999,
  step: 1e-4,
  scale: 'log-to-one',
  marks: [0.9, 0.99, 0.999],
});
const whole = integer({ ...base, default: 5, min: 1, max: 1000, scale: 'log' });
const tens = integer({ ...base, default: 10, min: 10, max: 95, step: 10 });

test.each([
  [linear, 0.5, '0.50'],
  [linear, -0, '0.00'],
  [linear, -0.001, '-0.001'],
  [linear, 8.1234567, '8.1234567'],
  [linear, 4 / 9, '0.44'],
  [linear, -1e-9 / 3, '0.00'],
  [linear, 1e-9, '1e-9'],
  [linear, -1.25, '-1.25'],
  [log, 0.2, '0.200'],
  [log, 0.123456, '0.123456'],
  [log, 12345.678, '12345.678'],
  [log, 12300, '12300'],
  [log, 1e-4, '0.000100'],
  [log, 1e-5, '1e-5'],
  [log, 1.2345e-5, '1.2345e-5'],
  [log, 1e-7, '1e-7'],
  [decay, 0, '0'],
  [decay, 0.9, '0.9'],
  [decay, 0.99, '0.99'],
  [decay, 0.9999, '0.9999'],
  [decay, 0.9684, '0.9684'],
  [decay, 1 - 1 / 30, '0.967'],
  [whole, 1000, '1000'],
  [number({ ...base, default: 1, min: 0, max: 9, step: 1 }), 3, '3'],
  [flag({ ...base, default: true }), true, 'on'],
  [choice({ ...base, default: 'a', options: { a: 'Label A' } }), 'a', 'Label A'],
])('show(%o, %s) is %s', (parameter, value, text) => {
  expect(show(parameter, value)).toBe(text);
});

test('show writes what reads back as the value, of every number one would type', () => {
  const typed = fc.tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: -12, max: 3 }));
  fc.assert(
    fc.property(fc.constantFrom(linear, log, decay), typed, (parameter, [digits, power]) => {
      const value = Number(`${digits}e${power}`) + 0;
      const text = show(parameter, value);
      expect(Number(text)).toBe(value);
      expect(text.length).toBeLessThan(17);
    }),
    { numRuns: 500 },
  );
});

test('a slider runs from min to max', () => {
  for (const parameter of [linear, log, decay, whole, tens]) {
    expect(toSlider(parameter, parameter.min)).toBe(0);
    expect(toSlider(parameter, parameter.max)).toBe(1);
    expect(toSlider(parameter, -1e9)).toBe(0);
    expect(toSlider(parameter, 1e9)).toBe(1);
    expect(fromSlider(parameter, 0)).toBe(parameter.min);
    expect(fromSlider(parameter, -3)).toBe(parameter.min);
    expect(fromSlider(parameter, 1)).toBe(parameter.max);
  }
});

test('half of a log slider is the geometric mean', () => {
  expect(fromSlider(log, 0.5)).toBe(0.0316);
  expect(toSlider(log, Math.sqrt(1e-4 * 10))).toBeCloseTo(0.5, 12);
});

test('a slider that runs to 1 gives each nine the same length, and stops at its marks from two pixels away', () => {
  for (const [nines, value] of [0.9, 0.99, 0.999].entries()) {
    expect(toSlider(decay, value)).toBeCloseTo((nines + 1) / 4, 12);
    // A phone's slider is 350 px long.
    for (const px of [-2, 0, 2]) expect(fromSlider(decay, (nines + 1) / 4 + px / 350)).toBe(value);
    // It can also stop beside a mark.
    expect(fromSlider(decay, (nines + 1) / 4 + 5 / 350)).toBeGreaterThan(value);
  }
});

test('fromSlider(linear) stops at steps from min, written without rounding dust', () => {
  expect(fromSlider(linear, 0.163)).toBe(0.15);
  expect(fromSlider(tens, 0.5)).toBe(50);
});

test('fromSlider gives a value of the parameter, in order, that stands where it was put', () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(linear, log, decay, whole, tens), place, place, (parameter, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((at) => fromSlider(parameter, at)) as [number, number];
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(parameter.min);
      expect(high).toBeLessThanOrEqual(parameter.max);
      if (parameter.kind === 'integer') expect(Number.isInteger(low)).toBe(true);
      expect(Math.abs(toSlider(parameter, low) - Math.min(a, b))).toBeLessThan(0.07);
      // A value returned by a slider is also returned from its own position.
      expect(fromSlider(parameter, toSlider(parameter, low))).toBe(low);
    }),
    { numRuns: 500 },
  );
});
