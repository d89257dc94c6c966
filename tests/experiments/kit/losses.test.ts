import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../../../src/experiments/kit/loss-map.ts';
import { gallery, isLoss, type LossId, lossIds } from '../../../src/experiments/kit/losses.ts';
import { type LaboratoryReference, latticeOf } from '../../../src/references/laboratory.ts';
import { referenceFolder } from '../../../src/references/references.ts';
import { type Interpreter, openInterpreter } from '../../python/interpreter.ts';

const reference: LaboratoryReference = JSON.parse(readFileSync(`${referenceFolder}/laboratory.json`, 'utf8'));

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await openInterpreter();
});

it('the list of a figure has the losses whose runs have rates, and no other', () => {
  expect(lossIds.join(' ')).toBe('basins ravine valley banana saddle gabor line own model');
  expect(['himmelblau', 'toString', '', undefined].filter(isLoss)).toEqual([]);
});

describe.each(gallery.map((loss) => [loss.id, loss] as const))('loss %s', (id, loss) => {
  const n = loss.y ? 2 : 1;
  const problem = { kind: 'loss', code: loss.python } as const;

  it('has the values that NumPy computes from the same text', async () => {
    const kept = reference.losses.find((one) => one.id === id);
    const says = kept ? 'its text has changed' : 'it is new';
    expect(kept?.code, `${says}: npm run reference --prefix verification -- laboratory`).toBe(loss.python);
    const { xs, ys } = latticeOf(loss);
    const points = ys ? ys.flatMap((y) => xs.map((x) => [x, y])) : xs.map((x) => [x]);
    const { columns, error } = await interpreter.ask('slopes', { problem, points });
    expect(error).toBeUndefined();
    const values = columns['values'] ?? [];
    expect(values.length).toBe(kept?.values.length);
    for (const [k, text] of (kept?.values ?? []).entries())
      expect(Math.abs(values[k]! - Number(text))).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(Number(text))));
  });

  it.runIf(isLoss(id))('is the loss that the engine has under its name', async () => {
    const { loss: engineLoss } = problemOf({ loss: id as LossId, points: [] });
    const { xs, ys = [] } = latticeOf(loss);
    const points = ys.flatMap((y) => xs.map((x) => [x, y]));
    const { columns } = await interpreter.ask('slopes', { problem, points });
    for (const [k, point] of points.entries())
      expect(columns['values']?.[k]).toBeCloseTo(engineLoss(Float64Array.from(point)), 9);
  });

  it('has the slopes that differences of it have', async () => {
    const { xs, ys } = latticeOf(loss);
    const points = ys
      ? [1, 3, 5, 7].map((k) => [xs[k]! + 0.013, ys[8 - k]! + 0.017])
      : [3, 17, 30].map((k) => [xs[k]! + 0.013]);
    const { columns, error } = await interpreter.ask('slopes', { problem, points });
    expect(error).toBeUndefined();
    for (const [k, point] of points.entries()) {
      for (let i = 0; i < n; i++) {
        const h = 1e-5;
        const beside = [h, -h].map((by) => point.map((at, j) => (j === i ? at + by : at)));
        const { columns: near } = await interpreter.ask('slopes', { problem, points: beside });
        const [above = 0, below = 0] = near['values'] ?? [];
        const slope = columns['slopes']?.[n * k + i] ?? Number.NaN;
        expect(Math.abs(slope - (above - below) / (2 * h))).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
      }
    }
  });

  it.runIf(loss.lowest)('is lowest where its source says, and no slope is left there', async () => {
    const { at, loss: depth } = loss.lowest!;
    const { columns } = await interpreter.ask('slopes', { problem, points: [at] });
    expect(Math.abs((columns['values']?.[0] ?? Number.NaN) - depth)).toBeLessThan(2e-3);
  });

  it('starts inside its window', () => {
    expect(loss.start).toHaveLength(n);
    for (const [i, [from, to]] of (loss.y ? [loss.x, loss.y] : [loss.x]).entries()) {
      expect(loss.start[i]).toBeGreaterThan(from);
      expect(loss.start[i]).toBeLessThan(to);
    }
  });
});
