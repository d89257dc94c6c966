import { compileModule } from '../kernels/compile.ts';
import { gaborModule } from '../kernels/gabor-module.ts';
import type { AnyVector, Vector } from '../vector.ts';
import type { Batch } from './problem.ts';

/**
 * The sums of gabor-table.ts in WebAssembly, two values at a time: identical to the last bit, and two to three times
 * faster.
 */
export interface GaborKernel {
  /** Maximum batch size. */
  readonly capacity: number;
  /** Writes the gradient into `out` and returns the loss, over the batch or all examples. */
  gradient(phi0: number, phi1: number, out: AnyVector, batch?: Batch): number;
  /** Gradients and losses at many points, two numbers each; their batches have the same size. */
  gradients(points: Vector, out: Vector, losses: Vector, batches?: readonly Batch[]): void;
}

/** The functions of assembly/gabor.as; addresses in bytes. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  /** Start of the free memory. */
  readonly base: WebAssembly.Global<'i32'>;
  gather(slots: number, end: number, examples: number, first: number, second: number, step: number): void;
  gradient(
    phi0: number,
    phi1: number,
    list: number,
    size: number,
    examples: number,
    table: number,
    slots: number,
    out: number,
    losses: number,
  ): void;
  gradients(
    points: number,
    out: number,
    losses: number,
    runs: number,
    lists: number,
    listStep: number,
    size: number,
    examples: number,
    table: number,
    slots: number,
  ): void;
};

/** Maximum number of points per call of the kernel: few enough to stay in the first cache. */
const BLOCK = 128;
const PAGE = 65536;
/** Bytes of one row of the table, and of one slot. */
const ROW = 64;
const SLOT = 64;

let compiled: WebAssembly.Module | undefined;

/**
 * A kernel for these examples; undefined if WebAssembly with SIMD is not available. `table` is that of gabor-table.ts.
 */
export function createGaborKernel(x: Vector, y: Vector, table: Vector): GaborKernel | undefined {
  compiled ??= compileModule(gaborModule);
  if (!compiled) return undefined;
  // Safe: made from assembly/gabor.as, which exports exactly these.
  const kernel = new WebAssembly.Instance(compiled).exports as Exports;

  let end = kernel.base.value;
  const take = (bytes: number): number => {
    const at = Math.ceil(end / 64) * 64;
    end = at + bytes;
    return at;
  };
  const capacity = x.length;
  // A list has room for one more, so that a last pair is complete.
  const listStep = 8 * Math.ceil((capacity + 1) / 2);
  const lists = take(BLOCK * listStep);
  const examples = take(16 * capacity);
  const slots = take(SLOT * capacity);
  // All examples, in pairs for one run and each twice for two, have permanent slots.
  const pairs = take(SLOT * capacity);
  const twice = take(SLOT * capacity);
  const points = take(16 * BLOCK);
  const slopes = take(16 * BLOCK);
  const losses = take(8 * BLOCK);
  // The table has a row of zeros before it and one after it.
  const rows = take(8 * table.length + 2 * ROW);
  kernel.memory.grow(Math.ceil(end / PAGE) - kernel.memory.buffer.byteLength / PAGE);

  const { buffer } = kernel.memory;
  new Float64Array(buffer, rows + ROW, table.length).set(table);
  new Float64Array(buffer, examples, 2 * capacity).set(Array.from(x, (input, i) => [input, y[i]!]).flat());
  const listAt = new Int32Array(buffer, lists, (BLOCK * listStep) / 4);
  const pointAt = new Float64Array(buffer, points, 2 * BLOCK);
  const slopeAt = new Float64Array(buffer, slopes, 2 * BLOCK);
  const lossAt = new Float64Array(buffer, losses, BLOCK);
  for (let i = 0; i < capacity; i++) listAt[i] = i;
  kernel.gather(pairs, pairs + SLOT * Math.ceil(capacity / 2), examples, lists, lists + 4, 8);
  kernel.gather(twice, twice + SLOT * capacity, examples, lists, lists, 4);

  return {
    capacity,
    gradient(phi0, phi1, out, batch) {
      if (batch) {
        const size = batch.length;
        for (let k = 0; k < size; k++) listAt[k] = batch[k]!;
        kernel.gradient(phi0, phi1, lists, size, examples, rows, slots, slopes, losses);
      } else kernel.gradient(phi0, phi1, 0, capacity, examples, rows, pairs, slopes, losses);
      out[0] = slopeAt[0]!;
      out[1] = slopeAt[1]!;
      return lossAt[0]!;
    },
    gradients(at, out, into, batches) {
      const runs = at.length / 2;
      for (let from = 0; from < runs; from += BLOCK) {
        const some = Math.min(BLOCK, runs - from);
        for (let k = 0; k < 2 * some; k++) pointAt[k] = at[2 * from + k]!;
        if (batches) {
          const size = batches[from]!.length;
          for (let r = 0; r < some; r++) {
            const batch = batches[from + r]!;
            for (let k = 0; k < size; k++) listAt[(r * listStep) / 4 + k] = batch[k]!;
          }
          kernel.gradients(points, slopes, losses, some, lists, listStep, size, examples, rows, slots);
        } else kernel.gradients(points, slopes, losses, some, 0, 0, capacity, examples, rows, twice);
        for (let k = 0; k < 2 * some; k++) out[2 * from + k] = slopeAt[k]!;
        for (let r = 0; r < some; r++) into[from + r] = lossAt[r]!;
      }
    },
  };
}
