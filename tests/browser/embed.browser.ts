import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { address, expect, Figure, test } from './site.ts';

/** A page of another origin that holds the figure in a frame too low for it, and notes what the frame tells. */
const around = (frame: string, more: string): string => `<!doctype html><html lang="en"><title>A course</title>
<h1>A course</h1><iframe src="${frame}" title="figure" style="width:100%;height:120px;border:0" ${more}></iframe>
<script>
  window.received = [];
  addEventListener('message', (event) => {
    window.received.push({ origin: event.origin, data: event.data });
    const frame = document.querySelector('iframe');
    if (event.source === frame.contentWindow && event.data.height) frame.style.height = event.data.height + 'px';
  });
</script></html>`;

interface Received {
  origin: string;
  data: { source?: string; subject?: string; height?: number };
}

/**
 * Serves that page at an origin of its own while the test runs.
 * @param more attributes of the frame
 */
function inCourse(query: string, check: (course: string) => Promise<void>, more = ''): Promise<void> {
  return serving(around(`${address()}embed/gabor-descent/${query}`, more), check);
}

/** Presses a key in a control once its figure has its scripts: until then it is disabled, and the key would be lost. */
async function touch(control: Locator, key: string): Promise<void> {
  await expect(control).toBeEnabled();
  await control.press(key);
}

/** The text of the dialog, once it knows how high the figure is with what was chosen. */
async function taken(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.builder-preview')).toHaveAttribute('data-measured', 'true');
  return dialog.locator('.source textarea').first().inputValue();
}

async function serving(html: string, check: (course: string) => Promise<void>): Promise<void> {
  const course = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => course.listen(0, '127.0.0.1', resolve));
  // A server that listens on a TCP port has an AddressInfo.
  const { port } = course.address() as AddressInfo;
  try {
    await check(`http://localhost:${port}/`);
  } finally {
    course.closeAllConnections();
    course.close();
  }
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
  await expect(figure.root.locator('.trouble')).toContainText('the picture stays as it was built');
  expect(await figure.root.textContent()).not.toContain('Failed to construct');
  expect(await figure.picture.innerHTML()).toBe(before);
});

test('the snippet takes along what its page hides and says under the figure, and a hidden start cannot be dragged', async ({
  page,
}) => {
  await page.goto('./gradient-descent/');
  const figure = await new Figure(page, 'gabor-starts').live();
  const caption = (await figure.root.locator('figcaption > span').textContent()) ?? '';
  await (await figure.more('Embed or link')).click();
  const snippet = await taken(page);
  const src = await page.evaluate(
    (html) => new DOMParser().parseFromString(html, 'text/html').querySelector('iframe')?.src ?? '',
    snippet,
  );
  expect(src).toContain('&hide=maxBracket&caption=');

  // More names in its address, as one may write them.
  await page.goto(src.replace('hide=maxBracket', 'hide=maxBracket,phi0,phi1'));
  const embed = new Figure(page, 'gabor-descent');
  await expect(embed.root.locator('figcaption > span')).toHaveText(caption);
  await touch(embed.slider('alpha'), 'ArrowLeft');
  await embed.live();
  for (const name of ['maxBracket', 'phi0', 'phi1']) await expect(embed.field(name)).toBeHidden();
  await expect(embed.root.locator('button.handle:not(.handle-point), .click-plane')).toHaveCount(0);
  await expect(embed.messages).toHaveCount(0);
});
