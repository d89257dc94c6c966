import type { PythonError } from './errors.ts';

/** An error as a sentence, with the step at which it occurred. */
export const messageOf = ({ message, step }: PythonError): string =>
  step === undefined ? message : `${message} This happened at step ${step}.`;

/** The message with its line number first, for places that are not beside the line. */
export const messageWithLine = (error: PythonError): string =>
  error.line === undefined ? messageOf(error) : `Line ${error.line}. ${messageOf(error)}`;
