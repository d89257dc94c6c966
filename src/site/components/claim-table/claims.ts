/**
 * The six properties of SGD as the notes state them, and where each experiment's numbers go in the table.
 * It holds no number itself: texts and plots name the numbers of the experiment's default run.
 */
export interface EvidenceRow {
  /** Name of the number; its interval is drawn where it has one. */
  of: string;
  label: string;
  role: 'measured' | 'batch' | 'baseline';
}

/** A dot plot: one axis, a row for each number, and what is off the scale. */
export interface Evidence {
  /** What the dots are, in a line above them. */
  measures: string;
  domain: readonly [number, number];
  scale?: 'linear' | 'log';
  /** Values, each with what is written below it. */
  ticks: readonly (readonly [number, string])[];
  /** Name of the number that theory gives, drawn as a dashed line. */
  theory?: string;
  rows: readonly EvidenceRow[];
  /** What never happens, drawn as an arrow off the scale. */
  never?: string;
}

export interface Claim {
  id: string;
  /** The note, in its own words. */
  note: string;
  /** What the experiment shows; `{name}` is a number of its default run. */
  shown: string;
  evidence?: Evidence;
}

const PERCENT = [
  [0, '0 %'],
  [0.5, '50'],
  [1, '100'],
] as const;

export const claims: readonly Claim[] = [
  {
    id: 'claim-improves-fit',
    note: 'Though it adds noise, still improves fit at every iteration',
    shown:
      'It improves the fit to its own batch, if the rate is small, and the book’s sentence says no more. The loss of all examples falls in {fullFirst} of the first 50 steps and {fullLast} of the last 50.',
    evidence: {
      measures: 'Steps that lower the loss of their batch, and of all, at a quarter of the rate of figure 6.2.2',
      domain: [0.4, 1.02],
      ticks: [
        [0.5, '50 %'],
        [0.75, '75'],
        [1, '100'],
      ],
      rows: [
        { of: 'batchFirst', label: 'batch', role: 'batch' },
        { of: 'fullFirst', label: 'whole, first 50', role: 'measured' },
        { of: 'fullLast', label: 'whole, last 50', role: 'measured' },
      ],
    },
  },
  {
    id: 'claim-equal-contribution',
    note: 'All training examples contribute equally',
    shown:
      'It holds as the book draws, without replacement. Drawn with replacement, {unseen} of the examples are unseen in an epoch, and the loss above the best fit’s ends {ratio} times as high.',
    evidence: {
      measures: 'Examples not seen in as many draws as there are',
      domain: [0, 0.5],
      ticks: [
        [0, '0 %'],
        [0.25, '25'],
        [0.5, '50'],
      ],
      theory: 'unseenTheory',
      rows: [
        { of: 'unseenShuffled', label: 'shuffled: unseen', role: 'measured' },
        { of: 'unseen', label: 'redrawn', role: 'measured' },
      ],
    },
  },
  {
    id: 'claim-cheaper',
    note: 'Less computationally expensive',
    shown:
      'To a rough answer: {times30} times cheaper to {cheapestTo} of the first excess loss, {times0p1} times to 0.1 %. To {lastTo} it is about even with descent, and comes there on {arrived} of {seeds} seeds.',
    evidence: {
      measures: 'How many times cheaper than descent',
      domain: [0.5, 500],
      scale: 'log',
      ticks: [
        [1, '1×'],
        [10, '10×'],
        [100, '100×'],
      ],
      rows: [
        { of: 'times30', label: 'to 30 %', role: 'measured' },
        { of: 'times1', label: 'to 1 %', role: 'measured' },
        { of: 'times0p1', label: 'to 0.1 %', role: 'measured' },
        { of: 'times0p01', label: 'to 0.01 %', role: 'measured' },
      ],
    },
  },
  {
    id: 'claim-escapes-minima',
    note: 'Can (in theory) escape local minima',
    shown:
      'It can: from one start {sgdFirst} of the runs reach the lowest minimum, where descent does not. From another {sgdOther} do, where descent does too. Over starts all over the sheet it gains {uniformGain} on average.',
    evidence: {
      measures: 'Runs that end in the best valley',
      domain: [0, 1.04],
      ticks: PERCENT,
      rows: [
        { of: 'descentFirst', label: 'descent from (3.5, 6.5)', role: 'baseline' },
        { of: 'sgdFirst', label: 'SGD from (3.5, 6.5)', role: 'measured' },
        { of: 'descentOther', label: 'descent from (2, 8)', role: 'baseline' },
        { of: 'sgdOther', label: 'SGD from (2, 8)', role: 'measured' },
      ],
    },
  },
  {
    id: 'claim-saddles',
    note: 'Reduces the chances of getting stuck near saddle points',
    shown:
      'Noise leaves an ordinary saddle in about {noisyMedian} steps, from exactly on it. It cannot leave a symmetric one: hidden units that start alike still differ by {spread}.',
    evidence: {
      measures: 'Steps until a run has left the saddle',
      domain: [20, 400],
      scale: 'log',
      ticks: [
        [30, '30'],
        [100, '100'],
        [300, '300 steps'],
      ],
      rows: [
        { of: 'noisySteps', label: 'with noise', role: 'measured' },
        { of: 'descentSteps', label: 'without, beside it', role: 'baseline' },
      ],
      never: 'without, exactly on it: never',
    },
  },
  {
    id: 'claim-generalizes',
    note: 'In practice, finds parameters that generalize well to new data',
    shown:
      'A little, and it depends on the tuning. At nearly equal training loss SGD is right on {sgdTest} of new examples, descent on {descentTest}. At their best rates SGD and batches of 100 come to {sgdTuned} and {largerTuned}; an advantage of {margin} is excluded.',
    evidence: {
      measures: 'New curves that a network gets right',
      domain: [0.38, 0.48],
      ticks: [
        [0.4, '40 %'],
        [0.45, '45 % right'],
      ],
      rows: [
        { of: 'descentTest', label: 'descent', role: 'baseline' },
        { of: 'sgdTest', label: 'SGD', role: 'measured' },
        { of: 'largerTuned', label: 'B 100, tuned', role: 'baseline' },
        { of: 'sgdTuned', label: 'SGD, tuned', role: 'measured' },
      ],
    },
  },
];
