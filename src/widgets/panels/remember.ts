/** Number of results cached for one object: a chart may be laid out several times before its labels fit. */
const KEPT = 3;

/**
 * Caches the result of `make` for an object, and returns it while the object is the same and `keyOf` returns the same
 * for the other arguments. Preact skips identical shapes, so unchanged data is neither laid out nor drawn again.
 */
export function remember<Data extends object, Rest extends readonly unknown[], Made>(
  make: (data: Data, ...rest: Rest) => Made,
  keyOf: (...rest: Rest) => string = () => '',
): (data: Data, ...rest: Rest) => Made {
  const remembered = new WeakMap<Data, Map<string, Made>>();
  return (data, ...rest) => {
    const key = keyOf(...rest);
    const results = remembered.get(data) ?? new Map<string, Made>();
    const known = results.get(key);
    if (known !== undefined) return known;
    const made = make(data, ...rest);
    if (results.size >= KEPT) results.delete([...results.keys()][0] ?? '');
    remembered.set(data, results.set(key, made));
    return made;
  };
}
