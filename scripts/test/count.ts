/** What a stage of `npm test` found. */
export interface Count {
  passed: number;
  failed: number;
  /** What failed, one line each. */
  failures: readonly string[];
  /** Tests that failed at first and passed at the second try. */
  second?: readonly string[];
}

/** A stage, or a step of one, that is no test runner counts as one check. */
export function one(name: string, failure: string | undefined): Count {
  return failure === undefined
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${name}: ${failure}`] };
}

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, count) => total + count.passed, 0),
  failed: counts.reduce((total, count) => total + count.failed, 0),
  failures: counts.flatMap((count) => count.failures),
  second: counts.flatMap((count) => count.second ?? []),
});

/** A runner that fails without a failed test (an unhandled error, no test at all) counts as a failure. */
export function withExitCode(stage: string, count: Count, code: number): Count {
  if (code !== 0 && count.failed === 0) return sum([count, one(stage, `its runner ended with exit code ${code}`)]);
  return count.passed + count.failed === 0 ? one(stage, 'ran no test') : count;
}
