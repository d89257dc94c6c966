/** What a page gives its workers to do, and which of its scripts are heavy. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { simd } from '../../src/engine/kernels/modules.ts';
import type { Spec } from '../../src/widgets/page/spec.ts';
import { root } from '../command.ts';

/** A task that the page gave to a worker. */
export interface Given {
  kind: string;
  /** Of the experiment. */
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

/** Names of the built scripts that hold the kernels of networks: a stretch from the middle of the kernels tells them. */
export function kernelScripts(): string[] {
  const folder = join(root, 'dist/_astro');
  const stretch = simd.slice(2000, 2200);
  return readdirSync(folder).filter(
    (file) => file.endsWith('.js') && readFileSync(join(folder, file), 'utf8').includes(stretch),
  );
}

/** Whether a request is for what only a run, or a figure that somebody touches, has use for. */
export function isHeavy(url: string, kernels: readonly string[]): boolean {
  const { pathname } = new URL(url);
  return pathname.includes('/precomputed/') || kernels.some((file) => pathname.endsWith(`/${file}`));
}
