import { describe, expect, test } from 'vitest';
import { optimizers } from '../../../src/engine/optimizers/index.ts';
import { gabor } from '../../../src/engine/problems/gabor.ts';
import { train } from '../../../src/engine/training/train.ts';
import { problemOf } from '../../../src/experiments/kit/loss-sheet.ts';
import { isLoss, isPython, losses, lossOf } from '../../../src/experiments/kit/losses.ts';
import { runsOf, sceneOf } from '../../../src/laboratory/playground/compute.ts';
import { contestants } from '../../../src/laboratory/playground/contestants.ts';
import { rulesOf } from '../../../src/laboratory/playground/engine-rules.ts';
import { lossText, verdictOf } from '../../../src/laboratory/playground/race-sentence.ts';
import { firstSettings } from '../../../src/laboratory/playground/settings.ts';

const ids = Object.keys(losses)
  .filter(isLoss)
  .filter((id) => !isPython(id));

/** What the four rules give on the first screen, with NumPy from the rules' own equations; see the drawing of the page. */
const AT_18 = [-0.275, 1.21, 0.512, -0.439];

function view(settings = firstSettings(), at = lossOf(settings.loss).at): string {
  const runs = runsOf(settings, rulesOf(settings));
  const { minima } = sceneOf(settings);
  const all = contestants({ settings, runs }).map(({ spoken, own, run }) => ({ name: spoken, own, run }));
  return verdictOf(all, at, { minima, ...lossOf(settings.loss) })
    .map(({ text }) => text)
    .join('');
}

test('the first screen has the losses that were worked out for it', () => {
  const settings = firstSettings();
  const runs = runsOf(settings, rulesOf(settings));
  expect(runs.map(({ loss }) => Number(loss[18]?.toFixed(3)))).toEqual(AT_18);
});

test('the verdict ranks the rules, and says who is caught where', () => {
  expect(view()).toBe(
    'At step 18 your rule is second of the four rules, at \u22120.275; Adam is lowest, at \u22120.439; gradient descent is highest, at 1.210.',
  );
  const settings = firstSettings();
  expect(view(settings, 40)).toMatch(/; gradient descent is caught in the left basin, at [\d.]+\.$/);
  expect(view({ ...settings, own: { ...settings.own, on: false }, rivals: [] })).toMatch(/^No rule is chosen/);
  const lone = view({ ...settings, rivals: settings.rivals.map((rival) => ({ ...rival, on: false })) });
  expect(lone).toBe('At step 18 your rule is at \u22120.275.');
});

test('a rule that diverges is told with the last step that led somewhere', () => {
  const settings = firstSettings('ravine');
  const wild = { ...settings, rivals: settings.rivals.map((rival, i) => (i === 0 ? { ...rival, rate: 9 } : rival)) };
  expect(view(wild, 60)).toMatch(/gradient descent diverged after step \d+\.$/);
});

test.each(ids)('on %s every rule makes its steps from a start that lies on the sheet', (id) => {
  const settings = firstSettings(id);
  const { x, y, start } = lossOf(id);
  expect(start[0]).toBeGreaterThan(x[0]);
  expect(start[0]).toBeLessThan(x[1]);
  expect(start[1]).toBeGreaterThan(y[0]);
  expect(start[1]).toBeLessThan(y[1]);
  const first = problemOf(settings).loss(Float64Array.from(start));
  for (const { loss, lost } of runsOf(settings, rulesOf(settings))) {
    expect(lost).toBeUndefined();
    expect(loss).toHaveLength(settings.steps + 1);
    expect(loss[0]).toBe(first);
    expect(Math.min(...loss)).toBeLessThan(first);
  }
});

test.each(ids)('the sheet of %s has tints, and a lowest point that no other place on it goes below', (id) => {
  const settings = firstSettings(id);
  const { sheet, minima } = sceneOf(settings);
  expect(sheet.bands?.levels.length).toBeGreaterThan(8);
  const problem = problemOf(settings);
  const { x, y } = lossOf(id);
  const lowest = minima[0]?.loss ?? Number.NaN;
  for (let i = 0; i <= 40; i++) {
    for (let k = 0; k <= 40; k++) {
      const place = Float64Array.of(x[0] + ((x[1] - x[0]) * i) / 40, y[0] + ((y[1] - y[0]) * k) / 40);
      expect(problem.loss(place)).toBeGreaterThanOrEqual(lowest - 1e-9);
    }
  }
});

test('noise is the same for all rules, follows the seed, and is none at 0', () => {
  const settings = { ...firstSettings(), noise: 0.4, rivals: [] };
  const rule = { id: 'gradientDescent', hyper: { alpha: 0.1 } } as const;
  const [a, b] = runsOf(settings, [rule, rule]);
  expect(a?.loss).toEqual(b?.loss);
  expect(runsOf({ ...settings, seed: 2 }, [rule])[0]?.loss).not.toEqual(a?.loss);
  expect(runsOf({ ...settings, noise: 0, seed: 2 }, [rule])[0]?.loss).toEqual(
    runsOf({ ...settings, noise: 0 }, [rule])[0]?.loss,
  );
});

test('batches follow the seed where the loss has examples, and do nothing where it has none', () => {
  const rule = { id: 'gradientDescent', hyper: { alpha: 0.01 } } as const;
  const few = { ...firstSettings('gabor'), batch: 5 };
  const [run] = runsOf(few, [rule]);
  const trace = train({
    problem: gabor,
    optimizer: optimizers.gradientDescent,
    hyper: rule.hyper,
    start: few.start,
    steps: few.steps,
    batches: { size: 5, sampling: 'notebook', seed: few.seed },
  });
  expect(run?.loss).toEqual(trace.loss);
  expect(runsOf({ ...few, seed: 2 }, [rule])[0]?.loss).not.toEqual(run?.loss);
  const all = runsOf({ ...few, batch: 0 }, [rule])[0]?.loss;
  expect(run?.loss).not.toEqual(all);
  // As many as there are, or more, are all of them.
  expect(runsOf({ ...few, batch: 99 }, [rule])[0]?.loss).toEqual(all);
  const plain = firstSettings();
  expect(runsOf({ ...plain, batch: 5 }, [rule])[0]?.loss).toEqual(runsOf(plain, [rule])[0]?.loss);
});

describe('a loss in words', () => {
  test.each([
    [1.20961, '1.210'],
    [-0.27486, '\u22120.275'],
    [0, '0.000'],
    [-1e-9, '\u22121.0 · 10^{\u22129}'],
    [12.345, '12.35'],
    [2345.6, '2346'],
    [3.2e7, '3.2 · 10^{7}'],
    [Number.POSITIVE_INFINITY, 'beyond all numbers'],
    [Number.NaN, '\u2013'],
  ])('%d is %s', (loss, text) => {
    expect(lossText(loss)).toBe(text);
  });
});
