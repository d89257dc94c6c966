import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { experimentFile } from '../../src/widgets/prerender/experiment-file.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The files of an experiment and of the kit that its first picture may need, without type-only imports. */
function filesOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path = ''] of read(file).matchAll(/^(?:import|export)(?! type)[^;]*? from '(\.[^']+)'/gm)) {
    const next = join(dirname(file), path);
    if (next.startsWith('src/experiments/')) filesOf(next, found);
  }
  return found;
}

/**
 * A worker loads them as soon as the page is there, and the lists would include every rule and problem (decision 0014).
 */
test.each(['gradient-descent', 'stochastic-gradient-descent', 'momentum', 'adam'])(
  'the first figure of %s imports its rule and its problem from their own files',
  (page) => {
    const id = /<Experiment id="([\w-]+)"/.exec(read(`src/content/docs/${page}.mdx`))?.[1] ?? '';
    const files = [...filesOf(experimentFile(id) ?? '')];
    const lists = files.filter((file) =>
      /^import [^;]*\b(?:optimizers|problems)\b[^;]* from '[^']*engine\/(?:index|optimizers\/index|problems\/index)\.ts'/m.test(
        read(file),
      ),
    );
    expect(lists).toEqual([]);
  },
);
