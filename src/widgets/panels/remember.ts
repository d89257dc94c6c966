/** Ways of one object that are kept: a chart may be laid out more than once before its labels fit. */
const WAYS = 3;

/**
 * A function that makes something of an object once, and gives the same again for as long as the object and what `keyOf`
 * writes of the other arguments are the same. A page passes over shapes that are the same as before, so what a worker
 * left as it was is neither laid out nor drawn again.
 */
export function remember<Data extends object, Rest extends readonly unknown[], Made>(
  make: (data: Data, ...rest: Rest) => Made,
  keyOf: (...rest: Rest) => string = () => '',
): (data: Data, ...rest: Rest) => Made {
  const all = new WeakMap<Data, Map<string, Made>>();
  return (data, ...rest) => {
    const key = keyOf(...rest);
    const ways = all.get(data) ?? new Map<string, Made>();
    const known = ways.get(key);
    if (known !== undefined) return known;
    const made = make(data, ...rest);
    if (ways.size >= WAYS) ways.delete([...ways.keys()][0] ?? '');
    all.set(data, ways.set(key, made));
    return made;
  };
}
