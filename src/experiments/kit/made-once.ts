/** Caches for pictures and problems: a map that is the same object is not drawn again. */

/** A function that computes its result at the first call. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A function of one value that caches its results for the last few values. */
export function cacheLast<Of, T>(make: (of: Of) => T, most = 4): (of: Of) => T {
  const kept = new Map<Of, T>();
  return (of) => {
    const known = kept.get(of);
    if (known !== undefined) return known;
    const made = make(of);
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    kept.set(of, made);
    return made;
  };
}
