/**
 * The six properties of SGD as the notes state them, and the places of each experiment's numbers in their text. The file
 * contains no numbers itself: its texts name the numbers of the experiment's default run.
 */
export interface Claim {
  id: string;
  /** The note, word for word. */
  note: string;
  /** The conditions under which it is true; `{name}` is a number of its experiment's default run. */
  holds: string;
  exam: string;
}

export const claims: readonly Claim[] = [
  {
    id: 'claim-improves-fit',
    note: 'Though it adds noise, still improves fit at every iteration',
    holds:
      'True for its own batch, at a small rate. The loss of all falls in {fullFirst} of the first fifty steps, and in {fullLast} of the last.',
    exam: 'Each step improves the fit to its own batch; the loss over all the data falls on average while the slope is steep, but not at every step.',
  },
  {
    id: 'claim-equal-contribution',
    note: 'All training examples contribute equally',
    holds: 'True if they are dealt out like cards. If each is drawn and put back, {unseen} are missed in an epoch.',
    exam: 'Without replacement every example is used once in an epoch; with replacement they contribute equally only on average.',
  },
  {
    id: 'claim-cheaper',
    note: 'Less computationally expensive',
    holds:
      'True for one step, always. For a whole run, true if a rough answer will do: the roughest here is {times30} times cheaper.',
    exam: 'A step costs as many gradients as the batch has examples. A rough answer is cheap; the more exact it has to be, the more gradients it takes to average the noise away.',
  },
  {
    id: 'claim-escapes-minima',
    note: 'Can (in theory) escape local minima',
    holds:
      'True at a moderate rate. Over starts all over the map, the percentage of runs that find the best valley rises by {uniformGain}, but some are thrown out of it.',
    exam: 'Noise can carry a run out of a local minimum in which descent would stay, and out of a good one as well; a deep one is usually harder to leave.',
  },
  {
    id: 'claim-saddles',
    note: 'Reduces the chances of getting stuck near saddle points',
    holds:
      'True at an ordinary saddle, which noise leaves in about {noisyMedian} steps even from exactly on the ridge.',
    exam: 'At a saddle the slope is zero, and noise gives a push to the side. But two hidden units that start with the same weights keep the same weights, whatever the batch.',
  },
  {
    id: 'claim-generalizes',
    note: 'In practice, finds parameters that generalize well to new data',
    holds:
      'True against descent on all the data, at rates chosen for the training. Against batches of a hundred the lead is less than {margin}.',
    exam: 'Networks trained on small batches often do a little better on new data. Part of that is the rate, so compare each method at its best.',
  },
];
