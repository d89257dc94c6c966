import type * as bench from './bench.ts';

export type Bench = typeof bench;

/** What the reader looks at after a check. */
export interface Look {
  /** The text that was checked. */
  readonly code: string;
  readonly bench: Bench;
  readonly checked: bench.Checked;
}
