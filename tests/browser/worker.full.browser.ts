import type { Worker } from '@playwright/test';
import { alone, expect, Figure, inOrder, test } from './site.ts';

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

async function recovers(figure: Figure): Promise<void> {
  const error = figure.root.locator('.error');
  await expect(error).toBeVisible();
  await figure.changes(() => error.getByRole('button', { name: 'Try again' }).click());
  await expect(error).toHaveCount(0);
  const before = await figure.snapshot();
  await figure.changes(() => figure.slider('alpha').press('Shift+ArrowLeft'));
  expect((await figure.snapshot()).picture).not.toBe(before.picture);
}

test('a computation that hangs is stopped: the old picture stays, and one click goes on', async ({ page }) => {
  const figure = await open(page);
  const before = await figure.snapshot();
  await inWorkers(page, (worker) =>
    worker.evaluate(() => {
      const post = self.postMessage.bind(self);
      self.postMessage = (message: unknown) => {
        post(message);
        // Begins its task, and never ends it.
        for (;;);
      };
    }),
  );
  await figure.slider('alpha').press('ArrowLeft');
  await expect(figure.root.locator('.error')).toContainText('stopped');
  expect(inOrder(await figure.picture.innerHTML())).toBe(before.picture);
  await recovers(figure);
});

test('a worker whose script does not arrive is told of before it is given up, and one click starts another', async ({
  page,
}) => {
  let arrives = false;
  await page.route(/\/experiment-worker-[^/]*\.js$/, (route) => (arrives ? route.continue() : undefined));
  await page.goto(alone);
  const figure = new Figure(page, 'gabor-descent');
  await figure.root.scrollIntoViewIfNeeded();
  const silence = figure.root.locator('.silence');
  await expect(silence).toContainText('No answer for some seconds');
  await expect(figure.root.locator('.error')).toHaveCount(0);
  arrives = true;
  await silence.getByRole('button', { name: 'Start again' }).click();
  await figure.live();
  await expect(silence).toHaveCount(0);
});
