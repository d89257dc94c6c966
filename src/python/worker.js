// @ts-check
/*
 * The worker in which Python runs: a classic script, put behind the interpreter's glue, which declares `loadMicroPython`.
 * It is plain JavaScript because it goes into the sandbox as text. It takes its files and then one request after the
 * other; the answer to each is numbers and text. What the reader's Python can do, it can do in here.
 */

/**
 * @typedef {{ url: string, files: Record<string, string> }} Begin
 * @typedef {{ id: number, text: string }} Asked
 * @typedef {{
 *   runPython(text: string): void,
 *   FS: { mkdir(path: string): void, writeFile(path: string, text: string): void },
 *   globals: { get(name: string): any, set(name: string, value: string): void },
 * }} Interpreter
 */

(() => {
  // Characters of its output beyond these are counted, not kept.
  const MOST_PRINTED = 4000;
  // The page takes no more of an answer either (protocol.ts), and to receive it keeps the page busy.
  const MOST_TOLD = 80_000;
  const MOST_NUMBERS = 512 * 512;
  const MOST_IN_ALL = 8 * MOST_NUMBERS;
  const HEAP = 4 * 2 ** 20;

  // A worker's, which the types take for a window's.
  const send = /** @type {(message: unknown, transfer?: Transferable[]) => void} */ (
    /** @type {unknown} */ (self.postMessage.bind(self))
  );
  let printed = '';
  let left = 0;

  /** @param {string} line */
  const print = (line) => {
    if (printed.length + line.length < MOST_PRINTED) printed += `${line}\n`;
    else left += 1;
  };

  /** @param {Begin} begin @returns {Promise<Interpreter>} */
  const start = async ({ url, files }) => {
    // @ts-expect-error declared by the glue, which comes before this file
    const mp = await loadMicroPython({ url, heapsize: HEAP, stdout: print, stderr: print, linebuffer: true });
    mp.FS.mkdir('/interpreter');
    for (const [name, text] of Object.entries(files)) mp.FS.writeFile(`/interpreter/${name}`, text);
    mp.runPython("import sys\nsys.path[:] = ['', '.frozen', '/interpreter']\nimport _interpreter");
    return mp;
  };

  /** @param {Interpreter} mp @param {Asked} asked */
  const answer = (mp, { id, text }) => {
    printed = '';
    left = 0;
    try {
      mp.globals.set('_ask', text);
      mp.runPython('_told = _interpreter.answer(_ask)');
      const told = mp.globals.get('_told');
      // @ts-expect-error kept by the glue; another one after the memory has grown
      const memory = /** @type {ArrayBuffer} */ (pythonMemory);
      /** @type {Record<string, Float64Array>} */
      const columns = {};
      if (told.length > MOST_TOLD) throw new Error('the answer is too long');
      let all = 0;
      for (const [name, address, length] of JSON.parse(told).columns) {
        // A column may be named many times over, and takes its room each time.
        all += length;
        if (!(Number.isInteger(length) && length >= 0 && length <= MOST_NUMBERS && all <= MOST_IN_ALL))
          throw new Error('the answer has too many numbers');
        columns[name] = new Float64Array(memory.slice(address, address + 8 * length));
      }
      send(
        { id, told, columns, printed, left },
        Object.values(columns).map((column) => column.buffer),
      );
    } catch (error) {
      // The interpreter itself broke: the page takes another worker.
      send({ id, broken: String(error).slice(0, 300), printed, left });
    }
  };

  /** @type {Promise<Interpreter> | undefined} */
  let interpreter;
  self.onmessage = ({ data }) => {
    if (!interpreter) {
      const begun = performance.now();
      interpreter = start(data);
      interpreter.then(
        () => send({ ready: true, took: performance.now() - begun }),
        (error) => send({ ready: false, why: String(error).slice(0, 300) }),
      );
      return;
    }
    // That it did not start has been told already.
    interpreter.then(
      (mp) => answer(mp, data),
      () => {},
    );
  };
})();
