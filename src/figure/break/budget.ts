import type { Pace } from '../experiment.ts';

/** Limits of a search: number of settings, and seconds of work, since slower figures need more. */
export const BUDGET: Readonly<Record<Pace, { evaluations: number; seconds: number }>> = {
  instant: { evaluations: 260, seconds: 10 },
  ensemble: { evaluations: 260, seconds: 30 },
  // Nothing is computed: a setting costs only the list of its parts.
  long: { evaluations: 400, seconds: 20 },
};
