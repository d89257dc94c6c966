/** The playground as links and devices had it before it was a figure: all that a reader can change. */
import { codeText, LONGEST_CODE } from '../../engine/code.ts';
import { pointsText } from '../../engine/points.ts';
import { FIRST_MODEL, FIRST_RULE, isFirstRule, namedNumbers } from '../../experiments/kit/first-texts.ts';
import { frameOf } from '../../experiments/kit/loss-frames.ts';
import {
  FIRST_LOSS,
  FIRST_POINTS,
  isLoss,
  isPython,
  type LossId,
  lossOf,
  type Span,
  shareOf,
} from '../../experiments/kit/losses.ts';
import { isSheetRule, type RuleId, ruleNames } from '../../experiments/kit/rule-names.ts';
import { withNumber } from '../../python/numbers.ts';

interface Rival {
  id: RuleId;
  rate: number;
  on: boolean;
}

export interface Settings {
  loss: LossId;
  start: readonly [number, number];
  steps: number;
  /** Standard deviation of what is added to each slope; 0: none. */
  noise: number;
  /** Examples that each step sees, where the loss has any; 0: all of them. */
  batch: number;
  seed: number;
  /** The reader's own rule: its text, of which the numbers at the top have sliders. */
  own: { readonly on: boolean; readonly text: string };
  /** The three rules beside it. */
  rivals: readonly Rival[];
  /** The reader's points (x, y), to which a line or a model of the reader's own is fitted. */
  points: readonly (readonly [number, number])[];
  /** Of losses in Python: their texts, the stretch of the sheet, and for a model which parameters it shows. */
  lossText: string;
  modelText: string;
  window: { readonly x: Span; readonly y: Span };
  /** Where all parameters of the model start; two of them run along the sheet. */
  phi: readonly number[];
  over: readonly [number, number];
  /** How far the sheet is tilted, degrees: 0 from above. */
  tilt: number;
}

const MOST_POINTS = 60;
const MOST_PARAMETERS = 6;
const MOST_TILT = 70;

const FIRST_RIVALS: readonly RuleId[] = ['gradientDescent', 'momentum', 'adam'];

/** The rate with which a rule begins on a loss; 0 for a rule that has none. */
function firstRate(loss: LossId, rule: RuleId): number {
  const { rate } = ruleNames[rule];
  return rate === undefined ? 0 : lossOf(loss).rates[rate];
}

export function firstSettings(loss: LossId = 'basins'): Settings {
  const { start, steps, rates } = lossOf(loss);
  return {
    loss,
    start,
    steps,
    noise: 0,
    batch: 0,
    seed: 1,
    own: { on: true, text: withNumber(FIRST_RULE, 'alpha', rates.own) },
    rivals: FIRST_RIVALS.map((id) => ({ id, rate: firstRate(loss, id), on: true })),
    points: FIRST_POINTS,
    lossText: FIRST_LOSS,
    modelText: FIRST_MODEL,
    window: windowOf(hasWindow(loss) ? loss : 'own'),
    phi: lossOf('model').start,
    over: [0, 1],
    tilt: 0,
  };
}

const windowOf = (loss: LossId): Settings['window'] => ({ x: lossOf(loss).x, y: lossOf(loss).y });

/** The stretch of the two parameters that the sheet shows. */
export const sheetOf = ({ loss, window }: Pick<Settings, 'loss' | 'window'>): Settings['window'] =>
  hasWindow(loss) ? window : windowOf(loss);

/** Whether the reader says what stretch the sheet shows, since nobody else can know. */
const hasWindow = (loss: LossId): boolean => isPython(loss) || loss === 'line';

const number = (value: unknown, min: number, max: number, other: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : other;

/** Settings that a link or the device gave, made whole: what is missing or makes no sense stands as at first. */
export function readSettings(given: unknown): Settings {
  const from = typeof given === 'object' && given !== null ? (given as Partial<Record<keyof Settings, unknown>>) : {};
  const loss = isLoss(from.loss) ? from.loss : 'basins';
  const first = firstSettings(loss);
  const pair = (value: unknown, other: readonly [number, number]): readonly [number, number] =>
    Array.isArray(value) ? [number(value[0], -1e6, 1e6, other[0]), number(value[1], -1e6, 1e6, other[1])] : other;
  const own = from.own as Partial<Settings['own']> | null | undefined;
  const phi = Array.isArray(from.phi) && from.phi.length > 0 ? from.phi.slice(0, MOST_PARAMETERS) : first.phi;
  const window = { x: span(from.window, 'x', first.window.x), y: span(from.window, 'y', first.window.y) };
  const rivals = Array.isArray(from.rivals) ? (from.rivals as (Partial<Rival> | null)[]) : [];
  return {
    loss,
    start: pair(from.start, first.start),
    steps: Math.round(number(from.steps, 1, 1000, first.steps)),
    noise: number(from.noise, 0, 100, 0),
    batch: Math.round(number(from.batch, 0, 1000, 0)),
    seed: Math.round(number(from.seed, 0, 2 ** 31 - 1, 1)),
    own: {
      on: own?.on !== false,
      text: text(own?.text, first.own.text),
    },
    rivals: first.rivals.map((rival, i) => {
      const id = isSheetRule(rivals[i]?.id) ? rivals[i].id : rival.id;
      const rate = firstRate(loss, id);
      return { id, rate: rate === 0 ? 0 : number(rivals[i]?.rate, 1e-9, 1e9, rate), on: rivals[i]?.on !== false };
    }),
    points: Array.isArray(from.points)
      ? from.points.slice(0, MOST_POINTS).map((point) => pair(point, [0, 0]))
      : first.points,
    lossText: text(from.lossText, first.lossText),
    modelText: text(from.modelText, first.modelText),
    window,
    phi: phi.map((value: unknown) => number(value, -1e6, 1e6, 0)),
    over: readOver(from.over, phi.length),
    tilt: number(from.tilt, 0, MOST_TILT, 0),
  };
}

/** Two different parameters of so many; of a model with one there is one axis, and the other repeats it. */
function readOver(given: unknown, count: number): readonly [number, number] {
  const [a, b] = Array.isArray(given)
    ? given.map((value: unknown) => Math.round(number(value, 0, count - 1, 0)))
    : [0, 1];
  return a === undefined || b === undefined || a === b ? [0, Math.min(1, count - 1)] : [a, b];
}

const text = (value: unknown, other: string): string =>
  typeof value === 'string' && value.length <= LONGEST_CODE ? value : other;

/** A stretch of an axis, from a smaller number to a larger one. */
function span(window: unknown, axis: 'x' | 'y', other: Span): Span {
  const found = typeof window === 'object' && window !== null ? (window as Record<string, unknown>)[axis] : undefined;
  if (!Array.isArray(found)) return other;
  const [from, to] = [number(found[0], -1e6, 1e6, other[0]), number(found[1], -1e6, 1e6, other[1])];
  return from < to ? [from, to] : other;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a text is the page's own rule at the rate that suits a loss. */
const isOwnRule = (text: string, rate: number): boolean =>
  isFirstRule(text) &&
  isSame(
    namedNumbers(text).map(({ value }) => value),
    [rate, 0.9],
  );

/** The figure's values of settings, as a query. */
export function queryOfSettings(settings: Settings): URLSearchParams {
  const { loss, points, own, rivals, start, steps, lossText, modelText, phi, over } = settings;
  const frame = frameOf(loss, points);
  const window = sheetOf(settings);
  const query = new URLSearchParams({ loss, points: pointsText(points) });
  const set = (name: string, value: unknown): void => query.set(name, String(value));
  if (!isOwnRule(own.text, frame.rates.own)) set('rule', codeText(own.text));
  set('own', own.on);
  for (const [i, { id, rate, on }] of rivals.entries()) {
    const kind = ruleNames[id].rate;
    set(`rule${i + 2}`, on ? id : 'none');
    if (kind) set(`rate${i + 2}`, rate / frame.rates[kind]);
  }
  if (loss === 'own' || lossText !== FIRST_LOSS) set('ground', codeText(lossText));
  if (loss === 'model' || modelText !== FIRST_MODEL) set('model', codeText(modelText));
  if (steps !== lossOf(loss).steps) set('steps', steps);
  for (const name of ['noise', 'batch', 'seed'] as const) set(name, settings[name]);
  set('tilt', Math.round(settings.tilt));
  if (hasWindow(loss) && !isSame(window, frame.window)) setEdges(query, window);
  set('count', phi.length);
  set('shownAcross', over[0]);
  set('shownUp', over[1]);
  for (const [k, at] of phi.entries())
    set(`phi${k}`, loss === 'model' && k === over[0] ? start[0] : loss === 'model' && k === over[1] ? start[1] : at);
  if (loss !== 'model' && !isSame(start, frame.start)) {
    set('across', shareOf(window.x, start[0]));
    set('up', shareOf(window.y, start[1]));
  }
  return query;
}

export function setEdges(query: URLSearchParams, { x, y }: Settings['window']): void {
  for (const [name, at] of Object.entries({ left: x[0], right: x[1], bottom: y[0], top: y[1] }))
    query.set(name, String(at));
}
