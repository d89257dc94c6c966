/** The last lines of Vitest: what failed, and `N passed, N failed`. */
import type { Reporter, TestModule } from 'vitest/node';
import { root } from '../command.ts';
import { type Count, lastLines, one, sum } from './count.ts';

function countOf(module: TestModule): Count {
  const path = module.moduleId.slice(root.length);
  const tests = [...module.children.allTests()].map((test): Count => {
    const { state } = test.result();
    return state === 'passed' || state === 'failed'
      ? one(path, state === 'failed' ? test.fullName : undefined)
      : sum([]);
  });
  const found = sum(tests);
  // A file that does not load, or whose hooks fail, has no failed test.
  const [error] = module.errors();
  return error || (module.state() === 'failed' && found.failed === 0)
    ? sum([found, one(path, `does not run: ${error?.message.split('\n')[0] ?? 'a hook failed'}`)])
    : found;
}

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    const outside = errors.map(({ message }) => one('outside of all tests', message.split('\n')[0]));
    console.log(lastLines(sum([...modules.map(countOf), ...outside])));
  }
}
