import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { files } from '../../src/python/files.ts';
import { classicGlue } from '../../src/python/glue.ts';
import { type Asks, type FromWorker, type Kind, type Reply, readMessage } from '../../src/python/protocol.ts';
import worker from '../../src/python/worker.js?raw';

const installed = dirname(fileURLToPath(import.meta.resolve('@micropython/micropython-webassembly-pyscript')));
export const packageGlue = readFileSync(join(installed, 'micropython.mjs'), 'utf8');
export const packageVersion: unknown = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).version;

/** The sandbox's worker in a Node context that provides no more than a worker needs. */
export interface Interpreter {
  ask<K extends Kind>(kind: K, ask: Asks[K]): Promise<Reply>;
  /** Sends any message as the page does, and returns the reply. */
  say(message: unknown): Promise<FromWorker | undefined>;
  /** How often a function was read from the interpreter's table, by its number. */
  reads(): number;
  /** The size of each message of the worker so far: its characters, and its bytes of numbers. */
  sent(): readonly number[];
}

const COUNTS = `let reads = 0;
const { get } = WebAssembly.Table.prototype;
WebAssembly.Table.prototype.get = function (k) {
  reads += 1;
  return get.call(this, k);
};
`;

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Float64Array) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, of]) => sum + name.length + sizeOf(of), 0);
}

/** @param own files that replace the interpreter's of the same names: an interpreter that somebody has broken into */
export async function openInterpreter(own: Readonly<Record<string, string>> = {}): Promise<Interpreter> {
  const sizes: number[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  const scope: { onmessage?: (event: { data: unknown }) => void; postMessage(message: unknown): void } = {
    postMessage: (message) => {
      sizes.push(sizeOf(message));
      waiting.shift()?.(message);
    },
  };
  const wasm = readFileSync(join(installed, 'micropython.wasm'));
  const context = vm.createContext({
    self: scope,
    WorkerGlobalScope: class {},
    console: { log() {}, error() {}, warn() {} },
    // Shared with the context, since `instanceof` fails for another context's type.
    Float64Array,
    ArrayBuffer,
    URL,
    TextDecoder,
    TextEncoder,
    setInterval,
    clearInterval,
    performance,
    crypto,
    fetch: async () => new Response(wasm, { headers: { 'content-type': 'application/wasm' } }),
  });
  vm.runInContext(COUNTS, context);
  vm.runInContext(`${classicGlue(packageGlue)}\n${worker}`, context, { filename: 'worker' });
  const say = async (message: unknown): Promise<FromWorker | undefined> => {
    const answer = new Promise((resolve) => waiting.push(resolve));
    scope.onmessage?.({ data: message });
    return readMessage(await answer);
  };
  const began = await say({ url: 'micropython.wasm', files: { ...files, ...own } });
  if (began?.kind !== 'ready') throw new Error(`the interpreter did not open: ${JSON.stringify(began)}`);
  let id = 0;
  return {
    say,
    sent: () => sizes,
    reads: () => vm.runInContext('reads', context),
    async ask(kind, ask) {
      id += 1;
      const message = await say({ id, text: JSON.stringify({ kind, ...ask }) });
      if (message?.kind !== 'reply') throw new Error(`no reply to ${kind}: ${JSON.stringify(message)}`);
      return message.reply;
    },
  };
}
