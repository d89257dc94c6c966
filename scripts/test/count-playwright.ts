/** The last lines of Playwright: what failed, and `N passed, N failed`. */
import type { FullConfig, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { plain } from '../command.ts';
import { type Count, lastLines, one, sum } from './count.ts';

export default class CountReporter implements Reporter {
  private suite: Suite | undefined;
  private readonly outside: Count[] = [];

  onBegin(_: FullConfig, suite: Suite): void {
    this.suite = suite;
  }

  /** An error outside of all tests. */
  onError({ message = 'an error without a message' }: TestError): void {
    this.outside.push(one('outside of all tests', plain(message).split('\n')[0]));
  }

  onEnd(): void {
    const tests = (this.suite?.allTests() ?? []).filter((test) => test.outcome() !== 'skipped');
    const counts = tests.map((test) =>
      // The first two titles are empty: of the run, and of the project.
      one(test.titlePath().slice(2).join(' › '), test.outcome() === 'unexpected' ? 'failed' : undefined),
    );
    // Only the full tier tries again (scripts/test.ts).
    for (const test of tests.filter((test) => test.outcome() === 'flaky'))
      console.log(`passed at the second try: ${test.titlePath().slice(2).join(' › ')}`);
    console.log(lastLines(sum([...counts, ...this.outside])));
  }

  printsToStdio(): boolean {
    return true;
  }
}
