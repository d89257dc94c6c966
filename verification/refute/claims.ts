/**
 * Claims of the pages that are no theorem: the words, the figure and setting that they are about, and what must be true.
 * `npm run refute` tries each elsewhere, and the words must follow the share that holds (`HEDGES` of tries.ts).
 */
import type { Value } from '../../src/engine/schema.ts';

export interface Claim {
  /** File name in src/content/docs, without .mdx. */
  page: string;
  /** As they are on the page, with the word that limits the claim. */
  words: string;
  id: string;
  at: Readonly<Record<string, Value>>;
  /** By the figure's numbers; an undefined one is NaN. */
  holds(n: (name: string) => number): boolean;
  /** Kinds of tries, if a figure would allow more: a sentence that names its start says nothing of others. */
  only?: readonly ('seeds' | 'starts' | 'rates')[];
  /** The exported script prints all the numbers asked for, so NumPy tries it too. */
  numpy?: true;
}

const SHALLOW = { alpha: 0.5, steps: 80, phi0: -0.17, phi1: 4.88 };
const DEEP = { alpha: 0.5, steps: 80, phi0: 0, phi1: 16.03 };
const sgd = 'stochastic-gradient-descent';
const since = 'since-the-book';

export const CLAIMS: readonly Claim[] = [
  {
    page: sgd,
    words: 'In this draw more than half of its steps, those marked *uphill*, raise the loss of all thirty',
    id: 'sgd',
    at: {},
    holds: (n) => n('stepsUphill') > n('steps') / 2,
    only: ['seeds'],
  },
  {
    page: sgd,
    words: 'most of these were good steps for the five that were asked',
    id: 'sgd',
    at: {},
    holds: (n) => n('batchUphill') <= n('stepsUphill') / 2,
  },
  {
    page: sgd,
    words: 'Now no step goes uphill',
    id: 'sgd',
    at: { batchSize: 30, alpha: 0.133 },
    holds: (n) => n('stepsUphill') === 0,
  },
  {
    page: sgd,
    words: 'most draws end lower than the walk that asked everybody',
    id: 'sgd',
    at: {},
    holds: (n) => n('loss') < n('fullLoss'),
    only: ['seeds'],
  },
  {
    page: sgd,
    words: 'in this draw it arrives, after a long way, in the deepest valley of the map',
    id: 'sgd',
    at: SHALLOW,
    holds: (n) => n('reachedLoss') < 1,
    only: ['seeds'],
  },
  {
    page: sgd,
    words: 'at this rate it is still there after eighty steps',
    id: 'sgd',
    at: DEEP,
    holds: (n) => n('reachedLoss') < 1,
    only: ['seeds', 'rates'],
  },
  {
    page: sgd,
    words: 'With other draws it leaves the shallow valley too',
    id: 'sgd',
    at: SHALLOW,
    holds: (n) => !(Math.hypot(n('endPhi0') + 0.17, n('endPhi1') - 4.88) < 1),
    only: ['seeds'],
  },
  {
    page: sgd,
    words: 'the walk settles lower than the others',
    id: 'learning-rate-schedule',
    at: { schedule: 'cosine', runs: 20 },
    holds: (n) => n('expected') < n('constant'),
    only: ['rates'],
  },
  {
    page: 'takeaway',
    words: 'It ends almost where the other does',
    id: 'two-walks',
    at: { batchSize: 2 },
    holds: (n) => n('apart') < 0.5,
    numpy: true,
  },
  {
    page: 'takeaway',
    words: 'and yet in this draw they end close together',
    id: 'two-walks',
    at: { batchSize: 6 },
    holds: (n) => n('apart') < 0.6,
    only: ['seeds'],
    numpy: true,
  },
  {
    page: 'takeaway',
    words: 'in this draw ends far away',
    id: 'two-walks',
    at: { batchSize: 8 },
    holds: (n) => n('apart') > 1,
    only: ['seeds'],
    numpy: true,
  },
  {
    page: 'takeaway',
    words: 'At half that rate even eight keeps up',
    id: 'two-walks',
    at: { batchSize: 8, rate: 0.04 },
    holds: (n) => n('apart') < 0.6,
    only: ['seeds', 'starts'],
    numpy: true,
  },
  {
    page: 'hyperparameters',
    words: 'On average the grid finds it more often than they do',
    id: 'random-or-grid',
    at: { matter: '2', window: 0.2, perSide: 4 },
    holds: (n) => n('gridTheory') > n('randomTheory'),
    only: ['rates'],
  },
  {
    page: since,
    words: 'from this start none of two hundred such walks comes through',
    id: 'rise-and-fall',
    at: { warmUp: 1 },
    holds: (n) => n('lost') === n('runs'),
  },
  {
    page: since,
    words: 'In the end the walk trembles about the lowest place',
    id: 'rise-and-fall',
    at: { warmUp: 20 },
    holds: (n) => n('lost') === 0,
  },
  {
    page: since,
    words: 'Now the walk comes nearly to rest',
    id: 'rise-and-fall',
    at: { warmUp: 20, ending: 'falls' },
    holds: (n) => n('falls') < n('stays') / 2,
  },
  {
    page: since,
    words: 'They lie on all sides of the lowest place, and most of that cancels',
    id: 'rise-and-fall',
    at: { warmUp: 20, ending: 'mean' },
    holds: (n) => n('mean') < n('stays') / 2,
  },
  {
    page: since,
    words: 'Read under the picture how much more this rule leaves here than in the straight valley',
    id: 'drop-the-coordinates',
    at: { rule: 'lion', angle: 45 },
    holds: (n) => n('left') > n('leftStraight'),
    only: ['seeds'],
  },
  {
    page: since,
    words: 'The one with small gradients.',
    id: 'weight-decay-twice',
    at: { way: 'coupled', ratio: 30 },
    holds: (n) => n('coupledSmall') < n('coupledLarge'),
    only: ['seeds'],
  },
  {
    page: since,
    words: 'At this rate clipping is worth its price',
    id: 'spikes',
    at: { clip: 2, sides: 'one', batchSize: 1 },
    holds: (n) => n('clippedLeft') < n('plainLeft'),
    only: ['seeds'],
  },
  {
    page: since,
    words: 'With one on either side',
    id: 'spikes',
    at: { clip: 2, sides: 'both', batchSize: 1 },
    holds: (n) => Math.abs(n('bias')) < 0.15,
    only: ['seeds'],
  },
];
