import { defineConfig } from 'vitest/config';

/** Run from the project's folder, where every command and every file of results starts. */
export default defineConfig({
  test: {
    include: ['verification/tests/*.test.ts'],
    environment: 'node',
    reporters: ['dot', './scripts/test/count-vitest.ts'],
    testTimeout: 60_000,
    // Some drive a browser by chance and judge what came within 400 ms: what a loaded machine broke runs once more.
    retry: 1,
  },
});
