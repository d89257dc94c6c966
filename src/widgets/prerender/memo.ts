/**
 * Slow results that depend only on the project's text: computed once for each input, and stored for the next build, for
 * the server of `npm run dev` and for the tests. Not under version control: the folder may be deleted at any time, and
 * processes may share it.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** `npm test` gives each run a separate folder. */
const FOLDER = process.env['MEMO_FOLDER'] ?? join(process.cwd(), 'node_modules', '.cache', 'memo');
/** Results unused for this long (ms) are deleted: their inputs have changed. */
const PATIENCE = 14 * 24 * 3600 * 1000;
/** Maximum number of answers in memory, more than one state of the project needs. */
const MOST = 2000;

const held = new Map<string, unknown>();

/**
 * An answer, computed unless it is stored for these inputs. It is returned exactly as it will be read the next time, so
 * that two builds write the same: any value that structured cloning supports.
 * @param name of the question; letters, digits and hyphens
 * @param inputs everything that decides the answer
 */
export function memo<T>(
  name: string,
  inputs: readonly string[],
  compute: () => Promise<T>,
  folder?: string,
): T | Promise<T>;
export function memo<T>(name: string, inputs: readonly string[], compute: () => T, folder?: string): T;
export function memo<T>(name: string, inputs: readonly string[], compute: () => T | Promise<T>, folder = FOLDER) {
  const file = join(folder, `${name}-${hashOf([process.version, ...inputs])}.bin`);
  const hold = (answer: unknown): T => {
    held.set(file, answer);
    for (const oldest of held.keys()) if (held.size > MOST) held.delete(oldest);
    return answer as T; // of this name, and so of this type
  };
  if (held.has(file)) return held.get(file) as T;
  const kept = read(file);
  if (kept) return hold(kept.answer);
  const computed = compute();
  if (!(computed instanceof Promise)) return hold(keep(file, computed));
  return hold(
    computed.then(
      (answer) => hold(keep(file, answer)),
      (error: unknown) => {
        held.delete(file);
        throw error;
      },
    ),
  );
}

/** Files as an input: their paths, from the project's root, and their content. */
export function textsOf(files: readonly string[], root = process.cwd()): string {
  const found = globSync([...files], { cwd: root }).sort();
  return hashOf(found.flatMap((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

const hashOf = (texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 20);

function read(file: string): { answer: unknown } | undefined {
  try {
    const answer: unknown = deserialize(readFileSync(file));
    const now = new Date();
    utimesSync(file, now, now);
    return { answer };
  } catch {
    // Missing or damaged: computed again.
    return undefined;
  }
}

/**
 * Another process may write the same file at the same time, or delete the folder: then it is computed again the next
 * time.
 */
function keep(file: string, answer: unknown): unknown {
  const bytes = serialize(answer);
  const part = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(part, bytes);
    renameSync(part, file);
    sweep(dirname(file));
  } catch {
    rmSync(part, { force: true });
  }
  return deserialize(bytes);
}

const swept = new Set<string>();

/** Once per process. */
function sweep(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const { mtimeMs = Date.now() } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > PATIENCE) rmSync(file, { force: true });
  }
}
