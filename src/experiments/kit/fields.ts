/** Parameters shared by many experiments: each experiment gives the range and one line of help. */
import { type IntegerParameter, integer, type NumberParameter, number } from '../../engine/schema.ts';
import { defined, type Fields } from '../../figure/defined.ts';

/** The smallest value, the default, and the largest. */
export type Range = readonly [least: number, atFirst: number, most: number];

type Written = 'kind' | 'label' | 'help' | 'default' | 'min' | 'max';
/** Other fields of a parameter set by an experiment; an undefined symbol or scale is left out. */
type Real = Fields<Omit<NumberParameter, Written | 'step'>> & { step?: number };
type Whole = Fields<Omit<IntegerParameter, Written>>;

const within = ([min, atFirst, max]: Range) => ({ default: atFirst, min, max });
const real = (label: string, symbol: string, help: string, range: Range, more: Real = {}): NumberParameter =>
  number(defined<Omit<NumberParameter, 'kind'>>({ label, symbol, help, step: 0.001, ...within(range), ...more }));
const whole = (label: string, help: string, range: Range, more: Whole = {}): IntegerParameter =>
  integer(defined<Omit<IntegerParameter, 'kind'>>({ label, help, ...within(range), ...more }));

/** A learning rate; its factor differs: a sum over the batch, an average, a mean. */
export const learningRate = (help: string, range: Range, more: Real = {}): NumberParameter =>
  real('Learning rate α', String.raw`\alpha`, help, range, { scale: 'log', ...more });

export const momentumBeta = (help: string, range: Range, more: Real = {}): NumberParameter =>
  real('Momentum β', String.raw`\beta`, help, range, { step: 0.01, ...more });

export const stepCount = (help: string, range: Range, more: Whole = {}): IntegerParameter =>
  whole('Steps *T*', help, range, { symbol: 'T', scale: 'log', ...more });

export const batchSize = (help: string, range: Range, more: Whole = {}): IntegerParameter =>
  whole('Batch size *B*', help, range, { symbol: 'B', ...more });

/** Seed of one run, or of the first of many with consecutive seeds. */
export const seed = (help: string): IntegerParameter => whole('Seed', help, [0, 1, 9999]);

/** Seed of the first of several networks or starts, with consecutive seeds. */
export const firstSeed = (help: string): IntegerParameter => whole('First seed', help, [0, 0, 9999]);

export const seedCount = (help: string, range: Range, more: Whole = {}): IntegerParameter =>
  whole('Seeds', help, range, more);

export const exampleCount = (help: string, range: Range, more: Whole = {}): IntegerParameter =>
  whole('Examples *I*', help, range, { symbol: 'I', scale: 'log', ...more });

/** The number of networks with their own examples, weights and batches, and the first seed. */
export const networkSeeds = (range: Range): { seeds: IntegerParameter; seed: IntegerParameter } => ({
  seeds: seedCount('How many networks are trained, each with its own examples, weights and batches.', range),
  seed: firstSeed('Decides the examples, the weights and the batches.'),
});

export const runCount = (help: string, range: Range, more: Whole = {}): IntegerParameter =>
  whole('Runs', help, range, { scale: 'log', ...more });

export const epochCount = (help: string, range: Range, more: Whole = {}): IntegerParameter =>
  whole('Epochs', help, range, more);

/** The start of a run of one parameter. */
export const startPoint = (help: string, range: Range, more: Real = {}): NumberParameter =>
  real('Start ϕ', String.raw`\phi`, help, range, { step: 0.01, ...more });

/** Help of the condition number for a bowl with two curvatures. */
export const STEEPER = 'How many times steeper the bowl is along its steepest direction than along its flattest.';

export const conditionNumber = (help: string, range: Range, more: Real = {}): NumberParameter =>
  real('Condition number κ', String.raw`\kappa`, help, range, { step: 1, scale: 'log', ...more });

export const gradientNoise = (help: string, range: Range, more: Real = {}): NumberParameter =>
  real('Gradient noise σ', String.raw`\sigma`, help, range, more);

export const turnOfValley = (): IntegerParameter =>
  whole(
    'Turn of the valley',
    'The angle between the valley and the axes. Beyond 45° everything repeats, mirrored.',
    [0, 30, 45],
    { unit: '°' },
  );
