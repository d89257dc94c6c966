import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Those called *.full.test.ts, too: `npm test` leaves them out by their name.
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    maxWorkers: '100%',
    reporters: ['dot', './scripts/test/count-vitest.ts'],
    // No test asserts an absolute time, and a busy machine must not fail one.
    testTimeout: 60_000,
  },
});
