/** Prints the last lines of Playwright: the failures, and `N passed, N failed`. */
import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';
import { type Count, inOneLine, lastLines, one, sum } from './count.ts';

/** The first two titles, of the run and of the project, are empty. */
const nameOf = (test: TestCase): string => test.titlePath().slice(2).join(' › ');

export default class CountReporter implements Reporter {
  private suite: Suite | undefined;
  private readonly outside: Count[] = [];

  onBegin(_: FullConfig, suite: Suite): void {
    this.suite = suite;
  }

  /** An error outside of all tests. */
  onError(error: TestError): void {
    this.outside.push(one('outside of all tests', inOneLine([error])));
  }

  onEnd(): void {
    const tests = (this.suite?.allTests() ?? []).filter((test) => test.outcome() !== 'skipped');
    const counts = tests.map((test) =>
      one(nameOf(test), test.outcome() === 'unexpected' ? inOneLine(test.results.at(-1)?.errors ?? []) : undefined),
    );
    // Only the full tier retries (scripts/test.ts).
    for (const test of tests.filter((test) => test.outcome() === 'flaky'))
      console.log(`passed at the second try: ${nameOf(test)}: ${inOneLine(test.results[0]?.errors ?? [])}`);
    console.log(lastLines(sum([...counts, ...this.outside])));
  }

  printsToStdio(): boolean {
    return true;
  }
}
