import type * as bench from './bench.ts';

export type Bench = typeof bench;

/** The picture after a check. */
export interface Look {
  /** The checked code. */
  readonly code: string;
  readonly bench: Bench;
  readonly checked: bench.Checked;
}
