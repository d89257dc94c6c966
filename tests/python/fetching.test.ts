import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromWorker } from '../../src/python/protocol.ts';

/** The responses of the network, and the cache mode of each request. */
let answers: () => Response;
let asked: string[];

beforeEach(() => {
  vi.resetModules();
  asked = [];
  vi.stubGlobal('fetch', async (url: string, { cache = 'default' }: RequestInit = {}) => {
    asked.push(`${/\.\w+$/.exec(url)?.[0]} ${cache}`);
    return answers();
  });
  // The parts of a page needed for opening: a frame that loads at once.
  vi.stubGlobal('document', {
    body: { append: (frame: { onload(): void }) => queueMicrotask(() => frame.onload()) },
    createElement: () => ({ setAttribute() {}, remove() {}, contentWindow: { postMessage() {} } }),
  });
});
afterEach(() => vi.unstubAllGlobals());

const portal = () => new Response('<h1>Log in</h1>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
const file = () => new Response('x', { headers: { 'content-type': 'text/javascript' } });
const open = async (hear: (message: FromWorker) => void = () => {}) =>
  (await import('../../src/python/sandbox.ts')).openSandbox(hear);

it('a login page in the place of Python is not taken for it, and the next opening fetches again', async () => {
  answers = portal;
  await expect(open()).rejects.toThrow('got an HTML page instead');
  answers = file;
  (await open()).close();
  expect(asked).toEqual(['.js default', '.wasm default', '.js reload', '.wasm reload']);
});

it('what could not be started is fetched again, past the browser’s cache', async () => {
  answers = file;
  (await open()).close();
  (await open()).close();
  expect(asked).toHaveLength(2);
  (await import('../../src/python/sandbox.ts')).forgetPython();
  (await open()).close();
  expect(asked.slice(2)).toEqual(['.js reload', '.wasm reload']);
});
