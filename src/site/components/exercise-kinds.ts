/** What an exercise asks of its reader. */
export const kinds = {
  find: 'Find',
  predict: 'Predict, then look',
  explain: 'Explain',
} as const;

export type ExerciseKind = keyof typeof kinds;

/** How hard an exercise is, from 1. */
export const grades = ['easy', 'medium', 'hard'] as const;
