import type { Values } from '../../engine/schema.ts';

/** Whether two settings of one figure are equal, parameter by parameter. */
export const isSameValues = (a: Values, b: Values): boolean =>
  Object.keys(a).every((name) => a[name] === b[name] || String(a[name]) === String(b[name]));
