import type { PythonError } from './errors.ts';

/** An error as a sentence, with the step at which it came about. */
export const said = ({ message, step }: PythonError): string =>
  step === undefined ? message : `${message} This happened at step ${step}.`;

/** The same with its line number first, for places that are not beside the line. */
export const saidOfLine = (error: PythonError): string =>
  error.line === undefined ? said(error) : `Line ${error.line}. ${said(error)}`;
