/** Records how the runs of a figure are drawn, frame by frame. */
import type { Page } from '@playwright/test';
import type { Figure } from './site.ts';

export const name = 'gabor-descent';

/** Records in each frame how far the runs of a figure are drawn: its step, and whether it is cut. */
export async function watch(page: Page, figure: string): Promise<void> {
  await page.addInitScript((id) => {
    const frames: { cut: boolean; step: string; length: number }[] = [];
    Object.assign(window, { frames });
    const look = (): void => {
      const root = document.getElementById(id);
      const cut = root?.querySelector('[data-runs="cut"]') ?? null;
      const step = root?.querySelector('.stepper-at')?.textContent ?? '';
      const lines = [...(cut?.querySelectorAll<SVGPathElement>('.partial .line.run') ?? [])];
      const length = lines.reduce((sum, line) => sum + (line.hasAttribute('d') ? line.getTotalLength() : 0), 0);
      const last = frames.at(-1);
      if (last?.cut !== (cut !== null) || last.step !== step) frames.push({ cut: cut !== null, step, length });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, figure);
}

export const framesOf = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { frames: { cut: boolean; step: string; length: number }[] }).frames, // set by `watch`
  );

/** How often a run started by itself. */
export const autoplays = async (page: Page): Promise<number> =>
  (await framesOf(page)).filter(({ cut }, i, all) => cut && all[i - 1]?.cut !== true).length;

export const cut = (figure: Figure) => figure.root.locator('[data-runs="cut"]');
