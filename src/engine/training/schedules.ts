import { integer, number, type Schema, type Values } from '../schema.ts';
import { suggestion } from '../spelling.ts';
import { check, defaults } from '../values.ts';

/** The factor on the learning rate at step t (0 at the first step): a pure function of t. */
export type Schedule = (t: number) => number;

/** A learning rate that changes from step to step. */
export interface ScheduleRule<S extends Schema = Schema> {
  readonly title: string;
  /** TeX of alpha_t over alpha_0. */
  readonly equation: string;
  readonly parameters: S;
  /** NumPy expression of the factor, over `t` (0 at the first step) and the parameters by name. */
  readonly python: string;
  /** alpha_t over alpha_0. */
  factor(t: number, values: Values<S>): number;
}

/** Types one rule from its own parameters. */
function rule<const S extends Schema>(definition: ScheduleRule<S>): ScheduleRule<S> {
  return definition;
}

const duration = integer({
  label: 'Duration T',
  symbol: 'T',
  unit: 'steps',
  help: 'Steps until the factor has reached its end; it stays there.',
  default: 200,
  min: 1,
  max: 100000,
  scale: 'log',
});

const end = number({
  label: 'End factor',
  symbol: 'e',
  help: 'The factor at the end, as a share of the first rate.',
  default: 0,
  min: 0,
  max: 1,
  step: 0.01,
});

/** Every schedule by name. */
export const schedules = {
  constant: rule({
    title: 'Constant',
    equation: '1',
    parameters: {},
    python: '1.0',
    factor: () => 1,
  }),
  step: rule({
    title: 'Step',
    equation: 'r^{\\lfloor t/T \\rfloor}',
    parameters: {
      every: integer({
        label: 'Steps between drops T',
        symbol: 'T',
        unit: 'steps',
        help: 'The rate drops after this many steps, again and again.',
        default: 50,
        min: 1,
        max: 100000,
        scale: 'log',
      }),
      ratio: number({
        label: 'Drop r',
        symbol: 'r',
        help: 'The rate is multiplied by this at every drop.',
        default: 0.5,
        min: 0.01,
        max: 1,
        step: 0.01,
      }),
    },
    python: 'ratio ** (t // every)',
    factor: (t, { every, ratio }) => ratio ** Math.floor(t / every),
  }),
  exponential: rule({
    title: 'Exponential',
    equation: '2^{-t/T}',
    parameters: {
      halfLife: number({
        label: 'Half-life T',
        symbol: 'T',
        unit: 'steps',
        help: 'Steps in which the rate halves.',
        default: 50,
        min: 1,
        max: 100000,
        step: 1,
        scale: 'log',
      }),
    },
    python: '2.0 ** (-t / halfLife)',
    factor: (t, { halfLife }) => 2 ** (-t / halfLife),
  }),
  inverseSquareRoot: rule({
    title: 'Inverse square root',
    equation: '1/\\sqrt{1 + t/T}',
    parameters: {
      scale: number({
        label: 'Time scale T',
        symbol: 'T',
        unit: 'steps',
        help: 'Steps after which the fall shows; at T = 1 the factor is 1/√(t + 1).',
        default: 1,
        min: 1,
        max: 100000,
        step: 1,
        scale: 'log',
      }),
    },
    python: '1.0 / np.sqrt(1.0 + t / scale)',
    factor: (t, { scale }) => 1 / Math.sqrt(1 + t / scale),
  }),
  linearDecay: rule({
    title: 'Linear decay',
    equation: '1 - (1 - e)\\min(t/T, 1)',
    parameters: { duration, end },
    python: '1.0 - (1.0 - end) * min(t / duration, 1.0)',
    factor: (t, values) => 1 - (1 - values.end) * Math.min(t / values.duration, 1),
  }),
  cosine: rule({
    title: 'Cosine',
    equation: 'e + (1 - e)\\tfrac{1}{2}(1 + \\cos(\\pi \\min(t/T, 1)))',
    parameters: { duration, end },
    python: 'end + (1.0 - end) * 0.5 * (1.0 + np.cos(np.pi * min(t / duration, 1.0)))',
    factor: (t, values) =>
      values.end + (1 - values.end) * 0.5 * (1 + Math.cos(Math.PI * Math.min(t / values.duration, 1))),
  }),
} as const;

/** The name of one of `schedules`. */
export type ScheduleName = keyof typeof schedules;

type ParametersOf<Name extends ScheduleName> = (typeof schedules)[Name]['parameters'];

/** Relates name and parameters, which only a mapped record type can express. */
function ruleOf<Name extends ScheduleName>(name: Name): ScheduleRule<ParametersOf<Name>> {
  const byName: { readonly [One in ScheduleName]: ScheduleRule<ParametersOf<One>> } = schedules;
  return byName[name];
}

/**
 * One schedule with its parameters, the rest at their defaults: `createSchedule('cosine', { duration: 300 })`.
 * @throws Error that names an unknown schedule or parameter, or a value out of range.
 */
export function createSchedule<Name extends ScheduleName>(
  name: Name,
  given: Partial<Values<ParametersOf<Name>>> = {},
): Schedule {
  if (!Object.hasOwn(schedules, name)) {
    throw new Error(`unknown schedule "${name}"${suggestion(name, Object.keys(schedules))}`);
  }
  const { parameters, factor } = ruleOf(name);
  check(parameters, given);
  const values = { ...defaults(parameters), ...given };
  return (t) => factor(t, values);
}

/**
 * Linear warm-up before another schedule: factors 1/T, 2/T, … 1 over the first `steps` steps, times the schedule's.
 * The schedule runs from the first step, not from the end of the warm-up.
 */
export function warmUp(steps: number, schedule: Schedule = () => 1): Schedule {
  if (!Number.isInteger(steps) || steps < 0) throw new Error(`warmUp: steps must be a whole number ≥ 0; got ${steps}`);
  return (t) => (t + 1 < steps ? (t + 1) / steps : 1) * schedule(t);
}
