import type { Noted } from '../../python/noted.ts';

export type NotebookNumber = '6.1' | '6.2' | '6.3' | '6.4' | '6.5';

/** The part of a task that a page shows without any script. Code is written between backticks, `ϕ_0` is set as mathematics. */
export interface TaskText {
  /** What a reader wrote is kept under it: `notebook-6.1.line-search`. */
  readonly id: string;
  readonly notebook: NotebookNumber;
  readonly title: string;
  /** The story, and what is to be done. */
  readonly lead: string;
  /** Names that the text may use beside NumPy. */
  readonly uses: string;
  /** The unfinished text: it runs, and is wrong. */
  readonly stub: string;
  /** From a nudge to nearly the line itself. */
  readonly hints: readonly [string, string, string];
}

/** The texts with which a page is built. */
export interface TaskOnPage extends TaskText {
  /** Lines to write on, on paper. */
  readonly room: number;
}

/** A mistake that is often made: the solution with other lines, whose run is compared with the reader's. */
export interface Slip {
  /** In a word or two, for tests and lists. */
  readonly name: string;
  /** Completes "This looks like …" with what was done and a word on what to look at. */
  readonly says: string;
  /** A string that occurs once in the solution, and its replacement. */
  readonly put: readonly [string, string];
}

export interface Task extends TaskText {
  /** The function that is asked for, as in the notebook. */
  readonly name: string;
  /** Python that runs before the reader's code. */
  readonly given: string;
  /** Python that calls the function and notes what comes: see `check.py`. */
  readonly check: string;
  /** A noted quantity: its name in the check, and as it is shown. */
  readonly quantities: Readonly<Record<string, string>>;
  /** Noted where it can be seen, and not missed where it cannot. */
  readonly optional?: readonly string[];
  /** The engine's own run; where chance had a part, with what the reader's drew. */
  reference(own: readonly Noted[]): readonly Noted[];
  /** The engine's values between two noted numbers, to compare one's own output with. */
  between?(step: number): readonly (readonly [name: string, value: number])[];
  /** `step 3`, `iteration 3 on the second loss`. */
  at(step: number): string;
  readonly solution: string;
  readonly slips: readonly Slip[];
  /** Other answers that are right, as slips are written. */
  readonly variants?: readonly Slip[];
  /** Whose sheet the path is drawn on, and where it starts. */
  readonly picture?: { readonly sheet: 'line' | 'gabor' | 'valley'; readonly start: readonly [number, number] };
}

export function slipped({ solution }: Pick<Task, 'solution'>, ...slips: readonly Pick<Slip, 'put'>[]): string {
  return slips.reduce((text, { put: [from, to] }) => text.replace(from, () => to), solution);
}
