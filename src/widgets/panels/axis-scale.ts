import type { Axis } from '../../figure/panels/panel.ts';
import { axisNumber, powerText, textWidth } from './text.ts';

/** Maps data to px, linearly or logarithmically; plain data, so that a layout can be cached and compared. */
export interface Scale {
  domain: readonly [number, number];
  range: readonly [number, number];
  log: boolean;
}

/** Both scales of a plot as a short text: the same data on the same scales looks the same. */
export function scalesKey(x: Scale, y: Scale): string {
  return [...x.domain, ...x.range, x.log, ...y.domain, ...y.range, y.log].join(' ');
}

export interface Tick {
  value: number;
  px: number;
  text: string;
}

/** Labels of axes that count: `step *t*`, `epoch`, `steps to leave`; not a length such as `step / α`. */
const COUNTS = /^(?:(?:step|epoch|iteration)(?: \*t\*)?(?:,|$)|(?:steps|epochs|updates|runs|seeds|trials|examples)\b)/;

const countsBy = (label: string): boolean => COUNTS.test(label);

/** Position of infinite values: outside any picture. */
const FAR = 1e6;

/** A log scale requires a positive domain; without one it is linear. An empty domain is widened. */
export function createScale({ domain, scale }: Axis, range: readonly [number, number]): Scale {
  const [a, b] = domain;
  const log = scale === 'log' && a > 0 && b > 0;
  if (Number.isFinite(a) && Number.isFinite(b) && a !== b) return { domain, range, log };
  const middle = Number.isFinite(a) ? a : Number.isFinite(b) ? b : log ? 1 : 0;
  return { domain: log ? [middle / 2, middle * 2] : [middle - 0.5, middle + 0.5], range, log };
}

/** Data to px. NaN stays NaN; infinite values, and nonpositive ones on a log scale, are far outside. */
export function toPx({ domain: [a, b], range: [from, to], log }: Scale, value: number): number {
  const share = log ? Math.log(Math.max(value, 0) / a) / Math.log(b / a) : (value - a) / (b - a);
  return from + Math.max(-FAR, Math.min(FAR, share)) * (to - from);
}

/** Px to data, the inverse of `toPx` inside the range. */
export function fromPx({ domain: [a, b], range: [from, to], log }: Scale, px: number): number {
  const share = (px - from) / (to - from);
  return log ? a * (b / a) ** share : a + share * (b - a);
}

interface TickRoom {
  /** Distance between ticks to aim at, px. */
  spacing: number;
  /** Ticks are beside rather than above each other, so their widths count. */
  across: boolean;
}

/** The labelled ticks: the axis's own if it lists any, otherwise round numbers; thinned until no two labels touch. */
export function chooseTicks(axis: Axis, scale: Scale, { spacing, across }: TickRoom): Tick[] {
  const length = Math.abs(scale.range[1] - scale.range[0]);
  const whole = axis.format !== 'percent' && countsBy(axis.label);
  if (axis.ticks) {
    const chosen = thinned(label(axis.ticks, axis, scale), across);
    // Ticks chosen for another domain could leave the axis without numbers.
    if (chosen.length > 1 || axis.ticks.length < 2) return chosen;
  }
  const sets = tickSets(scale, Math.max(1, length / spacing), whole).map((set) => label(set, axis, scale));
  // Prefers a sparser set with ticks at both ends of the axis; thinning would lose them.
  return sets.find((ticks) => fits(ticks, across)) ?? thinned(sets.at(-1) ?? [], across);
}

/** Every second, third, … tick, until no two labels touch; at least one remains. */
function thinned(ticks: readonly Tick[], across: boolean): Tick[] {
  for (let every = 1; every < ticks.length; every++) {
    const some = ticks.filter((_, i) => i % every === 0);
    if (fits(some, across)) return some;
  }
  return ticks.slice(0, 1);
}

function label(values: readonly number[], { format }: Axis, scale: Scale): Tick[] {
  // Between powers of ten a plain number is easier to read: 0.03 rather than 3 · 10^{−2}.
  const powers = format === 'power' && values.every((v) => v === 0 || Number.isInteger(roundLog10(v)));
  const write = format === 'percent' ? (v: number) => `${axisNumber(100 * v)}\u00a0%` : powers ? powerText : axisNumber;
  return values
    .map((value) => ({ value, px: toPx(scale, value), text: write(value) }))
    .filter(({ px }) => px >= Math.min(...scale.range) - 0.5 && px <= Math.max(...scale.range) + 0.5);
}

function roundLog10(value: number): number {
  return Number(Math.log10(Math.abs(value)).toPrecision(12));
}

const TICK_SIZE = 12;
const GAP = 8;
const LINE = 15;

function fits(ticks: readonly Tick[], across: boolean): boolean {
  return ticks.every((tick, i) => {
    const before = ticks[i - 1];
    if (!before) return true;
    const need = across ? (textWidth(tick.text, TICK_SIZE) + textWidth(before.text, TICK_SIZE)) / 2 + GAP : LINE;
    return Math.abs(tick.px - before.px) >= need;
  });
}

/** Sets of ticks from the densest to the sparsest; with `whole`, at whole numbers only. */
function tickSets({ domain, log }: Scale, target: number, whole: boolean): number[][] {
  const [low, high] = [Math.min(...domain), Math.max(...domain)];
  if (log) {
    const sets = logTicks(low, high, target).map((set) => (whole ? set.filter(Number.isInteger) : set));
    if (sets.some((set) => set.length > 1)) return sets.filter((set) => set.length > 1);
  }
  return [target, target / 1.6, target / 2.6, 1].map((count) => linearTicks(low, high, count, whole));
}

/**
 * Ticks at round steps (1, 2, 5, sometimes 2.5 or 4, times a power of ten), preferably with one at each end. With
 * `whole` all steps are whole, and a domain with fewer than two whole numbers has only those.
 */
export function linearTicks(low: number, high: number, intervals: number, whole = false): number[] {
  const span = high - low;
  const decade = 10 ** Math.floor(Math.log10(span / Math.max(1, intervals)));
  const power = whole ? Math.max(1, decade) : decade;
  let best: { cost: number; step: number; from: number; to: number } | undefined;
  for (const factor of [0.5, 1, 2, 2.5, 4, 5, 10]) {
    const step = factor * power;
    if (whole && !Number.isInteger(step)) continue;
    const from = Math.ceil(low / step - 1e-9);
    const to = Math.floor(high / step + 1e-9);
    const uncovered = (span - (to - from) * step) / span;
    const isOdd = factor === 2.5 || factor === 4;
    // Too many ticks are worse than too few, and an end without a tick is worse than an unusual step.
    const excess = Math.log(span / step / Math.max(1, intervals));
    const cost =
      (excess > 0 ? 1.6 * excess : -excess) +
      (uncovered > 1e-9 ? (isOdd ? 0.7 : 0.35) + 0.6 * uncovered : isOdd ? 0.1 : 0);
    if (to > from && (!best || cost < best.cost)) best = { cost, step, from, to };
  }
  if (!best) return whole ? [Math.ceil(low)].filter((value) => value <= high) : [low, high];
  const { step, from, to } = best;
  return Array.from({ length: to - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(12)));
}

/** Ticks at 1, 2 and 5 over a few decades, at every power of ten or every nth over many; none if fewer than two fit. */
function logTicks(low: number, high: number, target: number): number[][] {
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const within = (v: number) => v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9);
  const powers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const times = (factors: number[]) => powers.flatMap((p) => factors.map((f) => Number(`${f}e${p}`))).filter(within);
  const everyNth = [1, 2, 3, 4, 5, 6, 10, 20, 50, 100].map((n) =>
    powers
      .filter((p) => p % n === 0)
      .map((p) => Number(`1e${p}`))
      .filter(within),
  );
  const sets = [times([1, 2, 5]), times([1, 3]), ...everyNth].filter(
    (set) => set.length >= 2 && (set.length <= target * 1.7 + 1 || set.length === 2),
  );
  return sets;
}
