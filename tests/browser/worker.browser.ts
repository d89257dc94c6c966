import type { Worker } from '@playwright/test';
import { alone, expect, Figure, test } from './site.ts';

test.use({ expectedErrors: [/broken on purpose/] });

const open = async (page: import('@playwright/test').Page): Promise<Figure> => {
  await page.goto(alone);
  return new Figure(page, 'gabor-descent').live();
};

/** Runs an action in every worker of the page; one that ends itself closes instead of answering. */
const inWorkers = (page: import('@playwright/test').Page, action: (worker: Worker) => Promise<unknown>) =>
  Promise.all(
    page.workers().map((worker) => Promise.race([action(worker).catch(() => {}), worker.waitForEvent('close')])),
  );

test('a worker that was killed between two changes is replaced, and the reader notices nothing', async ({ page }) => {
  const figure = await open(page);
  await inWorkers(page, (worker) => worker.evaluate(() => close()));
  await figure.changes(() => figure.slider('alpha').press('Shift+ArrowLeft'));
  await expect(figure.root.locator('.error')).toHaveCount(0);
  await test.step('and so is one that throws: the next change is drawn', async () => {
    await inWorkers(page, (worker) =>
      worker.evaluate(() => {
        setTimeout(() => {
          throw new Error('broken on purpose');
        });
      }),
    );
    await figure.changes(() => figure.slider('alpha').press('Shift+ArrowLeft'));
  });
});
