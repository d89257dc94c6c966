import { defineConfig } from 'vitest/config';

/** Run from the project's folder, where every command and every file of results starts. */
export default defineConfig({
  test: {
    include: ['verification/tests/*.test.ts'],
    environment: 'node',
    reporters: ['dot', './scripts/test/count-vitest.ts'],
    testTimeout: 60_000,
  },
});
