import type { SharedTints } from './static-picture.ts';

/** While a page is built, one request stands for it: its figures share the tints that they have in common. */
const pages = new WeakMap<Request, SharedTints>();

export function tintsOf(request: Request): SharedTints {
  const known = pages.get(request);
  if (known) return known;
  const tints: SharedTints = new Map();
  pages.set(request, tints);
  return tints;
}
