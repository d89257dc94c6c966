/**
 * While anything moves, its button is labelled Pause, and a press meant for Play stops nothing: on every figure with a
 * run.
 */
import type { Page } from '@playwright/test';
import { pagesWith } from './built.ts';
import { expect, Figure, middleOf, test } from './site.ts';
import { specsOf } from './tasks.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' }, viewport: { width: 1280, height: 720 } });

interface Seen {
  /** Figures whose run advanced in three frames while their button was not labelled Pause. */
  wrong: string[];
  /** The labels of a figure's button, each time it changed. */
  said: Record<string, string[]>;
  /** Steps shown since the button was pressed; empty before. */
  after: Record<string, string[]>;
  /** Presses the button of a figure as soon as something moves. */
  press(name: string): void;
}
const seenIn = <T>(page: Page, read: (seen: Seen, name: string) => T, name = ''): Promise<T> =>
  page.evaluate(`(${read})(window.seen, ${JSON.stringify(name)})`);

/** Injected into the page before its scripts. */
function watch(): void {
  const [waiting, frames] = [new Set<string>(), new Map<string, { at: string; changes: number }>()];
  const seen: Seen = { wrong: [], said: {}, after: {}, press: (name) => waiting.add(name) };
  Object.assign(window, { seen });
  const look = (): void => {
    for (const figure of document.querySelectorAll('figure.experiment')) {
      const button = figure.querySelector<HTMLButtonElement>('.stepper-play');
      if (!button) continue;
      const { id } = figure;
      const says = button.textContent ?? '';
      const said = seen.said[id] ?? [];
      seen.said[id] = said;
      if (said.at(-1) !== says) said.push(says);
      const step = figure.querySelector('.stepper-at')?.textContent ?? '';
      const heads = [...figure.querySelectorAll('.partial .end')].map((head) => head.outerHTML).join('');
      const before = frames.get(id);
      const isFurther = heads !== '' && before !== undefined && before.at !== heads;
      const changes = isFurther && says !== 'Pause' ? before.changes + 1 : 0;
      if (changes === 3) seen.wrong.push(id);
      frames.set(id, { at: heads, changes });
      const after = seen.after[id];
      if (after && says === 'Pause' && after.at(-1) !== step) after.push(step);
      if (says === 'Pause' && waiting.delete(id)) {
        button.click();
        seen.after[id] = [];
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

for (const path of pagesWith('class="stepper"'))
  test(`${path}: whatever moves says Pause, and a press just after it has begun by itself does not stop it`, async ({
    page,
  }) => {
    test.slow();
    await page.addInitScript(watch);
    await page.goto(path);
    const quick = (await specsOf(page)).filter(({ pace, frames }) => pace !== 'long' && frames === undefined);
    for (const { name } of quick) {
      const figure = new Figure(page, name);
      if ((await figure.root.locator('fieldset.stepper').count()) === 0) continue;
      await figure.inScene();
      const goesOn = async (begin: () => Promise<void>): Promise<void> => {
        await seenIn(page, (seen, name) => seen.press(name), name);
        await begin();
        const steps = () => seenIn(page, (seen, name) => seen.after[name]?.length, name);
        await expect.poll(steps, name).toBeDefined();
        // It continues; a run of two steps may have ended.
        const ready = figure.root.locator('.stepper-next[data-ready="true"]');
        await expect.poll(async () => ((await steps()) ?? 0) > 2 || (await ready.count()) > 0, name).toBe(true);
      };
      const scene = page.locator(`[data-scene="${name}"]`);
      const [, second] = await scene
        .locator('.passage')
        .evaluateAll((all) => all.map((one) => JSON.parse((one as HTMLElement).dataset['passage'] ?? '{}')));
      if (second?.plays) await goesOn(() => figure.root.locator('.stepper-next').click());
      else {
        await figure.action('Play').click();
        await expect.poll(() => seenIn(page, (seen, name) => seen.said[name], name), name).toContain('Pause');
      }
      if (!(await figure.handle.isVisible())) continue;
      await seenIn(page, (seen, name) => delete seen.after[name], name);
      await goesOn(async () => {
        const { x, y } = await middleOf(figure.handle);
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(x + 30, y - 4, { steps: 4 });
        await page.mouse.up();
      });
    }
    expect(await seenIn(page, (seen) => seen.wrong)).toEqual([]);
  });
