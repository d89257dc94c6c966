import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Playwright runs these.
    exclude: ['tests/browser/**'],
    environment: 'node',
    // Tests keep no state in modules, so files share them: a fifth of the time was spent loading the engine anew.
    isolate: false,
    maxWorkers: '100%',
    // No test asserts an absolute time, and a busy machine must not fail one.
    testTimeout: 60_000,
  },
});
