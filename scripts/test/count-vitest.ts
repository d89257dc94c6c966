/** Prints the last lines of Vitest: the failures, and `N passed, N failed`. */
import type { Reporter, TestModule } from 'vitest/node';
import { root } from '../command.ts';
import { type Count, inOneLine, lastLines, one, sum } from './count.ts';

function countOf(module: TestModule): Count {
  const path = module.moduleId.slice(root.length);
  const tests = [...module.children.allTests()].map((test): Count => {
    const { state, errors = [] } = test.result();
    return state === 'passed' || state === 'failed'
      ? one(path, state === 'failed' ? `${test.fullName}: ${inOneLine(errors)}` : undefined)
      : sum([]);
  });
  const found = sum(tests);
  // A file that does not load, or whose hooks fail, has no failed test.
  const [error] = module.errors();
  return error || (module.state() === 'failed' && found.failed === 0)
    ? sum([found, one(path, `does not run: ${error ? inOneLine([error]) : 'a hook failed'}`)])
    : found;
}

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string; stack?: string }[]): void {
    const outside = errors.map((error) => one('outside of all tests', inOneLine([error])));
    console.log(lastLines(sum([...modules.map(countOf), ...outside])));
  }
}
