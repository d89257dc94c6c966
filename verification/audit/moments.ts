/** Pictures of three moments of a run, to check that its start, middle and end are readable. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { root } from '../../scripts/command.ts';
import { touch } from '../../tests/browser/touch.ts';
import type { Theme } from './visit.ts';

/** The main figure of each page that opens with a run. */
const FIGURES = [
  ['/gradient-descent/', 'one-dimension'],
  ['/gradient-descent/', 'gabor-descent'],
  ['/momentum/', 'momentum-valley'],
  ['/adam/', 'figure-6-9'],
] as const;
const WINDOWS = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
] as const;
const THEMES: readonly Theme[] = ['light', 'dark'];
/** Fractions of the run. */
const MOMENTS = [
  ['early', 0.1],
  ['half', 0.5],
  ['end', 1],
] as const;

/** Writes them to audit/moments, and returns that folder. Play is pressed, and the slider then held at each moment. */
export async function writeMoments(browser: Browser, address: string): Promise<string> {
  const folder = join(root, 'audit/moments');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { width, height } of WINDOWS)
    for (const theme of THEMES) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
      try {
        const tab = await context.newPage();
        for (const [page, name] of FIGURES) {
          await tab.goto(new URL(page.slice(1), address).href, { waitUntil: 'load' });
          const figure = tab.locator(`figure#${name}`);
          await touch(figure);
          await tab.waitForTimeout(2500);
          await figure.locator('.stepper-play').click();
          const slider = figure.locator('.stepper input[type=range]');
          await figure.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
          for (const [moment, share] of MOMENTS) {
            await slider.evaluate((input, at) => {
              if (!(input instanceof HTMLInputElement)) throw new Error('the step slider must be an input');
              input.value = String(Math.round(at * Number(input.max)));
              input.dispatchEvent(new Event('input', { bubbles: true }));
            }, share);
            await tab.waitForTimeout(400);
            const slug = `${page.replaceAll('/', '') || 'home'}-${name}-${width}-${theme}-${moment}`;
            await tab.screenshot({ path: join(folder, `${slug}.png`) });
          }
        }
      } finally {
        await context.close();
      }
    }
  return folder;
}
