import { describe, expect, it } from 'vitest';
import { complaint } from '../../../src/engine/complaint.ts';
import { number } from '../../../src/engine/schema.ts';
import { schemaAt, withinReach } from '../../../src/figure/parameters/late.ts';
import { ownPoints } from '../../../src/figure/parameters/points-kit.ts';
import { format, parse } from '../../../src/figure/permalink.ts';

const all = [-1e6, 1e6] as const;
const schema = {
  alpha: number({ label: 'Rate', help: '', default: 0.03, min: 0.001, max: 0.06, step: 0.00001, follows: 'rate' }),
  a: number({ label: 'a', help: '', default: 1.6, min: 0, max: 2, step: 0.01, follows: 'intercept' }),
  b: number({ label: 'b', help: '', default: -0.5, min: -1, max: 1, step: 0.01, follows: 'slope' }),
  free: number({ label: 'free', help: '', default: 1, min: 0, max: 2, step: 0.01 }),
  data: ownPoints({ label: 'Points', help: '', default: 'book', fewest: 2, most: 60, x: all, y: all }),
};
const usual = { alpha: 0.03, a: 1.6, b: -0.5, free: 1, data: 'book' };
const LARGE = '100_3_200_5_300_4_400_8';

describe('a schema with points of one’s own', () => {
  it('is itself for those of the book', () => expect(schemaAt(schema, usual)).toBe(schema));

  it('has ranges around their line, and defaults within them; what follows nothing stays', () => {
    const own = schemaAt(schema, { ...usual, data: LARGE });
    expect(own.free).toBe(schema.free);
    // The line is 1.5 + 0.014 x.
    expect(own.a.min < 1.5 && 1.5 < own.a.max).toBe(true);
    expect(own.b.min < 0.014 && 0.014 < own.b.max && own.b.max < 0.2).toBe(true);
    // 2 over the largest curvature, about 2 * 300000.
    expect(own.alpha.max).toBeGreaterThan(2 / 600_008);
    expect(own.alpha.min).toBeLessThan(0.1 * own.alpha.max);
    for (const parameter of Object.values(own)) expect(complaint(parameter, parameter.default)).toBeUndefined();
  });

  it('is not moved a second time', () => {
    const own = schemaAt(schema, { ...usual, data: LARGE });
    expect(schemaAt(own, { ...usual, data: LARGE })).toBe(own);
  });

  it('resets values that are out of reach, and keeps the others', () => {
    const { a, b, alpha, free } = withinReach(schema, { ...usual, data: LARGE });
    const own = schemaAt(schema, { ...usual, data: LARGE });
    expect({ b, alpha }).toEqual({ b: own.b.default, alpha: own.alpha.default });
    expect({ a, free }).toEqual({ a: 1.6, free: 1 });
    expect(withinReach(schema, usual)).toBe(usual);
  });

  it('is read from a link whatever its order, and written so that it reads back', () => {
    const values = { ...withinReach(schema, { ...usual, data: LARGE }), b: 0.031 };
    const query = format(schema, values);
    for (const params of [query, new URLSearchParams([...query].reverse())])
      expect(parse(schema, params)).toEqual({ values, messages: [] });
    const { values: clamped, messages } = parse(schema, new URLSearchParams({ b: '0.9', data: LARGE }));
    expect(clamped.b).toBe(schemaAt(schema, values).b.max);
    expect(messages).toHaveLength(1);
  });
});

describe('a link with points that cannot be read', () => {
  it.each([
    ['0.1_0.2_0.3', 'is not a complete list of points'],
    ['', 'nothing was typed'],
    ['pNBC3DAhDo', 'is not a complete list of points'],
    ['<script>', 'is not a complete list of points'],
    ['1_2', 'holds points that are too few: at least 2, and here is one'],
    ['1_2_1_3', 'holds points that all have the same x'],
    [
      '1_2_3_4000000',
      'holds points that are not all allowed: a coordinate of point 2 is not between −1000000 and 1000000',
    ],
    [
      Array.from({ length: 70 }, (_, i) => `${i}_${i}`).join('_'),
      'holds points that are too many: 60 at most, and here are 70',
    ],
    ['1_'.repeat(5000), 'has 10000 characters'],
  ])('%s falls back, and says why', (text, why) => {
    const { values, messages } = parse(schema, new URLSearchParams({ data: text }));
    expect(values).toEqual(usual);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain(`${why}; the book’s points are used instead.`);
  });
});
