import { defineConfig } from 'vitest/config';

const tests = '*.test.{ts,tsx}';
/** Tests that keep nothing in their modules, so that a worker may go on to the next file with what it has loaded. */
const shared = [
  `tests/{engine,figure,references}/**/${tests}`,
  // own-loss puts an interpreter of its own in the place of the page's.
  'tests/experiments/**/!(own-loss).test.ts',
  'tests/{content,class/sheets,site}/**/!(*.full).test.ts',
  `tests/widgets/{panels,controls,enlarge,figure,points,scene}/**/${tests}`,
];
/** Tests of the built site, and of builds. */
const built = [`tests/built/${tests}`];
/** What `npm test` leaves out. */
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
    // No test asserts an absolute time, and a busy machine must not fail one.
    testTimeout: 60_000,
  },
});
