import type { Values } from '../../engine/schema.ts';
import type { ListedPart } from '../../figure/parts.ts';

/** A request for a picture. */
export interface Wanted {
  values: Values;
  pinned: Values | undefined;
  /** A few parts are enough for now. */
  draft: boolean;
}

/** Values are compared by identity, since each change creates a new object. */
export const isSame = (a: Wanted, b: Wanted): boolean =>
  a.values === b.values && a.pinned === b.pinned && a.draft === b.draft;

/** The parts of a picture; a draft needs only the first few of its own parts. */
interface WantedParts {
  /** Keys of everything that the picture may show. */
  keys: readonly string[];
  needed: readonly ListedPart[];
  /** Required parts without a result, in the order of computation. */
  missing: readonly ListedPart[];
}

/** @param few number of own parts in a draft; undefined: all */
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

/** Without duplicates, since the values and the pinned ones may share some. */
const distinct = (parts: readonly ListedPart[]): ListedPart[] => [
  ...new Map(parts.map((part) => [part.key, part])).values(),
];
