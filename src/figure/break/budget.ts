import type { Pace } from '../experiment.ts';

/** How much a search may cost: settings at most, and seconds of work, since a figure that promises more takes longer. */
export const BUDGET: Readonly<Record<Pace, { evaluations: number; seconds: number }>> = {
  instant: { evaluations: 260, seconds: 10 },
  ensemble: { evaluations: 260, seconds: 30 },
  // Nothing is computed: a setting costs the list of its parts.
  long: { evaluations: 400, seconds: 20 },
};
