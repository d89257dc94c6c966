import type { Presentation } from '../../figure/experiment.ts';

type Limited = Pick<Presentation, 'limits' | 'offers'>;

/** Fraction of a limit that is offered to a reader above it. */
export const SAFE = 0.9;

/** A rate below a limit, with three digits. */
export const below = (limit: number): number => Number((SAFE * limit).toPrecision(3));

/** The offer to go back below a limit. */
export const offerBelow = (parameter: string, limit: number): NonNullable<Presentation['offers']> => [
  { text: `Set the rate to 0.9 of its limit, ${Number(limit.toPrecision(3))}`, set: { [parameter]: below(limit) } },
];

/** The mark of a limit on a rate's control and, for a reader above it, the offer to go back below it. */
export const rateLimit = (parameter: string, rate: number, limit: number, label = '2/λ_max'): Limited => ({
  limits: { [parameter]: [{ at: limit, label }] },
  ...(rate > limit && { offers: offerBelow(parameter, limit) }),
});
