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
// Cached, since compiled code is the same for every run, and stays optimized from one run to the next.
const compiled = new Map<KernelKind, WebAssembly.Module | undefined>();

function moduleOf(kind: KernelKind): WebAssembly.Module | undefined {
  if (!compiled.has(kind)) compiled.set(kind, compileModule(text[kind]));
  return compiled.get(kind);
}

/**
 * The fastest kernels available here: relaxed SIMD, otherwise SIMD, otherwise undefined. Relaxed SIMD may round
 * differently on another machine; `replay` restricts the choice to plain SIMD, with the same bits everywhere.
 */
export function bestKernels({ replay = false }: { replay?: boolean } = {}): KernelKind | undefined {
  const kinds: readonly KernelKind[] = replay ? ['simd'] : ['relaxed-simd', 'simd'];
  return kinds.find((kind) => moduleOf(kind) !== undefined);
}

/**
 * A set of kernels with its own memory.
 * @throws Error if this machine does not support that kind.
 */
export function createKernels(kind: KernelKind): Kernels {
  const module = moduleOf(kind);
  if (!module) throw new Error(`kernels: WebAssembly with ${kind} does not run here`);
  // Safe: the modules are made from assembly/kernels.as, which exports exactly these.
  return new WebAssembly.Instance(module).exports as Kernels;
}

/** Allocates zeroed memory, which is never freed individually: it goes when the kernels go. */
export function createAllocator({ memory }: Kernels): (bytes: number) => Pointer {
  const PAGE = 65536;
  // The compiler may use memory below this for itself.
  let end = 1024;
  return (bytes) => {
    const at = end;
    end += Math.ceil(bytes / 64) * 64;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return at;
  };
}
