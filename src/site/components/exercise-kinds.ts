/** What an exercise asks of its reader. */
export const kinds = {
  find: 'Find',
  predict: 'Predict, then look',
  explain: 'Explain',
} as const;

/** Lines to write on, on paper. */
export const lines = { find: 2, predict: 3, explain: 5 } as const satisfies Record<keyof typeof kinds, number>;

export type ExerciseKind = keyof typeof kinds;

/** How hard an exercise is, from 1. */
export const grades = ['easy', 'medium', 'hard'] as const;
