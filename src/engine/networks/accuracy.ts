import type { Batch } from '../problems/problem.ts';
import type { AnyVector } from '../vector.ts';

/** The class of the largest output in each row; the first one in a tie. */
export function predictions(outputs: AnyVector, classes: number): Batch {
  const count = outputs.length / classes;
  const found: Batch = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    let best = 0;
    for (let j = 1; j < classes; j++) if (outputs[i * classes + j]! > outputs[i * classes + best]!) best = j;
    found[i] = best;
  }
  return found;
}

/** The fraction of correct predictions. */
export function accuracy(predicted: Batch, y: Batch): number {
  let right = 0;
  for (let i = 0; i < y.length; i++) if (predicted[i] === y[i]) right++;
  return right / y.length;
}

/** Counts, `classes` x `classes`: a row for each true class, a column for each predicted one. */
export function confusion(predicted: Batch, y: Batch, classes: number): Batch {
  const counts: Batch = new Int32Array(classes * classes);
  for (let i = 0; i < y.length; i++) counts[y[i]! * classes + predicted[i]!]!++;
  return counts;
}
