import { defineConfig, devices } from '@playwright/test';
import { browserFlags, browserPath } from './scripts/browser.ts';

/** A whole Chromium loads these two pages for the address bar of every window, which takes as long as a page of ours. */
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];
/** What Playwright itself switches off: of two such switches Chromium reads the last. */
const asPlaywright = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];
const switchedOff = `--disable-features=${[...addressBar, ...asPlaywright].join(',')}`;

export default defineConfig({
  testDir: 'tests/browser',
  // Not *.test.ts, which are Vitest's.
  testMatch: '*.browser.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  // One more than there are cores: each waits for its browser now and then.
  workers: 3,
  // A loaded machine is slow; nothing here asserts how long anything takes.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['./scripts/test/count-playwright.ts']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: browserPath('shell'), args: [...browserFlags, switchedOff] },
    // A worker would fetch past the answers that tests make up; without-network.browser.ts lets it.
    serviceWorkers: 'block',
    // Pictures are compared once they are whole; walk.browser.ts lets them move.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace takes as long as the test itself: TRACE=retain-on-failure keeps one of each test that fails.
    trace: process.env['TRACE'] === 'retain-on-failure' ? 'retain-on-failure' : 'off',
  },
});
