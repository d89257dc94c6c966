import wasmUrl from '@micropython/micropython-webassembly-pyscript/micropython.wasm?url';
import { files } from './files.ts';
import { type FromWorker, readMessage } from './protocol.ts';

/** The page's interface to the worker, through the sandbox. */
export interface Sandbox {
  post(message: { id: number; text: string }): void;
  /** Ends the worker, whatever it is doing, and starts another. */
  restart(): void;
  close(): void;
}

/** Path of the sandbox's page and its worker's script, relative to the site's base. */
const SANDBOX = 'sandbox/python.html';
const WORKER = 'sandbox/python.js';
const below = (path: string): string => import.meta.env.BASE_URL.replace(/\/?$/, '/') + path;

/** After a failure the browser's cache may contain the faulty file. */
let cache: RequestCache = 'default';

/** As a blob, which is sent to another process without copying its bytes. */
async function get(url: string): Promise<Blob> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // A network with a login page answers everything with that page. Servers use various types for WebAssembly.
  if (/html/.test(response.headers.get('content-type') ?? '')) throw new Error(`${url}: got an HTML page instead`);
  return response.blob();
}

/** Shared by everything that opens Python on this page. After a failure the next caller loads it again. */
let fetched: Promise<readonly [script: Blob, wasm: Blob]> | undefined;

function fetchPython(): Promise<readonly [script: Blob, wasm: Blob]> {
  fetched ??= Promise.all([get(below(WORKER)), get(wasmUrl)]);
  fetched.catch(forgetPython);
  return fetched;
}

/** Makes the next opening load Python again: the loaded files could not be started. */
export function forgetPython(): void {
  fetched = undefined;
  cache = 'reload';
}

/**
 * Opens the sandbox: a hidden frame without this site's origin, with a worker inside. Its messages are passed to
 * `receive`; invalid ones are dropped, as are those of an ended worker.
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
    // A frame with an opaque origin cannot be named as a target; this one was made here, from this site's own page.
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
