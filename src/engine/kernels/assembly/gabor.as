// Squared residuals of the Gabor model and their slopes, two at a time in double precision: two examples of one run, or
// one example of two runs. Products and sums round one by one, and stand in the order of problems/gabor-table.ts: the
// same numbers to the last bit. Two values of u have a slot of 64 bytes: z, where they lie in their cells; the rows of the
// table; x; y.

/** Numbers of the inner loop, twice each; a constant in the code would be made anew in every turn. */
const LOOP: usize = memory.data<f64>([2304, 2304, 0.5, 0.5, 70368744177665, 70368744177665, -1, -1, 4608, 4608], 16);
/** Cells of the table in a unit of u. */
const CELLS: f64 = 64;

/** Where memory is free. */
export const base: usize = __heap_base;

/** What the two lanes are. */
@unmanaged
class Examples {
  a: u8;
}
@unmanaged
class Runs {
  a: u8;
  b: u8;
}

/** Writes x and y of two examples into each slot; `first` and `second` are the lists that the lanes take them from. */
export function gather(slots: usize, end: usize, examples: usize, first: usize, second: usize, step: usize): void {
  for (; slots < end; slots += 64) {
    const p = v128.load(examples + (<usize>load<i32>(first) << 4));
    const q = v128.load(examples + (<usize>load<i32>(second) << 4));
    v128.store(slots, v128.shuffle<f64>(p, q, 0, 2), 32);
    v128.store(slots, v128.shuffle<f64>(p, q, 1, 3), 48);
    first += step;
    second += step;
  }
}

/**
 * Writes z, from -1/2 to 1/2, and the rows, where u = a + s x in cells. The rows go through memory, which is the fast way
 * from a lane to an address.
 */
function place(slots: usize, end: usize, a: v128, s: v128): void {
  const shift = v128.load(LOOP);
  const half = v128.load(LOOP, 16);
  const magic = v128.load(LOOP, 32);
  const low = v128.load(LOOP, 48);
  const high = v128.load(LOOP, 64);
  for (; slots < end; slots += 64) {
    const at = f64x2.add(f64x2.add(a, f64x2.mul(s, v128.load(slots, 32))), shift);
    const cell = f64x2.floor(at);
    v128.store(slots, f64x2.sub(f64x2.sub(at, cell), half));
    // Out of reach, and where u is NaN, the first row and the last, which are 0; cell 0 has the second. 2^46 + k has the
    // number k in its bits from the sixth up: its low word is 64 k, the distance of row k.
    v128.store(slots, f64x2.add(f64x2.pmin(high, f64x2.pmax(low, cell)), magic), 16);
  }
}

/**
 * g and g' of each slot by Horner's rule, and the sums of squared residuals, of their slopes and of x times those: both
 * sums of two runs, or the one sum over two examples after the other up to `last`, where the second does not count.
 * Writes the gradients to `out` and the losses to `losses`.
 */
function sum<Lanes>(slots: usize, end: usize, last: usize, table: usize, out: usize, losses: usize): void {
  let loss = f64x2.splat(0);
  let d0 = loss;
  let d1 = loss;
  for (; slots < end; slots += 64) {
    const z = v128.load(slots);
    const first = table + <usize>load<i32>(slots, 16);
    const second = table + <usize>load<i32>(slots, 24);
    let p = v128.load(first, 32);
    let q = v128.load(second, 32);
    let g = v128.shuffle<f64>(p, q, 1, 3);
    let dg = g;
    g = f64x2.add(f64x2.mul(g, z), v128.shuffle<f64>(p, q, 0, 2));
    dg = f64x2.add(f64x2.mul(dg, z), g);
    p = v128.load(first, 16);
    q = v128.load(second, 16);
    g = f64x2.add(f64x2.mul(g, z), v128.shuffle<f64>(p, q, 1, 3));
    dg = f64x2.add(f64x2.mul(dg, z), g);
    g = f64x2.add(f64x2.mul(g, z), v128.shuffle<f64>(p, q, 0, 2));
    dg = f64x2.add(f64x2.mul(dg, z), g);
    p = v128.load(first);
    q = v128.load(second);
    g = f64x2.add(f64x2.mul(g, z), v128.shuffle<f64>(p, q, 1, 3));
    dg = f64x2.add(f64x2.mul(dg, z), g);
    g = f64x2.add(f64x2.mul(g, z), v128.shuffle<f64>(p, q, 0, 2));
    const residual = f64x2.sub(g, v128.load(slots, 48));
    const square = f64x2.mul(residual, residual);
    const d = f64x2.mul(f64x2.add(residual, residual), dg);
    const dx = f64x2.mul(d, v128.load(slots, 32));
    loss = f64x2.add(loss, square);
    d0 = f64x2.add(d0, d);
    d1 = f64x2.add(d1, dx);
    if (offsetof<Lanes>() == offsetof<Examples>()) {
      // The sums are in the first lanes.
      if (slots == last) break;
      loss = f64x2.add(loss, v128.shuffle<f64>(square, square, 1, 1));
      d0 = f64x2.add(d0, v128.shuffle<f64>(d, d, 1, 1));
      d1 = f64x2.add(d1, v128.shuffle<f64>(dx, dx, 1, 1));
    }
  }
  d0 = f64x2.mul(f64x2.splat(CELLS), d0);
  d1 = f64x2.mul(f64x2.splat(0.06), f64x2.mul(f64x2.splat(CELLS), d1));
  v128.store(out, v128.shuffle<f64>(d0, d1, 0, 2));
  if (offsetof<Lanes>() == offsetof<Runs>()) v128.store(out, v128.shuffle<f64>(d0, d1, 1, 3), 16);
  v128.store(losses, loss);
}

/**
 * One run: writes the gradient at (phi0, phi1) to `out` and the loss to `losses`, over the `size` examples in `list`, or
 * those that are in the slots where `list` is 0. Behind an odd number of them stands one more, which does not count.
 */
export function gradient(
  phi0: f64,
  phi1: f64,
  list: usize,
  size: i32,
  examples: usize,
  table: usize,
  slots: usize,
  out: usize,
  losses: usize,
): void {
  const end = slots + (<usize>((size + 1) >> 1) << 6);
  if (list != 0) gather(slots, end, examples, list, list + 4, 8);
  place(slots, end, f64x2.splat(CELLS * phi0), f64x2.splat(CELLS * (0.06 * phi1)));
  sum<Examples>(slots, end, slots + (<usize>(size >> 1) << 6), table, out, losses);
}

/**
 * Many runs, two at a time: their gradients at `points` to `out`, two numbers a run, and their losses. Each has a list of
 * `size` examples, `listStep` bytes apart, or all have those in the slots, where `lists` is 0. Where the number of runs is
 * odd there is room for one more, whose point and list are of some earlier call.
 */
export function gradients(
  points: usize,
  out: usize,
  losses: usize,
  runs: i32,
  lists: usize,
  listStep: usize,
  size: i32,
  examples: usize,
  table: usize,
  slots: usize,
): void {
  const end = slots + (<usize>size << 6);
  const cells = f64x2.splat(CELLS);
  for (const last = points + (<usize>runs << 4); points < last; points += 32) {
    const p = v128.load(points);
    const q = v128.load(points, 16);
    if (lists != 0) {
      gather(slots, end, examples, lists, lists + listStep, 4);
      lists += 2 * listStep;
    }
    const a = f64x2.mul(cells, v128.shuffle<f64>(p, q, 0, 2));
    const s = f64x2.mul(cells, f64x2.mul(f64x2.splat(0.06), v128.shuffle<f64>(p, q, 1, 3)));
    place(slots, end, a, s);
    sum<Runs>(slots, end, 0, table, out, losses);
    out += 32;
    losses += 16;
  }
}
