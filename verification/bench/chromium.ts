/** The engine as on a page: bundled, in a worker of Chromium. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { browserFlags, browserPath } from '../../scripts/browser.ts';
import { root } from '../../scripts/command.ts';
import type { Answer } from './contenders/hosts/answer.ts';
import type { Variant } from './contenders/ours.ts';
import type { Host } from './host.ts';

/** Gives clocks of 5 microseconds instead of 100. */
const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
} as const;

export interface Chromium {
  /** The hosts of one browser share its workers, and are used one at a time. */
  host(variant: Variant): Host;
  close(): Promise<void>;
}

/** @param folder an empty one, for the bundle */
export async function startChromium(folder: string): Promise<Chromium> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: join(root, 'verification/bench/contenders/hosts/browser-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
    worker: { format: 'es' },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const script = path.endsWith('.js');
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html', ...isolated });
    response.end(
      script ? readFileSync(join(folder, path)) : '<!doctype html><script type="module" src="page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: browserPath(), args: [...browserFlags] });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'question' in globalThis);
  return {
    host: (variant) => ({
      name: `Chromium ${browser.version()}`,
      ask: (line) =>
        page.evaluate(
          ([asked, words]) =>
            (globalThis as unknown as { question(variant: string, line: string): Promise<Answer> }).question(
              asked,
              words,
            ),
          [variant, line] as const,
        ),
      close: async () => {},
    }),
    async close() {
      await browser.close();
      server.close();
    },
  };
}
