/** The fields of a type; optional ones may also be undefined: `label: mark && 'pinned'`. */
export type Fields<T> = { [Name in keyof T]: undefined extends T[Name] ? T[Name] | undefined : T[Name] } & {
  [Name in keyof T as Record<never, never> extends Pick<T, Name> ? Name : never]?: T[Name] | undefined;
};

/** An object without those of its fields that are undefined. */
export function defined<T extends object>(fields: Fields<T>): T {
  // Safe: only optional fields of T can be undefined here.
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined)) as T;
}

/** The entries that exist: undefined and false are left out, and a list is replaced by its entries. */
export function some<T>(...entries: readonly (T | readonly T[] | undefined | false)[]): T[] {
  // Safe: Array.isArray does not narrow a readonly array; entries are never arrays themselves.
  return entries.flatMap((entry) => (entry === undefined || entry === false ? [] : (entry as T | T[])));
}

/** The label beside a mark; true uses its name. */
export interface Labelled {
  label?: string | true | undefined;
}

export const labelOf = ({ label }: Labelled, name: string): string | undefined => (label === true ? name : label);
