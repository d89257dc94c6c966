import type { Parameter, Value } from '../../engine/schema.ts';
import { show } from '../../figure/parameters/index.ts';

/** A setting under a formula: formatted as in its control, with a true minus sign. */
export function showSetting(parameter: Parameter, value: Value): string {
  return show(parameter, value).replace(/^-/, '\u2212');
}
