/** Own points: the engine's results agree with NumPy's (`npm run reference --prefix verification -- own-points`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitGabor, notebookFit } from '../../../src/engine/problems/gabor-points.ts';
import { LINE_POINTS, linearRegression } from '../../../src/engine/problems/linear-regression.ts';
import { lineFrame, NOTEBOOK_FRAME } from '../../../src/engine/problems/linear-regression-frame.ts';
import { createLine } from '../../../src/engine/problems/linear-regression-points.ts';
import { RandomState } from '../../../src/engine/random-state.ts';
import type { OwnPointsReference } from '../../../src/references/own-points.ts';
import { referenceFolder } from '../../../src/references/references.ts';

const { lines, gabors } = JSON.parse(
  readFileSync(join(referenceFolder, 'own-points.json'), 'utf8'),
) as OwnPointsReference;
const notebook = LINE_POINTS.x.map((x, i) => [x, LINE_POINTS.y[i]!] as const);

describe('a line through points of one’s own', () => {
  it.each(lines.map((line, k) => [k + 1, line] as const))(
    'random set %i has the least squares solution of NumPy',
    (_, { points, solution, minimum, eigenvalues }) => {
      const line = createLine(points);
      // Allowed error of NumPy's own solution: its rounding, times the condition number.
      const [smallest, largest] = eigenvalues;
      const condition = Math.sqrt(largest / smallest);
      const size = Math.hypot(...solution);
      for (const k of [0, 1])
        expect(Math.abs(line.solution[k]! - solution[k]!)).toBeLessThan(1e-14 * condition * Math.max(size, 1e-9));
      const squares = points.reduce((sum, [, y]) => sum + y * y, 0);
      expect(Math.abs(line.minimum - minimum)).toBeLessThan(1e-12 * condition * squares);
      expect(Math.abs(line.eigenvalues[1]! / largest - 1)).toBeLessThan(1e-12);
      expect(Math.abs(line.eigenvalues[0]! - smallest)).toBeLessThan(1e-12 * largest);
    },
  );

  it('has no slope at its solution, which lies within its frame, as do the points', () => {
    for (const { points } of lines) {
      const line = createLine(points);
      const frame = lineFrame(points);
      const [a = Number.NaN, b = Number.NaN] = line.solution;
      expect(a > frame.intercept[0] && a < frame.intercept[1] && b > frame.slope[0] && b < frame.slope[1]).toBe(true);
      for (const [x, y] of points)
        expect(x >= frame.x[0] && x <= frame.x[1] && y >= frame.y[0] && y <= frame.y[1]).toBe(true);
      // The mark of the limit is on the slider, with room on both sides.
      expect(line.limit).toBeGreaterThan(0.3 * 0.06 * frame.rates);
      expect(line.limit).toBeLessThan(0.95 * 0.06 * frame.rates);
    }
  });

  it('is that of the notebook on its points, in its frame', () => {
    const line = createLine(notebook);
    for (const k of [0, 1]) expect(line.solution[k]).toBeCloseTo(linearRegression.solution[k]!, 13);
    expect(line.minimum).toBeCloseTo(linearRegression.minimum, 13);
    for (const k of [0, 1]) expect(line.eigenvalues[k]).toBeCloseTo(linearRegression.eigenvalues[k]!, 12);
    expect(lineFrame(notebook)).toEqual(NOTEBOOK_FRAME);
  });

  it('far from the origin keeps the digits that the normal equations lose', () => {
    const years = Array.from({ length: 12 }, (_, i) => [2001 + i, 3 + 0.5 * i] as const);
    const { solution } = createLine(years);
    expect(solution[1]).toBeCloseTo(0.5, 14);
    expect(solution[0]).toBeCloseTo(3 - 0.5 * 2001, 10);
  });

  it('has a frame that stands still while a point is moved a little', () => {
    const frames = new Set<string>();
    for (let k = 0; k <= 60; k++) {
      const moved = notebook.map(([x, y], i) => (i === 4 ? ([x + k / 200, y - k / 60] as const) : ([x, y] as const)));
      frames.add(JSON.stringify(lineFrame(moved)));
    }
    expect(frames.size).toBe(1);
  });
});

describe('the Gabor fit on points of one’s own', () => {
  it.each(gabors.map((gabor, k) => [k + 1, gabor] as const))(
    'random set %i has the stationary points of NumPy',
    (_, { points, stationary }) => {
      const { all, minima } = fitGabor(points);
      const curved = all.filter(({ eigenvalues }) => Math.min(...eigenvalues.map(Math.abs)) > 1e-3);
      for (const [kind, phi0, phi1, loss] of stationary) {
        const near = all.find(({ phi }) => Math.hypot(phi[0] - phi0, phi[1] - phi1) < 1e-5);
        expect(near, `${kind} at (${phi0}, ${phi1})`).toBeDefined();
        expect(near?.kind).toBe(kind);
        expect(Math.abs((near?.loss ?? 0) - loss)).toBeLessThan(1e-7);
      }
      for (const { phi } of curved)
        expect(stationary.some(([, phi0, phi1]) => Math.hypot(phi[0] - phi0, phi[1] - phi1) < 1e-5)).toBe(true);
      const lowest = stationary.find(([kind]) => kind === 'minimum');
      expect(minima[0]?.loss).toBeCloseTo(lowest?.[3] ?? Number.NaN, 7);
    },
  );

  it('is that of the notebooks on their points: the same stationary points, and runs end in the same ones', () => {
    const theirs = notebookFit();
    const { x, y } = theirs.problem;
    const own = fitGabor(Array.from(x, (at, i) => [at, y[i]!] as const));
    expect(own.all.map(({ kind }) => kind)).toEqual(theirs.all.map(({ kind }) => kind));
    for (const [k, { phi, loss }] of theirs.all.entries()) {
      expect(Math.hypot(own.all[k]!.phi[0] - phi[0], own.all[k]!.phi[1] - phi[1])).toBeLessThan(1e-9);
      expect(own.all[k]!.loss).toBeCloseTo(loss, 10);
    }
    const random = new RandomState(29);
    let same = 0;
    for (let k = 0; k < 60; k++) {
      const phi = Float64Array.of(-10 + 20 * random.randomSample(), 2.5 + 20 * random.randomSample());
      // Small steps with different rates along the two parameters have different borders between their basins.
      if (own.reached(phi) === theirs.reached(phi)) same++;
    }
    expect(same).toBeGreaterThanOrEqual(54);
  });
});
