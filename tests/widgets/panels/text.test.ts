import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { el } from '../../../src/widgets/panels/element.ts';
import { mathParts } from '../../../src/widgets/panels/math-text.ts';
import {
  axisNumber,
  contourNumber,
  mathText,
  powerText,
  signed,
  textWidth,
  wrapTitle,
} from '../../../src/widgets/panels/text.ts';

/** The parts as one line: symbols in brackets, sub- and superscripts after their marks. */
const shown = (text: string) =>
  mathParts(text)
    .map(
      ({ text: piece, kind }) =>
        ({ plain: piece, symbol: `[${piece}]`, subscript: `_${piece}`, superscript: `^${piece}` })[kind],
    )
    .join('');

test.each([
  ['-1.50', '−1.50'],
  ['-0.000', '0.000'],
  ['−0', '0'],
  ['-0.001', '−0.001'],
  ['0.5', '0.5'],
  ['', ''],
])('signed(%j) is %j', (text, expected) => {
  expect(signed(text)).toBe(expected);
});

describe('mathParts', () => {
  test.each([
    ['offset ϕ_0', 'offset [ϕ]_0'],
    ['2/λ_max', '2/[λ]_max'],
    ['Learning rate α', 'Learning rate [α]'],
    ['loss L, log scale', 'loss [L], log scale'],
    ['step size α(1 − β)λ_max', 'step size [α](1 − [β])[λ]_max'],
    ['10^{−3}', '10^−3'],
    ['1 − β^t', '1 − [β]^t'],
    ['a_mean = B α', '[a]_mean = [B] [α]'],
    ['a rate of *a*', 'a rate of [a]'],
    ['I say: a run is not A', 'I say: a run is not A'],
    ['Adam’s step, e.g. a B-spline', 'Adam’s step, e.g. a B-spline'],
    ['from (-1.5, 8.5) to -2, in 1.2e-7', 'from (−1.5, 8.5) to −2, in 1.2e−7'],
    ['notebook 6-4, a well-known 3-1 and f(x)-1', 'notebook 6-4, a well-known 3-1 and [f]([x])-1'],
    ['', ''],
  ])('splits %j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

test('mathText puts the baseline back after a subscript', () => {
  const text = renderToString(el('text', null, mathText('λ_max is 2')));
  expect(text).toBe(
    '<text><tspan class="sym">λ</tspan><tspan class="sub" dy="3">max</tspan><tspan dy="-3"> is 2</tspan></text>',
  );
});

test('a contour’s number has a power of ten where its digits would be many, and no e', () => {
  expect([0.5, 1234.56, 5e21, -2e34, 3e-7].map(contourNumber)).toEqual([
    '0.5',
    '1235',
    '5 · 10^{21}',
    '−2 · 10^{34}',
    '3 · 10^{−7}',
  ]);
});

test('axisNumber is short, with a true minus, and a power of ten where digits would be many', () => {
  expect([0, -1.5, 0.1 + 0.2, 300, 0.0001].map(axisNumber)).toEqual(['0', '−1.5', '0.3', '300', '0.0001']);
  expect([1e-5, 2e-7, 1e5].map(axisNumber)).toEqual(['10^{−5}', '2 · 10^{−7}', '10^{5}']);
  expect([1, 0.01, 1e3].map(powerText)).toEqual(['1', '10^{−2}', '10^{3}']);
  expect([3, -2.5, 30].map(powerText)).toEqual(['3', '−2.5', '3 · 10^{1}']);
});

test('textWidth grows with the text, its size and its weight, and gives figures one width', () => {
  expect(textWidth('111', 12)).toBeCloseTo(textWidth('888', 12), 9);
  expect(textWidth('rate', 24)).toBeCloseTo(2 * textWidth('rate', 12), 9);
  expect(textWidth('rate', 12, true)).toBeGreaterThan(textWidth('rate', 12));
  expect(textWidth('λ_max', 12)).toBeLessThan(textWidth('λmaxim', 12));
});

test('wrapTitle drops what follows the comma before it breaks the line', () => {
  expect(wrapTitle('loss L, log scale', 12, 400)).toEqual(['loss L, log scale']);
  expect(wrapTitle('loss L, log scale', 12, 60)).toEqual(['loss L']);
  expect(wrapTitle('the 30 examples and the fit', 12, 90)).toEqual(['the 30 examples', 'and the fit']);
});
