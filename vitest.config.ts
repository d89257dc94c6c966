import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Playwright runs these.
    exclude: ['tests/browser/**'],
    environment: 'node',
    maxWorkers: '100%',
    // No test asserts an absolute time, and a busy machine must not fail one.
    testTimeout: 60_000,
  },
});
