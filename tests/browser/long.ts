/** A long experiment on its page, run as by a reader, and its browser's resources. */
import type { Page } from '@playwright/test';
import { expect, Figure } from './site.ts';
import { recordTasks } from './tasks.ts';

export class LongFigure extends Figure {
  /** Opens the grid of networks, as an embed, at values that are not precomputed. */
  static async open(page: Page, values: Readonly<Record<string, string | number>>): Promise<LongFigure> {
    await recordTasks(page);
    const name = 'batch-rate-network';
    const query = Object.entries(values).map(([parameter, value]) => `${name}.${parameter}=${value}`);
    await page.goto(`./embed/${name}/?${query.join('&')}`);
    return new LongFigure(page, name).live();
  }

  /** Presses Run, and waits until this many parts are done. */
  async start(parts = 0): Promise<{ of: number }> {
    const of = await this.missing();
    await this.root.getByRole('button', { name: /^Run, about/ }).click();
    const bar = this.root.getByRole('progressbar');
    if (parts > 0)
      await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(parts);
    return { of };
  }

  async pause(): Promise<void> {
    await this.action('Pause').click();
  }

  /** Number of runs not computed yet, as shown by the figure. */
  async missing(): Promise<number> {
    const said = this.root.locator('.progress').getByText(/^\d+ runs? of these settings not computed yet/);
    return Number.parseInt((await said.textContent()) ?? '', 10);
  }

  /** Waits until nothing is left to compute. */
  async finished(): Promise<void> {
    await expect(this.root.locator('.progress')).toHaveText('All runs at these settings are computed.', {
      timeout: 60_000,
    });
    await expect(this.root.locator('.error')).toHaveCount(0);
  }
}

/** Results stored in this tab, by their parts. */
export async function cachedResults(page: Page): Promise<Map<string, unknown>> {
  const entries = await page.evaluate(() => Object.entries<string>(sessionStorage));
  const own = entries.filter(([key]) => key.includes('fitting-models result'));
  return new Map(own.map(([key, text]) => [key, JSON.parse(text)]));
}

async function renderers(page: Page): Promise<{ id: number; cpuTime: number }[]> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const info = await session?.send('SystemInfo.getProcessInfo');
  await session?.detach();
  return (info?.processInfo ?? []).filter(({ type }) => type === 'renderer');
}

/** Processor time used by this browser's pages and their workers, seconds. */
export async function cpuTime(page: Page): Promise<number> {
  return (await renderers(page)).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Suspends the processes of the pages, as on a sleeping machine: only clocks continue. */
export async function sleep(page: Page, milliseconds: number): Promise<void> {
  const all = await renderers(page);
  for (const { id } of all) process.kill(id, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  for (const { id } of all) process.kill(id, 'SIGCONT');
}
