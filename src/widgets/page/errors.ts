import type { PythonError } from '../../python/errors.ts';
import { WorkerFailure } from './pool.ts';

/** A rule of the reader's produced no run: Python failed, or found an error in the code. */
export class RuleFailure extends Error {
  readonly error: PythonError;
  /** The code's output up to then. */
  readonly printed: string;
  constructor(error: PythonError, printed = '') {
    super(error.message);
    this.error = error;
    this.printed = printed;
  }
}

/** Some parts of a run could not be computed. The others are kept. */
export class PartsGivenUp extends Error {
  readonly count: number;
  readonly of: number;
  readonly first: unknown;
  constructor(failures: readonly unknown[], of: number) {
    super(`${failures.length} of ${of} parts were given up`);
    this.count = failures.length;
    this.of = of;
    this.first = failures[0];
  }
}

const KEPT = 'The picture shows the last run that finished.';

/** An error in plain words for the reader. */
export function explain(error: unknown): string {
  if (error instanceof PartsGivenUp) {
    const { count, of, first } = error;
    if (first instanceof WorkerFailure && first.reason === 'unreachable')
      return `The run stopped: ${first.message}. Check your connection. Finished results are kept.`;
    return `${count} of ${of} ${of === 1 ? 'run' : 'runs'} could not be computed (${wordsOf(first)}). Finished results are kept.`;
  }
  const how = wordsOf(error);
  switch (error instanceof WorkerFailure ? error.reason : 'refused') {
    case 'hung':
      return `The computation was stopped, because ${how}. ${KEPT}`;
    case 'crashed':
      return `The computation crashed (${how}). A new worker is ready.`;
    case 'unreachable':
      return `The experiment could not start: ${how}. Check your connection.`;
    case 'barred':
      return 'The page around this frame blocks scripts, so the picture cannot change. Open the figure on its own, or remove the frame’s sandbox.';
    case 'refused':
      return `The experiment could not be computed: ${how}. ${KEPT}`;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
