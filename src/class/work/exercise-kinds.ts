/** Kinds of exercises. */
export const kinds = {
  find: 'Find',
  predict: 'Predict, then look',
  explain: 'Explain',
} as const;

/** Lines for the answer on paper. */
export const lines = { find: 2, predict: 3, explain: 5 } as const satisfies Record<keyof typeof kinds, number>;

export type ExerciseKind = keyof typeof kinds;

/** Grades of difficulty, easiest first. */
export const grades = ['easy', 'medium', 'hard'] as const;

/**
 * The label of an exercise: after the page's number or, if it has none, like its figures'. The takeaway belongs to no
 * section of the book: its figures are T.1, T.2 …, and so are its exercises.
 */
export function exerciseLabel(
  page: { body?: string | undefined; data: { number?: string | undefined } },
  n: number,
): string {
  const number = page.data.number ?? /<Experiment [^>]*figure="([^".]+)\./.exec(page.body ?? '')?.[1];
  return number === undefined ? String(n) : `${number}.${n}`;
}

/** The letter that distinguishes things of the same number; empty if there is only one. */
export function letterOf(k: number, of: number): string {
  return of > 1 ? String.fromCharCode('a'.charCodeAt(0) + k) : '';
}
