import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Playwright runs these.
    exclude: ['tests/browser/**'],
    environment: 'node',
  },
});
