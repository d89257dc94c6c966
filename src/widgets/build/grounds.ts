import type { Grounds } from './static-picture.ts';

/** One request is one page being built: its figures share what they draw alike. */
const pages = new WeakMap<Request, Grounds>();

export function groundsOf(request: Request): Grounds {
  const known = pages.get(request);
  if (known) return known;
  const grounds: Grounds = new Map();
  pages.set(request, grounds);
  return grounds;
}
