import type { SharedTints } from './static-picture.ts';

/** Tints and schemas shared by the figures of a page, by its request during the build. */
const pages = new WeakMap<Request, { tints: SharedTints; schemas: Set<string> }>();

function pageOf(request: Request) {
  const page = pages.get(request) ?? { tints: new Map(), schemas: new Set() };
  pages.set(request, page);
  return page;
}

export const tintsOf = (request: Request): SharedTints => pageOf(request).tints;

/** Whether a figure of the page has already written the schema of this experiment; marks it as written. */
export function isSchemaWritten(request: Request, id: string): boolean {
  const { schemas } = pageOf(request);
  const written = schemas.has(id);
  schemas.add(id);
  return written;
}
