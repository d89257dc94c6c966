/** What an exercise asks of its reader. */
export const kinds = {
  find: 'Find',
  predict: 'Predict, then look',
  explain: 'Explain',
} as const;

export type ExerciseKind = keyof typeof kinds;
