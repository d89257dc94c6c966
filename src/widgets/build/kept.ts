/** What takes a build long and only some sources decide: kept between builds by the hash of these. Not in the project's history: made again where it is missing. */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

interface Sources {
  /** Files that decide the answer, from the project's root. */
  files: readonly string[];
  /** What else decides it, as text. */
  also?: string;
}

const known = new Map<string, { hash: string; answer: Promise<unknown> }>();

/**
 * Computes an answer where a source has changed since the last build, else reads it. What is computed comes back as it
 * will be read the next time, so that two builds write the same.
 * @param name of the file that it is kept in
 */
export function kept<T>(
  name: string,
  sources: Sources,
  compute: () => T | Promise<T>,
  root = process.cwd(),
): Promise<T> {
  const hash = hashOf(sources, root);
  const folder = join(root, '.astro', 'kept');
  const found = known.get(join(folder, name));
  const answer = found?.hash === hash ? found.answer : readOrCompute(name, hash, compute, folder);
  known.set(join(folder, name), { hash, answer });
  return answer as Promise<T>; // of this name, and so of this type
}

function hashOf({ files, also = '' }: Sources, root: string): string {
  const hash = createHash('sha256').update(`${process.version}\n${also}`);
  for (const file of globSync([...files], { cwd: root }).sort())
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

async function readOrCompute<T>(name: string, hash: string, compute: () => T | Promise<T>, folder: string): Promise<T> {
  const file = `${name}-${hash}.bin`;
  try {
    return deserialize(readFileSync(join(folder, file))) as T; // written below, for these very sources
  } catch {
    // Missing, or cut short by a build that was ended.
    const bytes = serialize(await compute());
    mkdirSync(folder, { recursive: true });
    const stale = new RegExp(`^${name}-[0-9a-f]{16}\\.bin$`);
    for (const other of readdirSync(folder)) if (stale.test(other)) rmSync(join(folder, other), { force: true });
    writeFileSync(join(folder, file), bytes);
    return deserialize(bytes) as T;
  }
}
