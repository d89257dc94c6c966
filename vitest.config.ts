import { defineConfig } from 'vitest/config';

const tests = '*.test.{ts,tsx}';
/** Tests that keep no state in their modules, so that a worker can run the next file with the modules it has loaded. */
const shared = [
  `tests/{engine,figure,references}/**/${tests}`,
  // own-loss replaces the page's interpreter with its own.
  'tests/experiments/**/!(own-loss).test.ts',
  'tests/{content,class/sheets,site}/**/!(*.full).test.ts',
  `tests/widgets/{panels,controls,enlarge,figure,points,scene}/**/${tests}`,
];
/** Tests of the built site and of the build. */
const built = [`tests/built/${tests}`];
/** Tests that `npm test` leaves out. */
const later = process.env['TIER'] === 'quick' ? ['**/*.full.test.*'] : [];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: shared, exclude: later, isolate: false } },
      { extends: true, test: { name: 'built', include: built, exclude: later } },
      {
        extends: true,
        test: { name: 'alone', include: [`tests/**/${tests}`], exclude: [...shared, ...built, ...later] },
      },
    ],
    environment: 'node',
    maxWorkers: '100%',
    reporters: ['dot', './scripts/test/count-vitest.ts'],
    // No test asserts an absolute time, and no test must fail on a busy machine.
    testTimeout: 60_000,
  },
});
