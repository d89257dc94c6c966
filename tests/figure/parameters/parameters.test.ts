import { describe, expect, it } from 'vitest';
import { complaint } from '../../../src/engine/complaint.ts';
import { checkSchema } from '../../../src/engine/values.ts';
import { everyValue, readValue, show, valueAt } from '../../../src/figure/parameters/index.ts';
import { samples } from '../../../src/figure/parameters/sample-parameters.ts';
import { format, parse } from '../../../src/figure/permalink.ts';
import { fc } from '../../fast-check.ts';

describe.each(Object.entries(samples))('a parameter of kind %s', (kind, parameter) => {
  it('stands under its own kind, and is sound', () => {
    expect(parameter.kind).toBe(kind);
    expect(() => checkSchema({ sample: parameter })).not.toThrow();
  });

  it('has a value at every place, which reads back from the text of a link, and has a text of its own', () => {
    const texts = new Map<string, unknown>();
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (place) => {
        const value = valueAt(parameter, place);
        expect(complaint(parameter, value)).toBeUndefined();
        expect(readValue(parameter, ` ${value}\u200b`)).toEqual({ value });
        const text = show(parameter, value);
        expect(text).not.toBe('');
        expect(texts.get(text) ?? value).toBe(value);
        texts.set(text, value);
      }),
    );
    expect(valueAt(parameter, 0)).not.toBe(valueAt(parameter, 1));
  });

  it('lists its values where they are few, each once', () => {
    const all = everyValue(parameter);
    expect(new Set(all).size).toBe(all.length);
    for (const value of all) expect(complaint(parameter, value)).toBeUndefined();
  });

  it('reads any text, as a value that it allows or with what is wrong', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { value, wrong } = readValue(parameter, text);
        if (value === undefined) expect(wrong).toMatch(/^[a-z]/);
        else expect(complaint(parameter, value)).toBeUndefined();
      }),
    );
  });

  it('refuses what is none of its values', () => {
    // Any text may be Python code; only Python itself can reject it.
    const text = kind === 'code' ? 'spaces at its end ' : 'no such text';
    for (const value of [null, {}, [], Number.NaN, text])
      expect(complaint(parameter, value)).toMatch(/^(must be|must have|needs) .*; got /);
  });
});

describe('code', () => {
  const { code } = samples;
  const raw = 'alpha = 0.5  # a² − 1\n\nfor t in range(1, steps + 1):\n    phi = phi - alpha * gradient(phi)';
  it('is the text itself, whatever signs are in it, and a link carries it raw', () => {
    expect(readValue(code, raw)).toEqual({ value: raw });
    const query = format({ code }, { code: raw });
    expect(query.get('code')).toBe(raw);
    expect(parse({ code }, new URLSearchParams(String(query)))).toEqual({ values: { code: raw }, messages: [] });
  });
  it('keeps the numbers of its lines, and is none where nothing is written', () => {
    expect(readValue(code, ` \n\n${raw}\r\n  `)).toEqual({ value: `\n\n${raw}` });
    expect(readValue(code, ' \n ')).toEqual({ value: '' });
  });
  it('of more than a link carries is refused', () => {
    expect(readValue(code, 'x'.repeat(4001))).toEqual({ wrong: 'has 4001 characters' });
    expect(complaint(code, 'x'.repeat(4001))).toMatch(/^must be a string of at most 4000 characters/);
  });
});

describe('places', () => {
  const { places } = samples;
  it('that a link cuts off or has too many of keep the whole ones before', () => {
    expect(readValue(places, 'abcde')).toEqual({ value: 'abc', wrong: 'ends in the middle of a place' });
    const [all, more] = ['abc'.repeat(places.most), 'abc'.repeat(places.most + 1)];
    expect(readValue(places, more)).toEqual({ value: all, wrong: `has more than ${places.most} places` });
  });
  it('of other signs are refused', () => {
    expect(readValue(places, 'a.c').value).toBeUndefined();
    expect(readValue(places, 'x'.repeat(1e6)).value).toBeUndefined();
  });
  it('that there are none of say so, and that reads back', () => {
    expect(readValue(places, show(places, ''))).toEqual({ value: '' });
  });
});
