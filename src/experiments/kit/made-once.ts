/** Pictures and problems that are made once and kept: a map that is the same object is not drawn again. */

/** A function that makes its result at the first call. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A function of one value that keeps what it made of the last few of them. */
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
