import { defineConfig } from 'vitest/config';

/** Runs from the project's folder, to which all commands and result files are relative. */
export default defineConfig({
  test: {
    include: ['verification/tests/*.test.ts'],
    environment: 'node',
    reporters: ['dot', './scripts/test/count-vitest.ts'],
    testTimeout: 60_000,
    // Some drive a browser with random acts and check effects within 400 ms: failures on a loaded machine are retried
    // once.
    retry: 1,
  },
});
