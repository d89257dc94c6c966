/** The difference between two pictures as plain data: sent between threads if most has stayed the same. */

type Path = readonly (string | number)[];
/** A new value at a path; without a value, the field is removed. */
export type Change = readonly [path: Path, value?: unknown];

interface Found {
  changes: readonly Change[];
  /** Approximate bytes of the changes, and of the whole value. */
  bytes: number;
  whole: number;
}

/** Approximate bytes of one step of a path, and of the overhead of a value. */
const STEP = 6;
const FRAME = 4;

/**
 * The changes that turn `before` into `after`: none if they are equal, and the whole value if that is shorter than its
 * changes. For plain data: anything except arrays, Float64Arrays and plain objects is equal only to itself.
 */
export function difference(before: unknown, after: unknown): readonly Change[] {
  return compare(before, after, []).changes;
}

/** `before` with the changes applied. Unchanged parts stay the same objects, and `before` itself is not modified. */
export function applied(before: unknown, changes: readonly Change[]): unknown {
  const root = { value: before };
  const copies = new Set<object>();
  const copyAt = (holder: Record<string | number, unknown>, key: string | number): Record<string | number, unknown> => {
    const old = holder[key];
    if (typeof old !== 'object' || old === null) throw new Error(`a picture has nothing to change at "${key}"`);
    if (copies.has(old)) return old as Record<string | number, unknown>; // created below
    const copy = (Array.isArray(old) ? [...old] : { ...old }) as Record<string | number, unknown>; // an array is an object, too
    copies.add(copy);
    holder[key] = copy;
    return copy;
  };
  for (const [path, ...value] of changes) {
    let holder: Record<string | number, unknown> = root;
    let key: string | number = 'value';
    for (const step of path) {
      holder = copyAt(holder, key);
      key = step;
    }
    if (value.length > 0) holder[key] = value[0];
    else delete holder[key];
  }
  return root.value;
}

function compare(before: unknown, after: unknown, path: Path): Found {
  // Not compared in depth, so its size is unknown: assumed too large to be sent again.
  if (Object.is(before, after)) return same(typeof after === 'object' ? Number.POSITIVE_INFINITY : bytesOf(after));
  if (ArrayBuffer.isView(after)) return sameColumn(before, after) ? same(after.byteLength) : replaced(path, after);
  if (Array.isArray(after)) return Array.isArray(before) ? compareLists(before, after, path) : replaced(path, after);
  return isPlain(before) && isPlain(after) ? compareFields(before, after, path) : replaced(path, after);
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: Path): Found {
  const common = Math.min(before.length, after.length);
  const parts = after.map((value, i) =>
    i < common ? compare(before[i], value, [...path, i]) : replaced([...path, i], value),
  );
  if (before.length > after.length)
    parts.push({ changes: [[[...path, 'length'], after.length]], bytes: STEP, whole: 0 });
  return cheapest(parts, path, after);
}

function compareFields(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: Path,
): Found {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const stay = Object.keys(before).filter((name) => Object.hasOwn(after, name));
  // A change adds fields at the end, but their order matters: numbers are listed in it.
  const inOrder = Object.keys(after).every((name, i) => i >= stay.length || name === stay[i]);
  if (!inOrder) return replaced(path, after);
  const parts = Object.entries(after).map(([name, value]) =>
    Object.hasOwn(before, name) ? compare(before[name], value, [...path, name]) : replaced([...path, name], value),
  );
  for (const name of gone) parts.push({ changes: [[[...path, name]]], bytes: STEP * (path.length + 1), whole: 0 });
  return cheapest(parts, path, after);
}

function cheapest(parts: readonly Found[], path: Path, after: unknown): Found {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const whole = FRAME + parts.reduce((sum, part) => sum + part.whole, 0);
  if (bytes > 0 && bytes >= whole + STEP * path.length) return { ...replaced(path, after), whole };
  return { changes: parts.flatMap(({ changes }) => changes), bytes, whole };
}

const same = (whole: number): Found => ({ changes: [], bytes: 0, whole });

function replaced(path: Path, value: unknown): Found {
  const whole = bytesOf(value);
  return { changes: [[path, value]], bytes: FRAME + whole + STEP * path.length, whole };
}

/** Whether both are columns of the same numbers. */
function sameColumn(before: unknown, after: ArrayBufferView): boolean {
  if (!(before instanceof Float64Array && after instanceof Float64Array)) return false;
  return before.length === after.length && before.every((value, i) => Object.is(value, after[i]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return FRAME + value.length;
  if (typeof value !== 'object' || value === null) return 9;
  if (ArrayBuffer.isView(value)) return FRAME + value.byteLength;
  return Object.entries(value).reduce((sum, [name, field]) => sum + name.length + bytesOf(field), FRAME);
}
