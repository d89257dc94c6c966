import { createHash } from 'node:crypto';

/**
 * The script of the sandbox's page. Once, and only from the surrounding page, it receives the worker's script and the
 * interpreter's code, starts the worker, and passes messages on. A worker of its own opaque origin inherits the policy
 * below. When another worker is requested, it ends the old one first. Any page may load this one into a frame without
 * `sandbox`, where it would have the origin of the notes, and so would a worker: there it answers nobody.
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

/** Allows only this script, workers and code it creates, and the interpreter's WebAssembly. */
const sandboxPolicy = [
  "default-src 'none'",
  `script-src 'sha256-${hash}' 'wasm-unsafe-eval' blob:`,
  'worker-src blob:',
  'connect-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The hidden page with an opaque origin, around the worker in which Python runs. */
export const sandboxPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${sandboxPolicy}"><meta name="robots" content="noindex"><title>Python</title></head><body><script>${SCRIPT}</script></body></html>\n`;
