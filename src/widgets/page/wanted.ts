import type { Values } from '../../engine/schema.ts';
import type { ListedPart } from '../../figure/parts.ts';

/** A request for a picture. */
export interface Wanted {
  values: Values;
  pinned: Values | undefined;
  /** A few parts are enough for the moment. */
  draft: boolean;
}

/** Values are the same only if they are the same object, since each change makes a new one. */
export const isSame = (a: Wanted, b: Wanted): boolean =>
  a.values === b.values && a.pinned === b.pinned && a.draft === b.draft;

/** The parts of a picture; a draft needs only the first few of its own. */
interface WantedParts {
  /** Keys of all that the picture may show. */
  keys: readonly string[];
  needed: readonly ListedPart[];
  /** Those that are needed and not there yet, in the order in which they are measured. */
  missing: readonly ListedPart[];
}

/** @param few how many parts of its own a draft needs; undefined: all */
export function wantedParts(
  own: readonly ListedPart[],
  pinned: readonly ListedPart[],
  few: number | undefined,
  isThere: (key: string) => boolean,
): WantedParts {
  const needed = distinct([...own.slice(0, few), ...pinned]);
  return {
    keys: distinct([...own, ...pinned]).map(({ key }) => key),
    needed,
    missing: needed.filter(({ key }) => !isThere(key)),
  };
}

/** Each part once, since the values and the pinned ones may share some. */
const distinct = (parts: readonly ListedPart[]): ListedPart[] => [
  ...new Map(parts.map((part) => [part.key, part])).values(),
];
