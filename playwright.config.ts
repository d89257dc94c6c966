import { defineConfig, devices } from '@playwright/test';
import { browserFlags, browserPath } from './scripts/browser.ts';

/**
 * In a full Chromium the address bar of every window loads these two pages, which takes as long as one of our pages.
 */
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];
/** The features that Playwright itself switches off: if this switch is given twice, Chromium reads only the last. */
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
  // Files called *.test.ts are Vitest's.
  testMatch: '*.browser.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  // One more than the number of cores, as each worker sometimes waits for its browser.
  workers: 3,
  // Generous, for a machine under load; no test asserts how long anything takes.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['./scripts/test/count-playwright.ts']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: browserPath('shell'), args: [...browserFlags, switchedOff] },
    // A worker's requests would bypass the answers that tests mock; without-network.browser.ts allows it.
    serviceWorkers: 'block',
    // Screenshots are compared without animation; autoplay.browser.ts turns it on.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace takes as long as the test itself: TRACE=retain-on-failure keeps one of each test that fails.
    trace: process.env['TRACE'] === 'retain-on-failure' ? 'retain-on-failure' : 'off',
  },
});
