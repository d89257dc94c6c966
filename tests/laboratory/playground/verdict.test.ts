import { expect, it } from 'vitest';
import { type Contestant, verdictOf } from '../../../src/laboratory/playground/verdict.ts';

const view = {
  minima: [
    { x: 0, y: 0, loss: -1 },
    { x: 5, y: 0, loss: 0 },
  ],
  x: [-10, 10],
  y: [-10, 10],
} as const;

/** A rule whose one step ends there. */
const ended = (name: string, x: number, loss: number, own = false): Contestant => ({
  name,
  own,
  run: { x: Float64Array.of(9, x), y: Float64Array.of(0, 0), loss: Float64Array.of(9, loss) },
});
const said = (...all: Contestant[]): string =>
  verdictOf(all, 1, view)
    .map(({ text }) => text)
    .join('');

it('tells the rank of the reader’s rule, the lowest, and one that is caught within three hundredths of the sheet', () => {
  const [mine, best] = [ended('your rule', 1, -0.5, true), ended('Adam', 0, -1)];
  expect(said(mine, best, ended('descent', 5.5, 0.1))).toBe(
    'At step 1 your rule is second of the three rules, at \u22120.500; Adam is lowest, at \u22121.000; descent is caught in the other basin, at 0.100.',
  );
  expect(said(mine, best, ended('descent', 5.7, 0.1))).toContain('; descent is highest, at 0.100.');
});

it('says that a run has diverged, and after which step', () => {
  const { run, ...mine } = ended('your rule', 1, -0.5, true);
  expect(said({ ...mine, run: { ...run, lost: 1 } }, ended('Adam', 0, -1))).toBe(
    'At step 1 your rule diverged after step 0; Adam is at \u22121.000.',
  );
});
