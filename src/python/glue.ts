/**
 * The package's glue is an ES module for pages, workers and Node. The sandbox needs a classic worker, since a module
 * worker fails there without a message; and Python must not reach any JavaScript. So its text is changed at these
 * places; each must occur exactly `count` times.
 */
interface Change {
  readonly why: string;
  readonly find: string | RegExp;
  readonly put: string;
  readonly times: number;
}

/** Maximum memory of the interpreter, in bytes. */
export const MOST_MEMORY = 96 * 2 ** 20;

/**
 * Functions through which the interpreter reads, changes and calls JavaScript objects (`import js`, `import jsffi`).
 */
const DOORS = {
  // Reported as a missing attribute.
  lookup_attr: 'return 0;',
  has_attr: 'return false;',
  store_attr: 'return;',
  // Nothing callable, indexable or awaitable can get in; if it did, the run would end.
  ...Object.fromEntries(
    [
      'call0',
      'call0_kwarg',
      'call1',
      'call2',
      'calln',
      'calln_kwarg',
      'create_promise',
      'js_get_iter',
      'js_iter_next',
      'js_reflect_construct',
      'js_subscr_load',
      'js_subscr_store',
      'js_then_continue',
      'js_then_reject',
      'js_then_resolve',
    ].map((name) => [name, 'throw new Error("Python cannot access JavaScript");']),
  ),
  // Its files use the page's memory, too: they may be read, but not created. 69 is EROFS.
  fd_write: 'if(fd>2)return 69;',
  __syscall_mkdirat: 'return -69;',
  __syscall_openat: 'if(flags&64)return -69;',
} as const;

const CHANGES: readonly Change[] = [
  { why: 'no module', find: 'import.meta.url', put: '"micropython"', times: 4 },
  { why: 'no module', find: 'export default _createMicroPythonModule;', put: '', times: 1 },
  { why: 'no module', find: 'export async function loadMicroPython', put: 'async function loadMicroPython', times: 1 },
  { why: 'no Node', find: '"object"==typeof process&&', put: 'false&&', times: 1 },
  { why: 'no Node', find: 'globalThis.process?.versions?.node', put: 'false', times: 2 },
  { why: 'no Node', find: '"undefined"!=typeof process&&process.versions?.node', put: 'false', times: 1 },
  { why: 'no Node', find: /await import\(/g, put: 'Promise.reject(', times: 4 },
  {
    why: 'no page',
    find: 'globalThis.proxy_js_ref=[globalThis,',
    put: 'globalThis.proxy_js_ref=[Object.freeze(Object.create(null)),',
    times: 1,
  },
  { why: 'no more memory', find: '2147483648', put: String(MOST_MEMORY), times: 3 },
  {
    why: 'columns of numbers are read from its memory',
    find: 'var b=wasmMemory.buffer;',
    put: 'var b=globalThis.pythonMemory=wasmMemory.buffer;',
    times: 1,
  },
  {
    // The interpreter calls itself through the table at nearly every operation, and the table never changes.
    why: 'no check of the table of functions at each call',
    find: ',assert(wasmTable.get(funcPtr)==func,"JavaScript-side Wasm function table mirror is out of date!")',
    put: '',
    times: 1,
  },
  ...Object.entries(DOORS).map(([name, first]) => ({
    why: 'no door',
    // It is in the object of the interpreter's imports; everything after the first statement is unchanged.
    find: new RegExp(`(?<=[{,])${name}:function\\(([^)]*)\\)\\{`, 'g'),
    put: `${name}:function($1){{${first}}`,
    times: 1,
  })),
];

/**
 * The glue as a classic script that declares `loadMicroPython`.
 * @throws Error that names the change that does not fit this text
 */
export function classicGlue(module: string): string {
  return CHANGES.reduce((text, { why, find, put, times }) => {
    let found = 0;
    const changed = text.replaceAll(find, (_, inside) => {
      found += 1;
      return put.replace('$1', inside);
    });
    if (found !== times)
      throw new Error(`glue of MicroPython, "${why}": ${String(find)} is there ${found} times, not ${times}`);
    return changed;
  }, module);
}
