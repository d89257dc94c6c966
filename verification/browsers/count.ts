/** The results of a visit. */
export interface Count {
  passed: number;
  failed: number;
  /** Failures, one line each. */
  failures: readonly string[];
}

export const one = (name: string, failure: string | undefined): Count =>
  failure === undefined
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${name}: ${failure}`] };

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  failures: counts.flatMap(({ failures }) => failures),
});
