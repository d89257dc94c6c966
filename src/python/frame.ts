import { createHash } from 'node:crypto';

/**
 * The script of the sandbox's page. It takes, once and from the page around it alone, the script of the worker and the
 * interpreter's code, starts the worker, and passes messages on. A worker of its own origin, which is none, inherits the
 * policy below. Asked for another worker, it ends the old one first. Any page may put this one into a frame without
 * `sandbox`, where it has the origin of the notes, and a worker would too: there it answers nobody.
 */
const SCRIPT = `'use strict';
addEventListener('message', ({ source, data, ports: [port] }) => {
  if (self.origin !== 'null' || source !== parent || !port) return;
  const own = (part, type) => URL.createObjectURL(new Blob([part], { type }));
  const script = own(data.script, 'text/javascript');
  const url = own(data.wasm, 'application/wasm');
  let worker;
  const begin = (generation) => {
    worker?.terminate();
    worker = new Worker(script);
    worker.onmessage = ({ data }) => port.postMessage({ generation, data });
    worker.onerror = (event) => {
      event.preventDefault();
      port.postMessage({ generation, data: { ready: false, why: String(event.message).slice(0, 300) } });
    };
    worker.postMessage({ url, files: data.files });
  };
  port.onmessage = ({ data }) => (typeof data.begin === 'number' ? begin(data.begin) : worker.postMessage(data));
  begin(0);
}, { once: true });
`;

const hash = createHash('sha256').update(SCRIPT).digest('base64');

/** Nothing but this script, workers and code of its own making, and the interpreter's WebAssembly. */
const sandboxPolicy = [
  "default-src 'none'",
  `script-src 'sha256-${hash}' 'wasm-unsafe-eval' blob:`,
  'worker-src blob:',
  'connect-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page, hidden and with an origin of its own, around the worker in which Python runs. */
export const sandboxPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${sandboxPolicy}"><meta name="robots" content="noindex"><title>Python</title></head><body><script>${SCRIPT}</script></body></html>\n`;
