/** The built site in a browser that fails tests on errors, requests to other hosts, cookies and blocked code. */
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { serve } from '../../scripts/serve.ts';
import { course } from '../../site.config.ts';

export { expect };

interface Fixtures {
  /** Console messages caused by this test on purpose. */
  expectedErrors: RegExp[];
}

interface WorkerFixtures {
  /** Serves the built site to the tests of one worker, which run one after the other, at `address()`. */
  server: undefined;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  expectedErrors: [[], { option: true }],
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const server = await serve({ port: 0 });
      process.env['SITE_ADDRESS'] = server.address;
      await use(undefined);
      await server.close();
    },
    { scope: 'worker', auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  baseURL: async ({}, use) => use(address()),
  page: async ({ page, context, expectedErrors }, use) => {
    const errors: string[] = [];
    const { host } = new URL(address());
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => errors.push(`page: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      const isOther = /^(http|ws)/.test(url.protocol) && url.host !== host && url.hostname !== 'localhost';
      // The content of a frame allowed by the course is its host's responsibility.
      if (isOther && request.frame() === page.mainFrame() && !course.frames.includes(url.origin)) {
        errors.push(`asked another host: ${request.url()}`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400) errors.push(`${response.status()}: ${response.url()}`);
    });
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} blocked ${event.blockedURI}`);
      });
    });
    const goto = page.goto.bind(page);
    page.goto = (url, options) => {
      const [slug = ''] = new URL(url, address()).pathname.slice(new URL(address()).pathname.length).split('/');
      // Throws, and ends the test.
      if (course.leftOut.includes(slug)) test.info().skip(true, `the course leaves ${slug} out`);
      return goto(url, options);
    };
    await use(page);
    expect(errors.filter((text) => !expectedErrors.some((pattern) => pattern.test(text)))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  },
});

/** Skips a test if the course leaves out a page that it uses other than by `page.goto` to this site. */
export function needs(...pages: readonly string[]): void {
  const missing = pages.find((page) => course.leftOut.includes(page));
  test.skip(missing !== undefined, `the course leaves ${missing} out`);
}

/** The page used by most tests. */
export const chapter = './gradient-descent/';
/** One of its figures as an embed, which loads in a third of the time. */
export const alone = './embed/gabor-descent/';

export function address(): string {
  const found = process.env['SITE_ADDRESS'];
  if (found === undefined) throw new Error('there is no address before the first test of a worker');
  return found;
}

/** A picture with the attributes of each element sorted: their order depends on the renderer. */
export const inOrder = (html: string): string =>
  html.replace(/<(\w+)((?: [\w-]+="[^"]*")+)>/g, (_, tag: string, attributes: string) => {
    const sorted = [...attributes.matchAll(/ [\w-]+="[^"]*"/g)].map(([one]) => one).sort();
    return `<${tag}${sorted.join('')}>`;
  });

/** A figure of a page, by the name of its instance. */
export class Figure {
  readonly page: Page;
  readonly name: string;
  readonly root: Locator;
  readonly handle: Locator;
  readonly picture: Locator;
  readonly verdict: Locator;
  readonly messages: Locator;

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    this.root = page.locator(`figure.experiment#${name}`);
    this.handle = this.root.locator('button.handle').first();
    this.picture = this.root.locator('.panel svg').first();
    this.verdict = this.root.locator('.verdict > div p').first();
    this.messages = this.root.locator('.messages');
  }

  slider(parameter: string): Locator {
    return this.root.locator(`input[type=range][name="${parameter}"]`);
  }

  field(parameter: string): Locator {
    return this.root.locator(`input.number[name="${parameter}"]`);
  }

  /** Selects an option of a choice. */
  async choose(option: string): Promise<void> {
    const radio = this.root.locator(`input[type=radio][value="${option}"]`);
    if (!(await radio.isChecked())) await this.changes(() => radio.check({ force: true }));
  }

  /** A button of the figure; one in the menu _More_ must be opened by `more`. */
  action(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** Opens the menu _More_, and returns one of its buttons. */
  async more(name: string): Promise<Locator> {
    const menu = this.root.locator('.actions-menu');
    if (!(await menu.isVisible())) await this.action('More').click();
    return menu.getByRole('button', { name, exact: true });
  }

  /** Unfolds the folded controls. */
  async unfold(): Promise<void> {
    await this.root.locator('.more-controls:not([open]) > summary').click();
    await this.root.locator('.control-places details').evaluateAll((all) => {
      for (const fold of all) fold.setAttribute('open', '');
    });
  }

  /** Opens the fold that may contain the figure: a test of a figure need not know about it. */
  async reveal(): Promise<this> {
    await this.root.evaluate((figure) => {
      for (let at = figure.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
    });
    await this.root.scrollIntoViewIfNeeded();
    return this;
  }

  /** Scrolls to the figure and waits for its own picture. */
  async live(): Promise<this> {
    await this.inScene();
    // A test of a figure need not know that it is in a scene.
    const door = this.action('Workshop');
    if (await door.isVisible()) {
      await door.click();
      // A setting from a link is the reader's own rather than the story's.
      if ([...new URL(this.page.url()).searchParams.keys()].some((key) => key.startsWith(`${this.name}.`))) return this;
      await this.changes(() => this.action('Reset').click());
      const steps = this.root.locator('.stepper input[type=range]');
      if ((await steps.count()) > 0) await this.changes(() => steps.press('End'));
    }
    return this;
  }

  /** Waits for a figure that is the picture of a scene and has no other parts. */
  async inScene(): Promise<this> {
    await this.reveal();
    await expect(this.root.locator('[data-live="true"]')).toHaveCount(1);
    await this.settled();
    return this;
  }

  /** Number of the current picture. */
  async shown(): Promise<number> {
    return Number(await this.root.locator('[data-run]').first().getAttribute('data-run'));
  }

  /** Waits until the figure has drawn everything requested: keys and clicks take effect within two frames. */
  async settled(): Promise<void> {
    await this.root.evaluate(async (figure) => {
      const frame = () => new Promise(requestAnimationFrame);
      for (let still = 0; still < 2; ) {
        const before = figure.querySelector('[data-run]')?.getAttribute('data-run');
        await frame();
        const { run, busy } = (figure.querySelector('[data-run]') as HTMLElement | null)?.dataset ?? {};
        still = busy === 'true' || run !== before ? 0 : still + 1;
      }
    });
  }

  /** The verdict as a screen reader should hear it. */
  async sentence(): Promise<string> {
    return (
      await this.verdict.evaluate((element) => {
        const copy = element.cloneNode(true) as Element; // a clone of an element is an element
        for (const unsaid of copy.querySelectorAll('button:not(.interval), .interval-whole')) unsaid.remove();
        return copy.textContent ?? '';
      })
    ).trim();
  }

  async snapshot(): Promise<{ picture: string; verdict: string; search: string }> {
    await this.settled();
    return {
      picture: inOrder(await this.picture.innerHTML()),
      verdict: ((await this.verdict.textContent()) ?? '').trim(),
      search: await this.page.evaluate(() => location.search),
    };
  }

  /** Runs an action, and waits for a new picture. */
  async changes(action: () => Promise<unknown>): Promise<void> {
    const before = await this.shown();
    await action();
    await expect.poll(() => this.shown()).toBeGreaterThan(before);
    await this.settled();
  }
}

/** Opens every fold of a page: a figure in a closed one has no picture, and is never hydrated. */
export const openFolds = (page: Page): Promise<void> =>
  page.locator('details.deeper').evaluateAll((folds) => {
    for (const fold of folds) fold.setAttribute('open', '');
  });

/** Waits for this many frames. */
export const frames = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (left) => {
    for (; left > 0; left--) await new Promise(requestAnimationFrame);
  }, count);

export async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
