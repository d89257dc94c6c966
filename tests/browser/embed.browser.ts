import { inCourse, taken, touch } from './embed.ts';
import { address, expect, Figure, test } from './site.ts';

interface Received {
  origin: string;
  data: { source?: string; subject?: string; height?: number };
}

test('an embed in a page of another origin tells its height, by its own message and by lti.frameResize', async ({
  page,
}) => {
  await inCourse('', async (course) => {
    await page.goto(course);
    const received = () => page.evaluate(() => Reflect.get(window, 'received') as Received[]); // written by the page above
    await expect.poll(async () => (await received()).some(({ data }) => data.source === 'fitting-models')).toBe(true);
    await expect.poll(async () => (await received()).some(({ data }) => data.subject === 'lti.frameResize')).toBe(true);
    expect(new Set((await received()).map(({ origin }) => origin))).toEqual(new Set([new URL(address()).origin]));

    const fits = () =>
      page.frames()[1]?.evaluate(() => {
        const { scrollHeight } = document.documentElement;
        return scrollHeight > 200 && scrollHeight <= innerHeight;
      });
    await expect.poll(fits).toBe(true);

    // It computes nothing until it is touched.
    expect(page.workers()).toHaveLength(0);
    const figure = page.frameLocator('iframe').locator('figure.experiment');
    await touch(figure.locator('input[type=range][name="alpha"]'), 'ArrowLeft');
    await expect(figure.locator('[data-live="true"]')).toHaveCount(1);
    await expect.poll(fits).toBe(true);
  });
});

test('an embed shows the values of its address, and leaves out what the address says', async ({ page }) => {
  await inCourse('?gabor-descent.alpha=0.03&hide=steps,caption&theme=dark', async (course) => {
    await page.goto(course);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('input.number[name="alpha"]')).toHaveValue(/^0\.03/);
    await expect(frame.locator('input.number[name="steps"]')).toBeHidden();
    await expect(frame.locator('figcaption')).toBeHidden();
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});

test('a figure that may start no worker says so in plain words, and keeps its built picture', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.set(window, 'Worker', function Worker() {
      throw new DOMException("Failed to construct 'Worker'", 'SecurityError');
    });
  });
  await page.goto('./embed/gabor-descent/');
  const figure = new Figure(page, 'gabor-descent');
  const before = await figure.picture.innerHTML();
  await touch(figure.slider('alpha'), 'ArrowLeft');
  await expect(figure.root.locator('.error')).toContainText('the picture cannot change');
  expect(await figure.root.textContent()).not.toContain('Failed to construct');
  expect(await figure.picture.innerHTML()).toBe(before);
});

test('the snippet takes along what its page hides and says under the figure, and a hidden start cannot be dragged', async ({
  page,
}) => {
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-starts').live();
  const caption = (await figure.root.locator('figcaption > span').textContent()) ?? '';
  await (await figure.more('Share')).click();
  const snippet = await taken(page);
  const src = await page.evaluate(
    (html) => new DOMParser().parseFromString(html, 'text/html').querySelector('iframe')?.src ?? '',
    snippet,
  );
  expect(src).toContain('&hide=maxBracket&caption=');

  // Further names in its URL, as authors may add them.
  await page.goto(src.replace('hide=maxBracket', 'hide=maxBracket,phi0,phi1'));
  const embed = new Figure(page, 'gabor-descent');
  await expect(embed.root.locator('figcaption > span')).toHaveText(caption);
  // Anybody may make such a link, so the caption states its origin.
  await expect(embed.root.locator('figcaption')).toContainText('This caption comes with the link');
  await touch(embed.slider('alpha'), 'ArrowLeft');
  await embed.live();
  for (const name of ['maxBracket', 'phi0', 'phi1']) await expect(embed.field(name)).toBeHidden();
  await expect(embed.root.locator('button.handle:not(.handle-point), .click-plane')).toHaveCount(0);
  await expect(embed.messages).toHaveCount(0);
});
