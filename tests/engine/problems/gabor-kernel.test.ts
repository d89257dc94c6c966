import { afterEach, describe, expect, test, vi } from 'vitest';
import { createGabor, gabor } from '../../../src/engine/problems/gabor.ts';
import { gaborData } from '../../../src/engine/problems/gabor-data.ts';
import { createGaborKernel } from '../../../src/engine/problems/gabor-kernel.ts';
import { gaborTable, tableGradient } from '../../../src/engine/problems/gabor-table.ts';
import { RandomState } from '../../../src/engine/random-state.ts';
import { vector } from '../../../src/engine/vector.ts';

const { x, y } = gabor;
const kernel = createGaborKernel(x, y, gaborTable)!;
const random = new RandomState(7);

/** In the window, around it, and so far out on either side that the table returns 0. */
const points = Array.from({ length: 400 }, (_, k) => {
  const reach = [1, 3, 20][k % 3]!;
  return [reach * random.uniform(-10, 10), reach * random.uniform(-22.5, 22.5)] as const;
});
const odd = [
  [0, 0],
  [-0, 0],
  [-36, 0],
  [36, 0],
  [36 - 2 ** -47, 0],
  [1e8, -1e8],
  [Number.NaN, 0],
  [0, Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY, 3],
] as const;
const batchOf = (size: number) => Int32Array.from({ length: size }, () => random.randint(0, x.length));

describe('the kernel is the table, to the last bit', () => {
  const [fast, slow] = [vector(0, 0), vector(0, 0)];
  const compare = ([phi0, phi1]: readonly [number, number], batch?: Int32Array<ArrayBuffer>) => {
    const loss = kernel.gradient(phi0, phi1, fast, batch);
    const wanted = tableGradient(x, y, phi0, phi1, slow, 0, batch);
    // toEqual and toBe distinguish 0 from -0, and treat NaN as equal to NaN.
    expect(loss, `${phi0}, ${phi1}`).toBe(wanted);
    expect(fast, `${phi0}, ${phi1}`).toEqual(slow);
  };

  test('over all examples', () => {
    for (const point of [...points, ...odd]) compare(point);
  });

  test('over batches of every size', () => {
    for (let size = 1; size <= x.length; size++) {
      for (const point of [...points.slice(0, 40), ...odd]) compare(point, batchOf(size));
    }
  });

  test.each([1, 2, 127, 128, 129, 300])('at %d points in one call', (runs) => {
    const all = [...odd, ...points].slice(0, runs);
    for (const size of [undefined, 1, 5, 30]) {
      const batches = size === undefined ? undefined : all.map(() => batchOf(size));
      const [out, losses] = [new Float64Array(2 * runs), new Float64Array(runs)];
      const [outWanted, lossesWanted] = [new Float64Array(2 * runs), new Float64Array(runs)];
      kernel.gradients(Float64Array.from(all.flat()), out, losses, batches);
      for (const [r, [phi0, phi1]] of all.entries()) {
        lossesWanted[r] = tableGradient(x, y, phi0, phi1, outWanted, 2 * r, batches?.[r]);
      }
      expect(out).toEqual(outWanted);
      expect(losses).toEqual(lossesWanted);
    }
  });
});

describe('where the kernel does not run', () => {
  afterEach(() => vi.unstubAllGlobals());
  test.each([
    ['there is no WebAssembly', undefined],
    ['there is no SIMD', { validate: (): boolean => false }],
    [
      "the page's policy forbids it",
      {
        validate: (): boolean => true,
        Module: class {
          constructor() {
            throw new Error('unsafe-eval');
          }
        },
      },
    ],
  ])('%s: loss and gradient are the same', async (_, absent) => {
    // Creates its kernel before WebAssembly is removed.
    gabor.loss(vector(0, 0));
    vi.stubGlobal('WebAssembly', absent);
    vi.resetModules();
    const alone = await import('../../../src/engine/problems/gabor.ts');
    const bare = await import('../../../src/engine/problems/gabor-kernel.ts');
    expect(bare.createGaborKernel(x, y, gaborTable)).toBeUndefined();
    const [fast, slow] = [vector(0, 0), vector(0, 0)];
    const runs = points.length;
    const [out, losses] = [new Float64Array(2 * runs), new Float64Array(runs)];
    alone.gabor.gradients(Float64Array.from(points.flat()), out, losses);
    for (const [r, point] of points.entries()) {
      const phi = vector(...point);
      const batch = batchOf(1 + (r % 30));
      expect(alone.gabor.gradient(phi, slow, batch)).toBe(gabor.gradient(phi, fast, batch));
      expect(slow).toEqual(fast);
      expect(alone.gabor.loss(phi)).toBe(gabor.loss(phi));
      expect(losses[r]).toBe(gabor.gradient(phi, fast));
      expect(out.subarray(2 * r, 2 * r + 2)).toEqual(fast);
    }
  });
});

test('a batch with more examples than there are is summed too', () => {
  const batch = Int32Array.from({ length: 70 }, (_, k) => k % 30);
  const plain = createGabor({ ...gaborData, arithmetic: 'plain' });
  const phi = vector(-1.5, 8.5);
  expect(gabor.loss(phi, batch)).toBeCloseTo(plain.loss(phi, batch), 12);
});
