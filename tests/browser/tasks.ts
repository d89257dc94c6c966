/** Tasks that a page gives its workers, and those of its scripts that are heavy. */
import type { Page } from '@playwright/test';
import type { Spec } from '../../src/widgets/page/spec.ts';

/** A task that the page gave to a worker. */
export interface Given {
  kind: string;
  /** Name of the experiment. */
  id: string;
}

/** Notes every task that pages of this tab give to workers, from now on; read by `tasksOf`. */
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

/** The figures of a page, as the build wrote them. */
export async function specsOf(tab: Page): Promise<Spec[]> {
  const texts = await tab.locator('script[data-spec]').allTextContents();
  return texts.map((text) => JSON.parse(text) as Spec);
}

/** Whether a request is for what only a run, or a figure that somebody touches, has use for. */
export function isHeavy(url: string, kernels: readonly string[]): boolean {
  const { pathname } = new URL(url);
  return pathname.includes('/precomputed/') || kernels.some((file) => pathname.endsWith(`/${file}`));
}
