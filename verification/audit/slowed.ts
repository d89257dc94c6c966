import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { atMost, median, type Row } from './row.ts';

/** The figure with the edited rule. */
export const LABORATORY_FIGURE = '#gabor-descent';
/** Factors by which the processor is slowed. */
export const SPEEDS = [1, 4] as const;

export const slowedBy = (speed: number): string => (speed === 1 ? '' : `, slowed ${speed} times`);
export const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;
/** The median and the maximum. */
export const usualAndMost = (all: readonly number[]): string =>
  `${milliseconds(median(all))}, at most ${milliseconds(Math.max(...all))}`;

export function within(page: string, what: string, all: readonly number[], limit: number): Row {
  return { ...atMost(page, what, median(all), limit, milliseconds), measured: usualAndMost(all) };
}

/** In a new context, with an empty cache. */
export async function afresh(
  browser: Browser,
  options: BrowserContextOptions,
  work: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    await work(context);
  } finally {
    await context.close();
  }
}

export async function openAt(context: BrowserContext, url: string, speed: number): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(url, { waitUntil: 'load' });
  if (speed > 1) {
    const session = await context.newCDPSession(tab);
    await session.send('Emulation.setCPUThrottlingRate', { rate: speed });
  }
  return tab;
}

export const urlOf = (address: string, page: string): string => new URL(page.slice(1), address).href;
