import { defineConfig } from 'vitest/config';

/** Folders whose tests keep nothing in their modules, so that a worker may go on to the next file with what it has loaded. */
const science = 'tests/{engine,figure,experiments,references}/**';
const tests = '*.test.{ts,tsx}';
/** What `npm test` leaves out, or does once the site is built. */
const later = process.env['TIER'] === 'quick' ? ['**/*.full.test.*', 'tests/built/**'] : [];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'science', include: [`${science}/${tests}`], exclude: later, isolate: false } },
      { extends: true, test: { name: 'site', include: [`tests/**/${tests}`], exclude: [science, ...later] } },
    ],
    environment: 'node',
    maxWorkers: '100%',
    reporters: ['dot', './scripts/test/count-vitest.ts'],
    // No test asserts an absolute time, and a busy machine must not fail one.
    testTimeout: 60_000,
  },
});
