import wasmUrl from '@micropython/micropython-webassembly-pyscript/micropython.wasm?url';
import { files } from './files.ts';
import { type FromWorker, readMessage } from './protocol.ts';

/** The worker, as the page sees it through the sandbox. */
export interface Sandbox {
  post(message: { id: number; text: string }): void;
  /** Ends the worker, whatever it does, and starts another. */
  restart(): void;
  close(): void;
}

/** Where the sandbox's page and its worker's script are, below the base of the site. */
const SANDBOX = 'sandbox/python.html';
const WORKER = 'sandbox/python.js';
const below = (path: string): string => import.meta.env.BASE_URL.replace(/\/?$/, '/') + path;

/** After a failure what the browser's cache holds may be what failed. */
let cache: RequestCache = 'default';

/** As a blob, which goes to another process without its bytes. */
async function get(url: string): Promise<Blob> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // A network that wants a login answers everything with a page of its own. Servers have many types for WebAssembly.
  if (/html/.test(response.headers.get('content-type') ?? '')) throw new Error(`${url}: got an HTML page instead`);
  return response.blob();
}

/** Once, of whatever opens Python on this page. What failed is fetched again by the next. */
let fetched: Promise<readonly [script: Blob, wasm: Blob]> | undefined;

function fetchPython(): Promise<readonly [script: Blob, wasm: Blob]> {
  fetched ??= Promise.all([get(below(WORKER)), get(wasmUrl)]);
  fetched.catch(forgetPython);
  return fetched;
}

/** Lets the next opening fetch Python again: what came this time could not be started. */
export function forgetPython(): void {
  fetched = undefined;
  cache = 'reload';
}

/**
 * Opens the sandbox: a hidden frame without this site's origin, and in it a worker. What it says comes to `receive`; what it
 * could not have said is left out, as is whatever an ended worker still sent.
 * @throws Error if a file or the frame could not be loaded
 */
export async function openSandbox(receive: (message: FromWorker) => void): Promise<Sandbox> {
  const parts = fetchPython();
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = 'Python';
  frame.tabIndex = -1;
  frame.src = below(SANDBOX);
  const loaded = new Promise<void>((resolve, reject) => {
    frame.onload = () => resolve();
    frame.onerror = () => reject(new Error('the sandbox did not load'));
  });
  document.body.append(frame);
  const { port1: port, port2 } = new MessageChannel();
  let generation = 0;
  port.onmessage = ({ data }: MessageEvent<{ generation?: unknown; data?: unknown }>) => {
    if (data.generation !== generation) return;
    const message = readMessage(data.data);
    if (message) receive(message);
  };
  try {
    const [[script, wasm]] = await Promise.all([parts, loaded]);
    // A frame without an origin can be named by none; this one was made here, of this site's own page.
    frame.contentWindow?.postMessage({ script, wasm, files }, '*', [port2]);
  } catch (error) {
    frame.remove();
    throw error;
  }
  return {
    post: (message) => port.postMessage(message),
    restart() {
      generation += 1;
      port.postMessage({ begin: generation });
    },
    close() {
      generation = -1;
      port.close();
      frame.remove();
    },
  };
}
