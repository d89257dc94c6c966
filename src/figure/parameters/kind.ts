import type { Parameter, ValueOf } from '../../engine/schema.ts';

/** The reading of a text: a value, and why it is not the one that came; without a value the text says none. */
export interface Reading<V> {
  value?: V;
  /** `is not a number`, `is more than 10`. */
  wrong?: string;
}

/** How a kind of parameter is written, read and drawn from: one object for each kind, in a file of its name. */
export interface ParameterKind<P extends Parameter> {
  /** Characters of the longest text that is looked at; left out: 100. */
  readonly longest?: number;
  /** Whether text is read as it is: a minus, a letter or a space in it may have another meaning than in a number. */
  readonly verbatim?: true;
  /** Reads one value from trimmed text. */
  read(parameter: P, text: string): Reading<ValueOf<P>>;
  /** The text that a control shows for a value, without its unit. */
  show(parameter: P, value: ValueOf<P>): string;
  /** The name of a value in a message; left out: the value itself. */
  said?(parameter: P, value: ValueOf<P>): string;
  /** All values, where they are few enough to try each. */
  all?(parameter: P): readonly ValueOf<P>[];
  /** The value at a place from 0, the first, to 1, the last. */
  at(parameter: P, place: number): ValueOf<P>;
}
