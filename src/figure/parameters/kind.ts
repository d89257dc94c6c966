import type { Parameter, ValueOf } from '../../engine/schema.ts';

/**
 * The result of parsing: a value, and the reason if it differs from the given one; for invalid text only the reason.
 */
export interface Reading<V> {
  value?: V;
  /** `is not a number`, `is more than 10`. */
  wrong?: string;
}

/** How a kind of parameter is formatted, parsed and sampled: one object for each kind, in a file of its name. */
export interface ParameterKind<P extends Parameter> {
  /** Maximum length of accepted text in characters; default: 100. */
  readonly longest?: number;
  /** Whether text is parsed unchanged: a minus, a letter or a space may mean something else than in a number. */
  readonly verbatim?: true;
  /** Parses one value from trimmed text. */
  read(parameter: P, text: string): Reading<ValueOf<P>>;
  /** The text in a control for a value, without its unit. */
  show(parameter: P, value: ValueOf<P>): string;
  /** The name of a value in a message; default: the value itself. */
  said?(parameter: P, value: ValueOf<P>): string;
  /** All values, if they are few enough to try each. */
  all?(parameter: P): readonly ValueOf<P>[];
  /** The value at a position from 0, the first, to 1, the last. */
  at(parameter: P, place: number): ValueOf<P>;
}
