/** Goals for each data set, the best results on this device, and how often each rule came first. */
import type { Values } from '../engine/schema.ts';
import type { Presentation } from '../figure/experiment.ts';
import { device } from '../widgets/page/store.ts';

const KEY = 'laboratory goals';

/** The data in the order of the menu, with their names and the criterion. */
export const goals = {
  moons: { name: 'Two moons', counts: 'steps', next: 'circle' },
  circle: { name: 'Circle', counts: 'units', next: 'corners' },
  corners: { name: 'Corners', counts: 'units', next: 'winding' },
  winding: { name: 'Long spiral', counts: 'units', next: undefined },
} as const;
export type GoalId = keyof typeof goals;
export const isGoal = (data: unknown): data is GoalId => typeof data === 'string' && Object.hasOwn(goals, data);

/** The number of correct points, and the number of units or steps used. */
export type Best = readonly [right: number, cost: number];

/** The run as displayed. */
export interface Standing {
  data: GoalId;
  step: number;
  right: number;
  of: number;
  units: number;
  /** The first step after which all were correct. */
  done: number | undefined;
}

/** Undefined if the points differ from everybody else's. */
export function standingOf(values: Values, usual: Values, { numbers }: Presentation): Standing | undefined {
  const data = values['points'];
  if (!isGoal(data) || values['noise'] !== usual['noise'] || values['seed'] !== usual['seed']) return undefined;
  const number = (name: string): number => numbers[name]?.value ?? 0;
  return {
    data,
    step: number('steps'),
    right: number('right'),
    of: number('learned'),
    units: Number(values['first']) + Number(values['second']),
    done: numbers['done']?.value,
  };
}

export const isReached = ({ right, of, step }: Standing): boolean => step > 0 && right === of;

/** The result to store for a run. */
export const bestOf = ({ data, right, of, units, done, step }: Standing): Best => [
  right,
  goals[data].counts === 'units' ? units : right === of ? (done ?? step) : step,
];

const isBetter = (one: Best, other: Best | undefined): boolean =>
  !other || one[0] > other[0] || (one[0] === other[0] && one[1] < other[1]);

/** The best results on this device; without storage, of this visit. */
export class Bests {
  readonly #bests: Partial<Record<GoalId, Best>> = device.read(KEY, asBests) ?? {};

  of(data: GoalId): Best | undefined {
    return this.#bests[data];
  }

  /** Records a run. A network that has not moved yet does not count. */
  note(standing: Standing): void {
    const now = bestOf(standing);
    if (standing.step === 0 || !isBetter(now, this.#bests[standing.data])) return;
    this.#bests[standing.data] = now;
    device.write(KEY, this.#bests);
  }
}

/** Stored results, which may contain anything. */
function asBests(found: unknown): Partial<Record<GoalId, Best>> {
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(
    Object.entries(found).filter(
      ([data, best]) =>
        isGoal(data) &&
        Array.isArray(best) &&
        best.length === 2 &&
        best.every((part) => Number.isSafeInteger(part) && part >= 0),
    ),
  );
}

const RULES = { descent: 'descent', momentum: 'momentum', adam: 'Adam' } as const;
type Rule = keyof typeof RULES;

/** The first rule with all points correct; undefined if none has, or if two tie. */
export function firstOf({ numbers }: Pick<Presentation, 'numbers'>): Rule | undefined {
  const done = (Object.keys(RULES) as Rule[]).flatMap((rule) => {
    const step = numbers[`${rule}Done`]?.value;
    return step === undefined ? [] : [{ rule, step }];
  });
  const [first, second] = done.sort((a, b) => a.step - b.step);
  return first?.step === second?.step ? undefined : first?.rule;
}

/** How often each rule was first, as a sentence. */
export function orderSays(firsts: ReadonlyMap<string, Rule>): string {
  const counts = (Object.keys(RULES) as Rule[])
    .map((rule) => ({ rule, count: [...firsts.values()].filter((one) => one === rule).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const [most, ...others] = counts;
  if (!most) return 'New start draws other first weights for the same points.';
  if (firsts.size < 2) return `Is ${RULES[most.rule]} first from another start? Press New start.`;
  const list = counts.map(({ rule, count }) => `${RULES[rule]} in ${count}`).join(', ');
  return others.length > 0
    ? `First of ${firsts.size} starts: ${list}. The order depends on the start.`
    : `First in all ${firsts.size} starts: ${RULES[most.rule]}. That may change with the next.`;
}
