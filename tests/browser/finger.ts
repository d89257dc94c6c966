import type { Page } from '@playwright/test';
import { frames } from './site.ts';

interface Place {
  x: number;
  y: number;
}

/**
 * A finger touches the first point, moves from each to the next, and is lifted; `pause` frames are drawn after each of
 * these.
 */
export async function finger(page: Page, path: readonly Place[], pause = 0): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Place[]): Promise<void> => {
    await client.send('Input.dispatchTouchEvent', { type, touchPoints });
    await frames(page, pause);
  };
  for (const [i, place] of path.entries()) await touch(i === 0 ? 'touchStart' : 'touchMove', [place]);
  await touch('touchEnd', []);
  await client.detach();
}
