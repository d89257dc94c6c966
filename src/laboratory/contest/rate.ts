import { numbersAt } from '../../python/numbers.ts';

const RATES = /^(?:alpha|rate|lr|eta|step|step_size|learning_rate)$/i;

/** The number at the top of a text that is its rate: by its name. */
export const rateIn = (text: string): { name: string; value: number } | undefined =>
  numbersAt(text).flatMap(({ name, value }) =>
    RATES.test(name) && typeof value === 'number' ? [{ name, value }] : [],
  )[0];
