/** Parameters that many experiments share: each gives its range, and says in one line what the parameter does there. */
import { type IntegerParameter, integer, type NumberParameter, number } from '../../engine/schema.ts';
import { defined, type Fields } from '../../figure/defined.ts';

type Written = 'kind' | 'label' | 'help';
/** The fields of a parameter that an experiment gives; a symbol or a scale that is undefined is none. */
type Real = Fields<Omit<NumberParameter, Written | 'step'>> & { step?: number };
type Whole = Fields<Omit<IntegerParameter, Written>>;

const real = (label: string, symbol: string, help: string, range: Real): NumberParameter =>
  number(defined<Omit<NumberParameter, 'kind'>>({ label, symbol, help, step: 0.001, ...range }));
const whole = (label: string, help: string, range: Whole): IntegerParameter =>
  integer(defined<Omit<IntegerParameter, 'kind'>>({ label, help, ...range }));

/** A rate; what it multiplies differs: a sum over the batch, an average, a mean. */
export const learningRate = (help: string, range: Real): NumberParameter =>
  real('Learning rate α', String.raw`\alpha`, help, { scale: 'log', ...range });

export const momentumBeta = (help: string, range: Real): NumberParameter =>
  real('Momentum β', String.raw`\beta`, help, { step: 0.01, ...range });

export const stepCount = (help: string, range: Whole): IntegerParameter =>
  whole('Steps *T*', help, { symbol: 'T', scale: 'log', ...range });

export const batchSize = (help: string, range: Whole): IntegerParameter =>
  whole('Batch size *B*', help, { symbol: 'B', ...range });

const seedRange = { min: 0, max: 9999 };
/** Of one run, or of the first of many on which the others follow. */
export const seed = (help: string): IntegerParameter => whole('Seed', help, { default: 1, ...seedRange });

/** Of the first of several networks or starts, each with a seed of its own. */
export const firstSeed = (help: string): IntegerParameter => whole('First seed', help, { default: 0, ...seedRange });

export const seedCount = (help: string, range: Whole): IntegerParameter => whole('Seeds', help, range);

export const exampleCount = (help: string, range: Whole): IntegerParameter =>
  whole('Examples *I*', help, { symbol: 'I', scale: 'log', ...range });

/** Of networks that have examples, weights and batches of their own: how many, and the first seed. */
export const networkSeeds = (range: Whole): { seeds: IntegerParameter; seed: IntegerParameter } => ({
  seeds: seedCount('How many networks are trained, each with its own examples, weights and batches.', range),
  seed: firstSeed('Decides the examples, the weights and the batches.'),
});

export const runCount = (help: string, range: Whole): IntegerParameter =>
  whole('Runs', help, { scale: 'log', ...range });

export const epochCount = (help: string, range: Whole): IntegerParameter => whole('Epochs', help, range);

/** Where a run of one parameter starts. */
export const startPoint = (help: string, range: Real): NumberParameter =>
  real('Start ϕ', String.raw`\phi`, help, { step: 0.01, ...range });

/** Of a bowl of two curvatures, as the help of its condition number. */
export const STEEPER = 'How many times steeper the bowl is along its steepest direction than along its flattest.';

export const conditionNumber = (help: string, range: Real): NumberParameter =>
  real('Condition number κ', String.raw`\kappa`, help, { step: 1, scale: 'log', ...range });

export const gradientNoise = (help: string, range: Real): NumberParameter =>
  real('Gradient noise σ', String.raw`\sigma`, help, range);

export const turnOfValley = (): IntegerParameter =>
  whole('Turn of the valley', 'The angle between the valley and the axes. Beyond 45° everything repeats, mirrored.', {
    unit: '°',
    default: 30,
    min: 0,
    max: 45,
  });
