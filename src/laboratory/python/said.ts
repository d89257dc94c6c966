import type { Trouble } from './errors.ts';

/** A trouble as a sentence, with the step at which it came about. */
export const said = ({ message, step }: Trouble): string =>
  step === undefined ? message : `${message} This was at step ${step}.`;
