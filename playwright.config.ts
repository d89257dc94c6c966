import { defineConfig, devices } from '@playwright/test';
import { browserFlags, browserPath } from './scripts/browser.ts';

export default defineConfig({
  testDir: 'tests/browser',
  // Not *.test.ts, which are Vitest's.
  testMatch: '*.browser.ts',
  globalSetup: './tests/browser/server.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A loaded machine is slow; nothing here asserts how long anything takes.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: browserPath('shell'), args: [...browserFlags] },
    // Pictures are compared once they are whole; walk.browser.ts lets them move.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
  },
});
