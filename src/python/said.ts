import type { Trouble } from './errors.ts';

/** A trouble as a sentence, with the step at which it came about. */
export const said = ({ message, step }: Trouble): string =>
  step === undefined ? message : `${message} This happened at step ${step}.`;

/** The same with its line number first, for places that are not beside the line. */
export const saidOfLine = (trouble: Trouble): string =>
  trouble.line === undefined ? said(trouble) : `Line ${trouble.line}. ${said(trouble)}`;
