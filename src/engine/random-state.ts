const N = 624;
const M = 397;

/**
 * NumPy's legacy generator, `numpy.random.RandomState`: MT19937, seeded by init_genrand for a number and by
 * init_by_array for an array. All integer and uniform draws are bit for bit NumPy's; `normal` uses a logarithm and
 * agrees within 1e-15 relative.
 *
 * Source: Matsumoto and Nishimura 1998 (mt19937ar.c); NumPy 2.2 `mtrand.pyx`, `legacy-distributions.c`.
 */
export class RandomState {
  readonly #key = new Int32Array(N);
  #position = N;
  /** The polar method makes normals in pairs; this is the second one, or NaN. */
  #kept = Number.NaN;

  /** @throws Error if a seed is not an integer from 0 to 2^32 - 1, or the array is empty. */
  constructor(seed: number | readonly number[]) {
    const words = typeof seed === 'number' ? [seed] : seed;
    const isWord = (word: number) => Number.isInteger(word) && word >= 0 && word <= 0xffffffff;
    if (words.length === 0 || !words.every(isWord)) {
      throw new Error(`RandomState: seed must contain whole numbers from 0 to 2^32 - 1; got ${JSON.stringify(seed)}`);
    }
    if (typeof seed === 'number') this.#initGenrand(seed);
    else this.#initByArray(seed);
  }

  #initGenrand(seed: number): void {
    const key = this.#key;
    key[0] = seed;
    for (let i = 1; i < N; i++) {
      const before = key[i - 1]!;
      key[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  #initByArray(words: readonly number[]): void {
    this.#initGenrand(19650218);
    const key = this.#key;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, words.length); k > 0; k--) {
      const before = key[i - 1]!;
      key[i] = (key[i]! ^ Math.imul(before ^ (before >>> 30), 1664525)) + words[j]! + j;
      if (++i >= N) {
        key[0] = key[N - 1]!;
        i = 1;
      }
      if (++j >= words.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      const before = key[i - 1]!;
      key[i] = (key[i]! ^ Math.imul(before ^ (before >>> 30), 1566083941)) - i;
      if (++i >= N) {
        key[0] = key[N - 1]!;
        i = 1;
      }
    }
    key[0] = 0x80000000;
  }

  #twist(): void {
    const key = this.#key;
    let word = key[0]!;
    for (let k = 0; k < N - 1; k++) {
      const next = key[k + 1]!;
      key[k] = key[k < N - M ? k + M : k + M - N]! ^ mixed(word, next);
      word = next;
    }
    key[N - 1] = key[M - 1]! ^ mixed(word, key[0]!);
    this.#position = 0;
  }

  /** 32 random bits, as a number from -2^31 to 2^31 - 1. */
  #word(): number {
    if (this.#position === N) this.#twist();
    return tempered(this.#key[this.#position++]!);
  }

  /** A uniform integer from 0 to max, by rejection under the smallest mask of ones. */
  #upTo(max: number): number {
    const mask = max === 0 ? 0 : 0xffffffff >>> Math.clz32(max);
    let value = (this.#word() & mask) >>> 0;
    while (value > max) value = (this.#word() & mask) >>> 0;
    return value;
  }

  /** A uniform number in [0, 1), with 53 bits. */
  randomSample(): number {
    const high = this.#word() >>> 5;
    const low = this.#word() >>> 6;
    return (high * 67108864 + low) / 2 ** 53;
  }

  /** Uniform on [low, high). */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.randomSample();
  }

  /** An integer from low to high - 1. @throws Error unless low < high are integers less than 2^32 apart. */
  randint(low: number, high: number): number {
    const range = high - low - 1;
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || range < 0 || range > 0xffffffff) {
      throw new Error(`randint: needs whole numbers low < high, at most 2^32 apart; got ${low}, ${high}`);
    }
    // For a single possible value NumPy makes no draw.
    return range === 0 ? low : low + this.#upTo(range);
  }

  /** One draw from N(mean, sd^2). */
  normal(mean = 0, sd = 1): number {
    if (!Number.isNaN(this.#kept)) {
      const kept = this.#kept;
      this.#kept = Number.NaN;
      return mean + sd * kept;
    }
    let x1: number;
    let x2: number;
    let r2: number;
    do {
      x1 = 2 * this.randomSample() - 1;
      x2 = 2 * this.randomSample() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 === 0);
    const f = Math.sqrt((-2 * Math.log(r2)) / r2);
    this.#kept = f * x1;
    return mean + sd * (f * x2);
  }

  /** Shuffles in place (Fisher and Yates, from the end). */
  shuffle(items: { [index: number]: number; readonly length: number }): void {
    // The draws of #upTo, without a random branch: a draw that is too large swaps i with itself.
    const key = this.#key;
    let position = this.#position;
    let i = items.length - 1;
    while (i > 0) {
      if (position === N) {
        this.#twist();
        position = 0;
      }
      const draw = tempered(key[position++]!) & (-1 >>> Math.clz32(i));
      /** All bits set if the draw is from 0 to i, which is then done. */
      const taken = (draw - i - 1) >> 31;
      const j = i + ((draw - i) & taken);
      const kept = items[i]!;
      items[i] = items[j]!;
      items[j] = kept;
      i += taken;
    }
    this.#position = position;
  }

  /** A random order of 0 … n - 1. */
  permutation(n: number): Int32Array<ArrayBuffer> {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    this.shuffle(order);
    return order;
  }
}

/**
 * The first bit of one word before the rest of the next, times the generator's matrix; without a branch, because the
 * last bit is random.
 */
function mixed(word: number, next: number): number {
  const y = (word & 0x80000000) | (next & 0x7fffffff);
  return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
}

function tempered(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}

const purposes = { start: 1, data: 2, noise: 3, weights: 4 } as const;

/** The purposes of randomness; each has a separate stream, so that turning one off leaves the others unchanged. */
export type Purpose = 'batches' | keyof typeof purposes;

/**
 * The generator of one purpose: `RandomState(seed)` for batches, as in the notebooks, otherwise `RandomState([seed,
 * k])`.
 */
export function stream(seed: number, purpose: Purpose): RandomState {
  return new RandomState(purpose === 'batches' ? seed : [seed, purposes[purpose]]);
}
