/** Tasks that a page sends to its workers, and the heavy ones among its scripts. */
import type { Page } from '@playwright/test';
import type { Spec } from '../../src/widgets/page/spec.ts';

/** A task sent to a worker. */
export interface Given {
  kind: string;
  /** Name of the experiment. */
  id: string;
}

/** Records every task sent to workers by pages of this tab, from now on; read by `tasksOf`. */
export async function recordTasks(tab: Page): Promise<void> {
  await tab.addInitScript(() => {
    const given: unknown[] = [];
    Object.assign(window, { given });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: { task: Given }, ...rest: []) {
      given.push({ kind: message.task.kind, id: message.task.id });
      post.call(this, message, ...rest);
    };
  });
}

export async function tasksOf(tab: Page): Promise<Given[]> {
  return tab.evaluate(() => Reflect.get(window, 'given') as Given[]); // made by recordTasks
}

/** The specs of a page's figures, as written by the build. */
export async function specsOf(tab: Page): Promise<Spec[]> {
  const texts = await tab.locator('script[data-spec]').allTextContents();
  return texts.map((text) => JSON.parse(text) as Spec);
}

/** Whether a request is needed only by a run, or by a figure that somebody touches. */
export function isHeavy(url: string, kernels: readonly string[]): boolean {
  const { pathname } = new URL(url);
  return pathname.includes('/precomputed/') || kernels.some((file) => pathname.endsWith(`/${file}`));
}
