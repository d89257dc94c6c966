/** The sentence about the four runs of the laboratory. */
import { expect, test } from 'vitest';
import { type Contestant, verdictOf } from '../../../../src/experiments/your-turn/playground/race-sentence.ts';
import { sentence } from '../../../../src/figure/sentence.ts';

const textOf = ({ text, numbers }: ReturnType<typeof verdictOf>): string =>
  sentence({ panels: [], numbers, verdict: { text } });

const view = { minima: [], x: [-1, 1], y: [-1, 1] } as const;
const run = (name: string, loss: readonly number[], more: Partial<Contestant['run']> & { own?: boolean } = {}) => {
  const { own = false, ...rest } = more;
  const x = Float64Array.from(loss, () => 0);
  return { name, own, run: { x, y: x, loss: Float64Array.from(loss), lost: undefined, ...rest } } as Contestant;
};
const said = (all: readonly Contestant[], step: number, at: Parameters<typeof verdictOf>[2] = view): string =>
  textOf(verdictOf(all, step, at));

test('no rule that is ticked is another thing than a loss without a value', () => {
  expect(said([], 0)).toContain('No rule is chosen');
  const none = [run('your rule', [Number.NaN], { own: true, lost: 0 }), run('Adam', [Number.NaN], { lost: 0 })];
  expect(said(none, 0)).toBe(
    'The loss has no value at the start. Choose another start, or look at the text of the loss.',
  );
});

test('a rule that loses the numbers at once does so at its first step', () => {
  const all = [run('your rule', [1, Number.NaN], { own: true, lost: 1 }), run('Adam', [1, 0.5])];
  expect(said(all, 1)).toBe('Your rule diverged at its first step. At step 1 Adam is at 0.500.');
});

test('runs that stand equally high are not ranked', () => {
  const all = ['your rule', 'Adam', 'momentum'].map((name, k) => run(name, [3, 3], { own: k === 0 }));
  expect(said(all, 1)).toBe('At step 1 all three rules are equally high, at 3.000.');
});

test('rules whose losses are written alike share their place', () => {
  const ends = { 'your rule': -0.08801, descent: -0.08803, Adam: 0.5 };
  const all = Object.entries(ends).map(([name, end], k) => run(name, [3, end], { own: k === 0 }));
  expect(said(all, 1)).toBe('At step 1 descent and your rule are lowest, at −0.088; Adam is highest, at 0.500.');
});

test('all that are caught in one basin are named', () => {
  const minima = [
    { x: 0.8, y: 0, loss: 0 },
    { x: -0.8, y: 0, loss: 0.8 },
  ];
  const there = Float64Array.of(-0.8, -0.8);
  const all = ['your rule', 'gradient descent', 'Adam'].map((name, k) =>
    run(name, [1, 0.8201 + k * 1e-5], { own: k === 0, x: there, y: Float64Array.of(0, 0) }),
  );
  expect(said(all, 1, { ...view, minima })).toBe('At step 1 all three rules are caught in the other basin, at 0.820.');
});

test('a run is caught within three hundredths of the sheet, and no farther away', () => {
  const minima = [
    { x: 0.8, y: 0, loss: 0 },
    { x: -0.8, y: 0, loss: 0.8 },
  ];
  const ends = (x: number): string => {
    const still = run('Adam', [1, 0.9], { x: Float64Array.of(x, x) });
    return said([run('your rule', [1, 0.1], { own: true }), run('descent', [1, 0.2]), still], 1, { ...view, minima });
  };
  expect(ends(-0.75)).toContain('Adam is caught in the other basin');
  expect(ends(-0.7)).toContain('Adam is highest');
});

test('a run is caught once it stays, not while it still swings there, nor beside the lowest run in the same basin', () => {
  const minima = [
    { x: 0.8, y: 0, loss: 0 },
    { x: -0.8, y: 0, loss: 0.6 },
  ];
  const swings = run('momentum', [1, 0.746, 0.61, 0.6], { x: Float64Array.of(0, -0.4, -0.79, -0.8) });
  const at = (step: number, lowest: number): string => {
    const best = run('Adam', [1, 0.5, 0.5, 0.5], { x: Float64Array.of(0, lowest, lowest, lowest) });
    return said([run('your rule', [1, 0.55, 0.55, 0.55], { own: true }), best, swings], step, { ...view, minima });
  };
  expect(at(1, 0.5)).toContain('momentum is highest, at 0.746');
  expect(at(2, 0.5)).toContain('momentum is caught in the other basin, at 0.610');
  expect(at(2, -0.8)).toContain('momentum is highest, at 0.610');
});
