import { isCode, LONGEST_CODE } from './code.ts';
import { complaintOf } from './complaint-of.ts';
import type { Parameter } from './schema.ts';

/** The error in a value, as `must be …; got …`, or undefined. */
export function complaint(parameter: Parameter, value: unknown): string | undefined {
  if (parameter.kind !== 'code') return complaintOf(parameter, value);
  if (typeof value === 'string' && isCode(value)) return undefined;
  const got = typeof value === 'string' ? `the string "${value}"` : String(value);
  return `must be a string of at most ${LONGEST_CODE} characters, without spaces at its ends; got ${got}`;
}
