import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bestKernels, createAllocator, createKernels } from '../../../src/engine/kernels/kernels.ts';

describe('the generated modules', () => {
  it.each(['modules.ts', 'gabor-module.ts'])('%s was made from the sources as they stand', (file) => {
    const hash = createHash('sha256');
    for (const source of globSync('src/engine/kernels/assembly/*.as').sort()) hash.update(readFileSync(source));
    const made = /whose SHA-256 is\n\/\/ (\w+)/.exec(readFileSync(`src/engine/kernels/${file}`, 'utf8'))?.[1];
    expect(made, 'run npm run kernels --prefix verification').toBe(hash.digest('hex'));
  });
});

describe.each(['simd', 'relaxed-simd'] as const)('kernels of %s', (kind) => {
  const kernels = createKernels(kind);
  const allocate = createAllocator(kernels);
  const floats = (values: number[]) => {
    const at = allocate(4 * values.length);
    const view = new Float32Array(kernels.memory.buffer, at, values.length);
    view.set(values);
    return { at, view };
  };

  it('tanhInPlace is right to rounding, keeps the digits of small numbers, and keeps a NaN', () => {
    const values = [0, -0, 1e-30, 1e-6, -1e-3, 0.1, -0.3466, 0.5, 1, -2, 5, 9.5, 50, -1e30, Infinity, NaN];
    const { at, view } = floats(values);
    kernels.tanhInPlace(at, values.length / 4);
    for (const [i, x] of values.entries()) {
      const wanted = Math.tanh(Math.fround(x));
      if (wanted === 0 || Number.isNaN(wanted)) expect(view[i]).toBe(Math.fround(wanted));
      else expect(Math.abs(view[i]! / wanted - 1), `tanh ${x}`).toBeLessThan(4e-7);
    }
  });

  it('crossEntropy takes logits of any size, and gives slopes that sum to 0', () => {
    const rows = [
      [1, 2, 3],
      [1000, -1000, 0],
      [-200, -200, -200],
      [0, -59, -61],
    ];
    const z = floats(rows.flatMap((row) => [...row, 77]));
    const dz = floats(rows.flatMap((row) => [...row, 77]));
    const y = allocate(16);
    new Int32Array(kernels.memory.buffer, y, 4).set([2, 1, 0, 2]);
    const loss = kernels.crossEntropy(z.at, y, dz.at, 4, 3, 0.25);
    const wanted = Math.log(1 + Math.exp(-1) + Math.exp(-2)) + 2000 + Math.log(3) + 61;
    expect(Math.abs(loss / wanted - 1)).toBeLessThan(1e-7);
    for (let row = 0; row < 4; row++) {
      const [a, b, c, padding] = dz.view.subarray(4 * row, 4 * row + 4);
      expect(a! + b! + c!).toBeCloseTo(0, 7);
      expect(padding).toBe(0);
    }
    // Far below the largest the softmax is exactly 0: a denormal would slow every product after it.
    expect(dz.view[14]).toBe(-0.25);
    expect(dz.view[13]).toBeGreaterThan(0);
  });

  it('crossEntropy of a NaN is a NaN', () => {
    const { at } = floats([0, Number.NaN, 0, 0]);
    expect(kernels.crossEntropy(at, allocate(16), allocate(16), 1, 3, 1)).toBeNaN();
  });

  it('adam lets an average that decays become 0, not denormal', () => {
    const [phi, g, m, v] = [
      [1, 1, 1, 1],
      [0, 0, 0, 0],
      [1e-29, 1e-37, -1e-37, 1],
      [1e-29, 1e-37, 1, 1],
    ].map(floats);
    for (let k = 0; k < 40; k++) {
      kernels.adam(phi!.at, g!.at, m!.at, v!.at, 1, 1e-3, 0.9, 1 - 0.9, 0.9, 1 - 0.9, 1, 1e-8);
    }
    expect([...m!.view.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(m!.view[3]).toBeCloseTo(0.9 ** 40, 6);
    expect([...v!.view.subarray(0, 2)]).toEqual([0, 0]);
  });
});

describe('bestKernels', () => {
  it('keeps to plain SIMD where a run must replay', () => {
    expect(bestKernels({ replay: true })).toBe('simd');
    expect(['simd', 'relaxed-simd']).toContain(bestKernels());
  });
});
