import { describe, expect, test } from 'vitest';
import { answerOf, cannot, numberText, reasonText } from '../../../../src/experiments/your-turn/draw/draw-sentences.ts';
import { type Candidate, ranked } from '../../../../src/experiments/your-turn/draw/nearest-run.ts';
import { sentence } from '../../../../src/figure/sentence.ts';

const said = (best: readonly Candidate[], free = false): string => {
  const { text, numbers } = answerOf(best, free);
  return sentence({ panels: [], numbers, verdict: { text } });
};

const momentum: Candidate = { family: 'momentum', alpha: 0.05, beta: 0.9, steps: 38, distance: 0.0061 };
const descent: Candidate = { family: 'descent', alpha: 0.036, steps: 1, distance: 0.041 };

describe('the answer in words', () => {
  test('names the rule, its numbers, how near it comes, and whether plain descent could', () => {
    expect(said([momentum, descent])).toBe(
      'Momentum at a rate of 0.05 with beta 0.9 draws your line as closely as a hand can draw: over 38 steps it stays, on average, 0.6 % of the sheet’s width from it. Plain descent cannot draw it: its nearest run stays 4.1 % away.',
    );
    expect(
      said([
        { ...momentum, distance: 0.0125 },
        { ...descent, distance: 0.0149 },
      ]),
    ).toMatch(
      /^Momentum .* comes nearest: .* 1\.3 % of the sheet’s width from your line\. Plain descent could nearly draw it too, and stays 1\.5 % away\.$/,
    );
  });

  test('says where nothing comes near, in one step or with examples drawn by a seed', () => {
    expect(said([descent])).toBe(
      'No rule comes near your line. The nearest is gradient descent at a rate of 0.036: in one step it stays, on average, 4.1 % of the sheet’s width away.',
    );
    expect(said([{ family: 'sgd', alpha: 0.1, batch: 1, seed: 7, steps: 20, distance: 0.001 }])).toContain(
      'at a rate of 0.1, one example at a step, drawn by seed 7 draws your line',
    );
    expect(said([])).toBe('No rule makes a run from where your line begins.');
  });

  test('says where the line does not tell the rate', () => {
    expect(said([{ ...descent, distance: 0.004 }], true)).toContain('Half the rate and twice the steps');
    expect(said([momentum], true)).toContain('with a beta nearer to 1');
    expect(said([descent], true)).not.toContain('Half the rate');
  });

  test('plain descent cannot where its best run is further than a hundredth and a half, and twice as far as the rule that is named', () => {
    const beside = (far: number, near = 0.0061) =>
      cannot([
        { ...momentum, distance: near },
        { ...descent, distance: far },
      ]);
    expect([beside(0.0151), beside(0.015), cannot([])]).toEqual([true, false, false]);
    expect([beside(0.034, 0.024), beside(0.05, 0.024), beside(0.034, 0.033)]).toEqual([false, true, true]);
    expect(cannot([descent])).toBe(true);
  });

  test('of two that both stay a little off the line neither cannot', () => {
    const best = [
      { ...momentum, distance: 0.024 },
      { ...descent, distance: 0.034 },
    ];
    expect(said(best)).toMatch(/2\.4.% of .* Plain descent comes a little less near, and stays 3\.4.% away\.$/);
  });

  test('does not say of two runs that look alike that one comes nearest and the other cannot', () => {
    const best: Candidate[] = [
      { family: 'descent', alpha: 0.04, steps: 12, distance: 0.0164 },
      { ...momentum, distance: 0.0159 },
      { ...momentum, family: 'nesterov', distance: 0.014 },
    ];
    const order = ranked(best);
    expect(order.map(({ family }) => family)).toEqual(['momentum', 'nesterov', 'descent']);
    expect(said(order)).toMatch(
      /^Momentum .* comes as near as any rule to the eye: .* 1\.6.% .* your line\. Plain descent could nearly draw it too, and stays 1\.6.% away\.$/,
    );
  });
});

test('each reason is a few whole sentences with its own numbers', () => {
  const all = [
    reasonText({ kind: 'climb', from: 0, to: 9, low: 0.12, high: 0.9 }),
    reasonText({ kind: 'rim', from: 0, to: 9 }),
    reasonText({ kind: 'twice', from: 0, to: 9, degrees: 88 }),
    reasonText({ kind: 'aside', from: 0, to: 9, degrees: 61 }),
  ];
  for (const text of all) expect(text).toMatch(/^[A-Z].*\. .*\.$/);
  expect(all[0]).toContain('from a loss of 0.12 to 0.9');
  expect(all[2]).toContain('90 degrees apart');
  expect(all[3]).toContain('60 degrees away from straight down');
});

test.each([
  [0, '0'],
  [0.05, '0.05'],
  [-0.477, '\u22120.477'],
  [-0.00025, '\u22122.5 · 10^{\u22124}'],
  [0.00000012, '1.2 · 10^{\u22127}'],
  [0.123456, '0.1235'],
  [25000, '2.5 · 10^{4}'],
])('%d is written %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});
