/** All that a reader can change in the playground: what a link carries and what the device keeps. */
import { isLoss, type LossId, lossOf } from './losses.ts';
import { isRule, type RuleId, ruleNames } from './rules.ts';

export interface Rival {
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
  seed: number;
  /** The reader's own rule: its text, of which the numbers at the top have sliders. */
  own: { readonly on: boolean; readonly text: string };
  /** The three rules beside it. */
  rivals: readonly Rival[];
  /** The reader's points (x, y), to which a line or a model of the reader's own is fitted. */
  points: readonly (readonly [number, number])[];
}

export const MOST_POINTS = 60;
export const MOST_TEXT = 6000;
export const STEPS = [20, 40, 60, 120, 300, 1000] as const;

/** The rule that stands in the editor at first: the engine's Nesterov momentum, in the engine's own lines. */
export const FIRST_RULE = `alpha = 0.5   # name a number here
beta = 0.9    # and it gets a slider
m = np.zeros_like(phi)

for t in range(1, steps + 1):
    # look ahead, then step
    g = gradient(phi - alpha * beta * m)
    m = beta * m + (1 - beta) * g
    phi = phi - alpha * m
`;

const FIRST_POINTS: Settings['points'] = [
  [0.1, 0.62],
  [0.4, 1.04],
  [0.7, 1.2],
  [0.9, 1.42],
  [1.2, 1.4],
  [1.5, 1.75],
  [1.8, 1.6],
];

const FIRST_RIVALS: readonly RuleId[] = ['gradientDescent', 'momentum', 'adam'];

/** The rate with which a rule begins on a loss; 0 for a rule that has none. */
export function firstRate(loss: LossId, rule: RuleId): number {
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
    seed: 1,
    own: { on: true, text: withNumber(FIRST_RULE, 'alpha', rates.own) },
    rivals: FIRST_RIVALS.map((id) => ({ id, rate: firstRate(loss, id), on: true })),
    points: FIRST_POINTS,
  };
}

/** The same rules on another loss, from its own start and with the rates that suit it. */
export function onLoss(settings: Settings, loss: LossId): Settings {
  const { start, steps, rates } = lossOf(loss);
  const { own, rivals } = settings;
  return {
    ...settings,
    loss,
    start,
    steps,
    own: { ...own, text: withNumber(own.text, 'alpha', rates.own) },
    rivals: rivals.map((rival) => ({ ...rival, rate: firstRate(loss, rival.id) })),
  };
}

/** A number that is named at the top of a text, before anything else is done. */
export interface Named {
  name: string;
  value: number;
}

const NAMED = /^([A-Za-z_]\w*)([ \t]*=[ \t]*)([-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)([ \t]*(?:#.*)?)$/;

/** The numbers that are named at the top of a text, line by line; the first line that is none ends them. */
export function namedNumbers(text: string): Named[] {
  const found: Named[] = [];
  for (const line of text.split('\n')) {
    if (/^\s*(#.*)?$/.test(line) || /^(import|from)\s/.test(line)) continue;
    const [, name = '', , value = ''] = NAMED.exec(line) ?? [];
    if (name === '') break;
    found.push({ name, value: Number(value.replaceAll('_', '')) });
  }
  return found;
}

/** The text with another value for a number that is named at its top; the comment keeps its column where it can. */
export function withNumber(text: string, name: string, value: number): string {
  if (!namedNumbers(text).some((named) => named.name === name)) return text;
  let done = false;
  return text
    .split('\n')
    .map((line) => {
      const [, found, equals = '', old = '', rest = ''] = NAMED.exec(line) ?? [];
      if (done || found !== name) return line;
      done = true;
      const written = String(value);
      const spare = rest.length - rest.trimStart().length;
      const blanks = rest === '' ? 0 : Math.max(1, spare + old.length - written.length);
      return `${found}${equals}${written}${' '.repeat(blanks)}${rest.trimStart()}`;
    })
    .join('\n');
}

/** The text below the numbers that are named at its top, without comments and blank lines: what the rule does. */
export function bodyOf(text: string): string {
  const names = namedNumbers(text).map(({ name }) => name);
  return text
    .split('\n')
    .map((line) => line.replace(/\s*(#.*)?$/, ''))
    .filter((line) => line !== '' && !(NAMED.test(line) && names.includes(/^\w+/.exec(line)?.[0] ?? '')))
    .join('\n');
}

const number = (value: unknown, min: number, max: number, other: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : other;

/** What a link or the device gave, made whole: what is missing or makes no sense stands as at first. */
export function readSettings(given: unknown): Settings {
  const from = typeof given === 'object' && given !== null ? (given as Partial<Record<keyof Settings, unknown>>) : {};
  const loss = isLoss(from.loss) ? from.loss : 'basins';
  const first = firstSettings(loss);
  const pair = (value: unknown, other: readonly [number, number]): readonly [number, number] =>
    Array.isArray(value) ? [number(value[0], -1e6, 1e6, other[0]), number(value[1], -1e6, 1e6, other[1])] : other;
  const own = from.own as Partial<Settings['own']> | null | undefined;
  const rivals = Array.isArray(from.rivals) ? (from.rivals as (Partial<Rival> | null)[]) : [];
  return {
    loss,
    start: pair(from.start, first.start),
    steps: Math.round(number(from.steps, 1, 1000, first.steps)),
    noise: number(from.noise, 0, 100, 0),
    seed: Math.round(number(from.seed, 0, 2 ** 31 - 1, 1)),
    own: {
      on: own?.on !== false,
      text: typeof own?.text === 'string' && own.text.length <= MOST_TEXT ? own.text : first.own.text,
    },
    rivals: first.rivals.map((rival, i) => {
      const id = isRule(rivals[i]?.id) ? rivals[i].id : rival.id;
      const rate = firstRate(loss, id);
      return { id, rate: rate === 0 ? 0 : number(rivals[i]?.rate, 1e-9, 1e9, rate), on: rivals[i]?.on !== false };
    }),
    points: Array.isArray(from.points)
      ? from.points.slice(0, MOST_POINTS).map((point) => pair(point, [0, 0]))
      : first.points,
  };
}
