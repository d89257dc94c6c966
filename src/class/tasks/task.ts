import type { Noted } from '../../python/noted.ts';

export type NotebookNumber = '6.1' | '6.2' | '6.3' | '6.4' | '6.5';

/** The part of a task that a page shows without scripts. Code is between backticks; `ϕ_0` is set as mathematics. */
export interface TaskText {
  /** Storage key of the reader's code: `notebook-6.1.line-search`. */
  readonly id: string;
  readonly notebook: NotebookNumber;
  readonly title: string;
  /** The story and the assignment. */
  readonly lead: string;
  /** Names available to the code in addition to NumPy. */
  readonly uses: string;
  /** The unfinished code: it runs, with a wrong result. */
  readonly stub: string;
  /** From a nudge to nearly the complete line. */
  readonly hints: readonly [string, string, string];
}

/** The texts built into a page. */
export interface TaskOnPage extends TaskText {
  /** Lines for the answer on paper. */
  readonly room: number;
}

/** A common mistake: the solution with other lines, whose run is compared with the reader's. */
export interface Slip {
  /** A word or two, for tests and lists. */
  readonly name: string;
  /** Completes "This looks like …" with the mistake and a hint on what to check. */
  readonly says: string;
  /** A string that occurs once in the solution, and its replacement. */
  readonly put: readonly [string, string];
}

export interface Task extends TaskText {
  /** The name of the requested function, as in the notebook. */
  readonly name: string;
  /** Python that runs before the reader's code. */
  readonly given: string;
  /** Python that calls the function and records the results: see `check.py`. */
  readonly check: string;
  /** The recorded quantities: name in the check, and displayed name. */
  readonly quantities: Readonly<Record<string, string>>;
  /** Quantities recorded if they are available, and not required otherwise. */
  readonly optional?: readonly string[];
  /** The engine's own run, with the reader's random draws if chance plays a part. */
  reference(own: readonly Noted[]): readonly Noted[];
  /** The engine's intermediate values between two recorded numbers, to compare with printed output. */
  between?(step: number): readonly (readonly [name: string, value: number])[];
  /** `step 3`, `iteration 3 on the second loss`. */
  at(step: number): string;
  readonly solution: string;
  readonly slips: readonly Slip[];
  /** Other correct answers, written as slips are. */
  readonly variants?: readonly Slip[];
  /** The map on which the path is drawn, and the path's start. */
  readonly picture?: { readonly sheet: 'line' | 'gabor' | 'valley'; readonly start: readonly [number, number] };
}

export function slipped({ solution }: Pick<Task, 'solution'>, ...slips: readonly Pick<Slip, 'put'>[]): string {
  return slips.reduce((text, { put: [from, to] }) => text.replace(from, () => to), solution);
}
