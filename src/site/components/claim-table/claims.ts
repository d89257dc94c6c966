/**
 * The six properties of SGD as the notes state them, and where each experiment's numbers go in the table.
 * It holds no number itself: texts name the numbers of the experiment's default run.
 */
export interface Claim {
  id: string;
  /** Name of the panel that is its picture, if not the first. */
  shows?: string;
  /** The note, in its own words. */
  note: string;
  /** What its picture shows: its axes, and what the marks are. */
  sees: string;
  /** When it is true; `{name}` is a number of its experiment's default run. */
  holds: string;
  /** The sentence for an exam. */
  exam: string;
}

export const claims: readonly Claim[] = [
  {
    id: 'claim-improves-fit',
    note: 'Though it adds noise, still improves fit at every iteration',
    sees: 'How many steps lower a loss, as the runs go on: nearly all lower that of their own batch, and in the end only about half that of all thirty.',
    holds:
      'If you mean the fit to the batch that made the step, and the rate is small. The loss of all the examples falls in {fullFirst} of the first fifty steps, but only in {fullLast} of the last.',
    exam: 'Each step improves the fit to its own batch. The loss over all the data falls on average while the slope is steep, but not at every step.',
  },
  {
    id: 'claim-equal-contribution',
    shows: 'uses',
    note: 'All training examples contribute equally',
    sees: 'How often an example is used in one epoch, which is as many draws as there are examples. Thin line: each exactly once, if none is put back. Bars: if each is put back, with dots where theory has them.',
    holds:
      'If every epoch deals the examples out like cards. If each is drawn and put back, {unseen} of them have not been seen after as many draws as there are examples.',
    exam: 'Drawn without replacement, so that none is put back, every example is used once in an epoch, which is a pass through them all, and all contribute equally. With replacement they do so only on average.',
  },
  {
    id: 'claim-cheaper',
    note: 'Less computationally expensive',
    sees: 'The loss that is left, against what has been paid. SGD is down on its noise floor before descent has made its first step, but gets no lower.',
    holds:
      'Of one step, always. Of the whole way, if a rough answer will do: SGD gets to the roughest one {times30} times cheaper, and to the most exact one at about the price of descent.',
    exam: 'A step costs as many gradients as the batch has examples, however many data there are. So a rough answer is cheap, and an exact one needs a falling rate or larger batches.',
  },
  {
    id: 'claim-escapes-minima',
    shows: 'shares',
    note: 'Can (in theory) escape local minima',
    sees: 'How many runs find the lowest valley: dots are SGD, rings descent. Left and middle: from two places on the sheet above. Right: from uniform starts, all over it.',
    holds:
      'It can, if the rate is moderate. From one start SGD finds the best valley and descent does not; from another it is thrown out. Over starts all over the sheet, its share of runs that find the best valley is {uniformGain} higher.',
    exam: 'Noise can carry a run out of a local minimum in which descent would stay. It can carry it out of a good one as well, but a deep one is harder to leave.',
  },
  {
    id: 'claim-saddles',
    shows: 'steps-to-leave',
    note: 'Reduces the chances of getting stuck near saddle points',
    sees: 'How many steps descent needs to leave a saddle, against how far beside the ridge it starts; magenta is one such start. Blue: with noise, from exactly on the ridge.',
    holds:
      'At an ordinary saddle, which noise leaves in about {noisyMedian} steps even from exactly on the ridge. If two hidden units start alike, every batch treats them alike, and they stay so.',
    exam: 'At a saddle, a pass between two peaks, the slope is zero, so descent may stand still, and noise gives it a push to the side. A run that comes exactly along the ridge is rare; beside it, descent is merely slow.',
  },
  {
    id: 'claim-generalizes',
    note: 'In practice, finds parameters that generalize well to new data',
    sees: 'How many new examples the networks get right, at each rate that was tried. Rings: the rate that suits each best. Bars: 95 % intervals.',
    holds:
      'Against descent on all the data, at the rates that suit the training best. Let each be tuned for new data, and some of the lead is gone; against batches of a hundred it is less than {margin}.',
    exam: 'Networks trained on small batches often do a little better on new data. Part of that is the rate, so compare each method at its best.',
  },
];
