import { compileModule } from './compile.ts';
import { relaxedSimd, simd } from './modules.ts';

/** An address in the memory of one set of kernels, in bytes; a multiple of 16. */
export type Pointer = number;

/** The functions of assembly/*.as, on matrices whose rows are padded to whole vectors of four. */
export type Kernels = {
  readonly memory: WebAssembly.Memory;
  forward(x: Pointer, w: Pointer, to: Pointer, rows: number, inputs: number, vectors: number, floor: number): void;
  addGradient(x: Pointer, dz: Pointer, to: Pointer, rows: number, inputs: number, vectors: number, scale: number): void;
  backward(
    dz: Pointer,
    w: Pointer,
    h: Pointer,
    to: Pointer,
    rows: number,
    inputs: number,
    vectors: number,
    bent: number,
  ): void;
  crossEntropy(z: Pointer, y: Pointer, dz: Pointer, rows: number, classes: number, weight: number): number;
  squaredError(z: Pointer, y: Pointer, dz: Pointer, rows: number, classes: number, weight: number): number;
  momentum(
    phi: Pointer,
    g: Pointer,
    m: Pointer,
    vectors: number,
    rate: number,
    beta: number,
    oneMinusBeta: number,
  ): void;
  adam(
    phi: Pointer,
    g: Pointer,
    m: Pointer,
    v: Pointer,
    vectors: number,
    rate: number,
    beta: number,
    oneMinusBeta: number,
    gamma: number,
    oneMinusGamma: number,
    correction: number,
    epsilon: number,
  ): void;
  gather(x: Pointer, y: Pointer, batch: Pointer, toX: Pointer, toY: Pointer, rows: number, vectors: number): void;
  tanhInPlace(at: Pointer, vectors: number): void;
};

export type KernelKind = 'simd' | 'relaxed-simd';

const text = { simd, 'relaxed-simd': relaxedSimd } as const;
// Compiled code is the same for every run, and stays optimised from one run to the next.
const compiled = new Map<KernelKind, WebAssembly.Module | undefined>();

function moduleOf(kind: KernelKind): WebAssembly.Module | undefined {
  if (!compiled.has(kind)) compiled.set(kind, compileModule(text[kind]));
  return compiled.get(kind);
}

/**
 * The fastest kernels that run here: relaxed SIMD, else SIMD, else undefined. Relaxed SIMD may round otherwise on
 * another machine; `replay` keeps to plain SIMD, the same bits everywhere.
 */
export function bestKernels({ replay = false }: { replay?: boolean } = {}): KernelKind | undefined {
  const kinds: readonly KernelKind[] = replay ? ['simd'] : ['relaxed-simd', 'simd'];
  return kinds.find((kind) => moduleOf(kind) !== undefined);
}

/**
 * A set of kernels with a memory of its own.
 * @throws Error if this machine does not run that kind.
 */
export function createKernels(kind: KernelKind): Kernels {
  const module = moduleOf(kind);
  if (!module) throw new Error(`kernels: WebAssembly with ${kind} does not run here`);
  // The modules are made from assembly/kernels.as, which exports exactly these.
  return new WebAssembly.Instance(module).exports as Kernels;
}

/** Hands out memory, all zero, that is never given back: it goes when the kernels go. */
export function createAllocator({ memory }: Kernels): (bytes: number) => Pointer {
  const PAGE = 65536;
  // Below lies what the compiler may keep for itself.
  let end = 1024;
  return (bytes) => {
    const at = end;
    end += Math.ceil(bytes / 64) * 64;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return at;
  };
}
