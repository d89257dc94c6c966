/**
 * The six properties of SGD as the notes state them, and where each experiment's numbers go in the table.
 * It holds no number itself: texts and plots name the numbers of the experiment's default run.
 */
interface EvidenceRow {
  /** Name of the number; its interval is drawn if it has one. */
  of: string;
  label: string;
  role: 'measured' | 'batch' | 'baseline';
}

/** A dot plot: one axis, a row for each number, and what is off the scale. */
export interface Evidence {
  /** The quantity that the dots show, in a line above them. */
  measures: string;
  domain: readonly [number, number];
  scale?: 'linear' | 'log';
  /** Values, each with what is written below it. */
  ticks: readonly (readonly [number, string])[];
  /** Name of the number that theory gives, drawn as a dashed line. */
  theory?: string;
  rows: readonly EvidenceRow[];
  /** The row that never happens, drawn as an arrow off the scale. */
  never?: string;
}

interface Claim {
  id: string;
  /** The note, in its own words. */
  note: string;
  /** When it is true; `{name}` is a number of its experiment's default run. */
  holds: string;
  /** The sentence for an exam. */
  exam: string;
  evidence: Evidence;
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
    holds:
      'If you mean the fit to the batch that made the step, and the rate is small. The loss of all the examples falls in {fullFirst} of the first fifty steps, but only in {fullLast} of the last.',
    exam: 'Each step improves the fit to its own batch. The loss over all the data falls on average while the slope is steep, but not at every step.',
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
    holds:
      'If every epoch deals the examples out like cards. If each is drawn and put back, {unseen} of them have not been seen after as many draws as there are examples.',
    exam: 'Without replacement every example is used once in an epoch, so all contribute equally. With replacement they do so only on average.',
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
    holds:
      'Of one step, always. Of the whole way, if a rough answer will do: SGD gets to the roughest one {times30} times cheaper, and to the most exact one at about the price of descent.',
    exam: 'A step costs as many gradients as the batch has examples, however many data there are. So a rough answer is cheap, and an exact one needs a falling rate or larger batches.',
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
    holds:
      'If the rate is moderate. From one start SGD finds the best valley and descent does not; from another it is thrown out. Over starts all over the sheet it gains {uniformGain}.',
    exam: 'Noise can carry a run out of a local minimum in which descent would stay. It can carry it out of a good one as well, but a deep one is harder to leave.',
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
    holds:
      'At an ordinary saddle, which noise leaves in about {noisyMedian} steps even from exactly on the ridge. If two hidden units start alike, every batch treats them alike, and they stay so.',
    exam: 'At a saddle the slope is zero, so descent may stand still, and noise gives it a push to the side. Exactly on a ridge is rare; nearby, descent is merely slow.',
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
    holds:
      'Against descent on all the data, at the rates that suit the training best. Let each be tuned for new data, and some of the lead is gone; against batches of a hundred it is less than {margin}.',
    exam: 'Networks trained on small batches often do a little better on new data. Part of that is the rate, so compare each method at its best.',
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
