import { browserPath } from '../../scripts/browser.ts';
import type { ToWorker } from '../../src/widgets/page/messages.ts';
import { kernelScripts } from './built.ts';
import { cachedResults, cpuTime, LongFigure, sleep } from './long.ts';
import { expect, Figure, frames, test } from './site.ts';
import { isHeavy, recordTasks, specsOf, tasksOf } from './tasks.ts';

// A full browser has a back/forward cache; Playwright's enables it only on request.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      executablePath: browserPath('chromium'),
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    }),
});

/** A grid of a second or two, whose runs take a few milliseconds each. */
const quick = { epochs: 16, seeds: 1 };
/** Runs that each take a good part of a second. */
const slow = { epochs: 24, seeds: 1, network: 'large' };
const smallest = { epochs: 1, seeds: 1 };

test('a machine that sleeps in the middle of a run: it goes on, and nobody speaks of a hang', async ({ page }) => {
  const figure = await LongFigure.open(page, quick);
  await figure.start(5);
  await sleep(page, 4000);
  await figure.finished();
});

test('Play computes a run that nobody has computed yet, and walks it', async ({ page }) => {
  await page.goto('./embed/warm-up/?warm-up.warmUp=32');
  const figure = await new Figure(page, 'warm-up').live();
  await expect(figure.root.getByRole('button', { name: /^Run, about/ })).toBeVisible();
  await figure.root.getByRole('button', { name: 'Play' }).click();
  await expect(figure.root.locator('.progress')).toContainText('All runs at these settings are computed', {
    timeout: 60_000,
  });
  const shown = figure.root.locator('.stepper-at');
  await expect(shown).toHaveText(/step [1-9]\d* of \d+/);
});

test('a run whose page was left goes on by itself when the reader goes back', async ({ page }) => {
  const figure = await LongFigure.open(page, quick);
  await figure.start(5);
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  await page.goto('./notation/');
  await page.goBack({ waitUntil: 'commit' });
  await expect.poll(() => page.evaluate(() => 'stayed' in window)).toBe(true);
  await figure.finished();
});

test('a run whose page was left and reloaded has what was done, and offers the rest', async ({ page }) => {
  const figure = await LongFigure.open(page, slow);
  const { of } = await figure.start(2);
  await page.goto('./notation/');
  const done = (await cachedResults(page)).size;
  expect(done).toBeGreaterThan(0);
  const again = await LongFigure.open(page, slow);
  expect(await again.missing()).toBe(of - done);
});

test('a grid runs to its end where the storage of the tab is full', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const figure = await LongFigure.open(page, smallest);
  await figure.start();
  await figure.finished();
});

test('without WebAssembly SIMD the same networks train in plain TypeScript, and a note says so', async ({ page }) => {
  const note = /lacks WebAssembly SIMD/;
  const fast = await LongFigure.open(page, smallest);
  await fast.start();
  await expect(fast.root).not.toContainText(note);
  await fast.finished();
  const kernels = await cachedResults(page);

  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await page.route('**/experiment-worker-*.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `WebAssembly.validate = () => false;${await answer.text()}` });
  });
  const plain = await LongFigure.open(page, smallest);
  await expect(plain.root.locator('.progress')).toContainText(note);
  await plain.start();
  await plain.finished();
  const results = await cachedResults(page);
  expect([...results.keys()].sort()).toEqual([...kernels.keys()].sort());
  // If a run learns, only its last digits may differ; at too large rates any rounding error grows.
  const pairs = [...kernels].flatMap(([key, result]) => {
    const plainly = numbersIn(results.get(key));
    return numbersIn(result).map((value, k) => ({ value, plainly: plainly[k] ?? Number.NaN }));
  });
  const learned = pairs.filter(({ value }) => value < LEARNED);
  expect(learned.length).toBeGreaterThan(pairs.length / 4);
  for (const { value, plainly } of learned) expect(plainly / value).toBeCloseTo(1, 3);
});

/** Losses clearly below that of guessing among ten classes, ln 10. */
const LEARNED = 2;

/** Every number of a plain value, in order; a run that diverged has none. */
function numbersIn(value: unknown): number[] {
  if (value === null) return [Number.POSITIVE_INFINITY];
  if (typeof value === 'object') return Object.values(value).flatMap(numbersIn);
  return typeof value === 'number' ? [value] : [];
}

for (const path of ['takeaway', 'stochastic-gradient-descent']) {
  test(`nothing heavy is fetched or computed on /${path}/ before a reader asks for it`, async ({ page }) => {
    const kernels = kernelScripts();
    expect(kernels.length).toBeGreaterThan(0);
    const heavy: string[] = [];
    let loading = 0;
    page.on('request', (request) => {
      loading += 1;
      if (isHeavy(request.url(), kernels)) heavy.push(request.url());
    });
    page.on('requestfinished', () => (loading -= 1));
    page.on('requestfailed', () => (loading -= 1));
    await recordTasks(page);
    await page.goto(`./${path}/`);
    const long = (await specsOf(page)).filter(({ pace }) => pace === 'long');
    expect(long.length).toBeGreaterThan(0);
    for (const fold of await page.locator('details.deeper > summary').all()) await fold.click();
    for (const figure of await page.locator('figure.experiment').all()) {
      await figure.scrollIntoViewIfNeeded();
      await expect(figure.locator('astro-island[ssr]')).toHaveCount(0);
    }
    // Requests that a figure makes by itself have been made by now, and are answered.
    for (const { name } of long) await new Figure(page, name).settled();
    await expect.poll(() => loading).toBe(0);
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    const tasks = async () => (await tasksOf(page)).filter(({ id }) => long.some((one) => one.id === id));
    // A scene shows its passage from stored results.
    const names = long.map(({ name }) => `.scene figure.experiment#${name}`);
    if ((await page.locator(names.join()).count()) === 0) {
      expect(heavy).toEqual([]);
      expect(await tasks()).toEqual([]);
    }
    expect((await tasks()).map(({ kind }) => kind)).not.toContain('measure');

    // A touch hydrates the figure; it computes no network before Run.
    await new Figure(page, long[0]?.name ?? '').root.locator('.panel').first().hover();
    await expect.poll(async () => (await tasks()).map(({ kind }) => kind)).toContain('present');
    expect((await tasks()).map(({ kind }) => kind)).not.toContain('measure');
  });
}

test('a worker that is killed in the middle of a grid costs one run, which is done again', async ({ page }) => {
  const figure = await LongFigure.open(page, quick);
  const { of } = await figure.start(5);
  await page.workers()[0]?.evaluate(() => {
    const receive = self.onmessage?.bind(self);
    // Ends silently during a run.
    self.onmessage = (event: MessageEvent<ToWorker>) =>
      event.data.task.kind === 'measure' ? close() : receive?.(event);
  });
  await figure.finished();
  expect((await cachedResults(page)).size).toBe(of);
  expect((await tasksOf(page)).filter(({ kind }) => kind === 'measure')).toHaveLength(of + 1);
});

test('Pause frees the cores, keeps what is done, and Run goes on from there', async ({ page }) => {
  const figure = await LongFigure.open(page, { ...slow, epochs: 12 });
  const used = async (): Promise<number> => {
    const before = await cpuTime(page);
    await frames(page, 30);
    return (await cpuTime(page)) - before;
  };
  const { of } = await figure.start(2);
  // Processor time, since a loaded machine may grant none for a moment; a grid that went on would be busy for minutes.
  await expect.poll(used).toBeGreaterThan(0.2);
  await figure.pause();
  await expect.poll(used).toBeLessThan(0.05);
  const left = await figure.missing();
  expect(left).toBeLessThan(of);
  await expect.poll(async () => (await cachedResults(page)).size).toBe(of - left);
  await figure.start(1);
  await expect(figure.root.getByRole('progressbar')).toHaveAttribute('aria-valuemax', String(left));
});
