import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'rolldown/utils';
import { describe, expect, test } from 'vitest';
import { allOptimizers } from '../src/engine/optimizers/since-the-book.ts';
import { problems } from '../src/engine/problems/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files under a folder of the repository, by path from its root. */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const sources = filesIn('src').filter((file) => ['.ts', '.tsx', '.astro', '.mdx'].includes(extname(file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Static imports, and those for types. */
const atOnce = [/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm, /^\s*import\s*['"]([^'"]+)['"]/gm];

const lazy = [
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  /\bnew URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url\s*\)/g,
  /\bimport\.meta\.glob\(\s*['"]([^'"]+)['"]/g,
];

/** Imports of a file: static, for types, lazy or as a worker. */
function importsOf(file: string, patterns: readonly RegExp[] = [...atOnce, ...lazy]): string[] {
  const text = read(file);
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
}

/** The files of the project that a file imports. */
const targetsOf = (file: string, patterns?: readonly RegExp[]): string[] =>
  importsOf(file, patterns)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(file), specifier));

/** Biome checks their imports and globals: biome.json. */
describe('engine, figure and experiments', () => {
  test('draw no numbers but from a generator that is passed in', () => {
    const pure = sources.filter((file) => /^src\/(engine|figure|experiments)\//.test(file));
    expect(pure.length).toBeGreaterThan(100);
    expect(pure.filter((file) => /\bMath\.random\b/.test(read(file).replaceAll(/\/\*[\s\S]*?\*\//g, '')))).toEqual([]);
  });

  test('nothing loads preact/compat: it changes how the build writes each drawing, once any page has loaded it', () => {
    expect(sources.filter((file) => importsOf(file).some((name) => name.startsWith('preact/compat')))).toEqual([]);
  });

  test('plain Node imports the engine by its one door, without a build', () => {
    const script = "const e = await import('./src/engine/index.ts'); console.log(Object.keys(e).sort().join(' '));";
    const names = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    });
    const door = ['problems', 'optimizers', 'train', 'trainMany', 'lineSearch', 'RandomState', 'defaults', 'check'];
    expect(names.trim().split(' ')).toEqual(expect.arrayContaining(door));
  });
});

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const modulesIn = (folder: string, except: readonly string[]): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts') && ![...except, 'index.ts'].includes(name))
    .map((name) => name.slice(0, -'.ts'.length));

describe('every problem, optimizer and experiment is one file and one line of its index', () => {
  test('problems; a file named after a problem and what it holds, as gabor-data, is a part of it', () => {
    const listed = Object.keys(problems).map(kebabCase);
    const files = modulesIn('src/engine/problems', ['problem.ts']);
    const parts = files.filter((file) => listed.some((problem) => file.startsWith(`${problem}-`)));
    expect(files.filter((file) => !parts.includes(file) || listed.includes(file)).sort()).toEqual(listed.sort());
  });

  test('optimizers', () => {
    const files = modulesIn('src/engine/optimizers', [
      'optimizer.ts',
      'hyperparameters.ts',
      'bracket-search.ts',
      'matrix-places.ts',
      'since-the-book.ts',
      'clipped.ts',
    ]);
    expect(files.sort()).toEqual(Object.keys(allOptimizers).map(kebabCase).sort());
  });

  test.each(Object.entries(problems))('problem %s comes from its file', async (name, problem) => {
    const module: Record<string, unknown> = await import(`../src/engine/problems/${kebabCase(name)}.ts`);
    expect(module[name]).toBe(problem);
    expect(camelCase(problem.id)).toBe(name);
  });

  test.each(Object.entries(allOptimizers))('optimizer %s comes from its file', async (name, optimizer) => {
    const module: Record<string, unknown> = await import(`../src/engine/optimizers/${kebabCase(name)}.ts`);
    expect(module[name]).toBe(optimizer);
    expect(optimizer.id).toBe(kebabCase(name));
  });

  /** The allowed places of experiments: in the folder of their section, or in a folder with their name inside it. */
  const files = filesIn('src/experiments').filter((file) => file.endsWith('.ts'));
  const kit = files.filter((file) => file.startsWith('src/experiments/kit/'));
  const mains = files.filter((file) => {
    const [folder, name] = [basename(dirname(file)), basename(file, '.ts')];
    const alone = dirname(dirname(file)) === 'src/experiments';
    return !kit.includes(file) && (alone || folder === name);
  });

  test('experiments: the index leads from the name of each file to it', () => {
    const index = 'src/experiments/index.ts';
    const lines = read(index).matchAll(/^ {2}'?([\w-]+)'?: \(\) =>\s+import\('([^']+)'\),$/gm);
    const listed = Array.from(lines, ([, id = '', specifier = '']) => [id, join(dirname(index), specifier)] as const);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(mains.map((file) => [basename(file, '.ts'), file])));
  });

  const parts = files.filter(
    (file) => !mains.includes(file) && !kit.includes(file) && file !== 'src/experiments/index.ts',
  );

  test('any other file stands in the folder of the experiment that it serves, or in the kit', () => {
    const strays = parts.filter((file) => !mains.includes(join(dirname(file), `${basename(dirname(file))}.ts`)));
    expect(strays).toEqual([]);
  });

  test('what stands in the folder of one experiment is used there alone', () => {
    const taken = sources.flatMap((file) =>
      targetsOf(file)
        .filter((target) => parts.includes(target))
        .filter((target) => dirname(target) !== dirname(file))
        .map((target) => `${file} -> ${target}`),
    );
    expect(taken).toEqual([]);
  });
});

/** From the lowest up. Components of pages are rendered while the site is built, and may import from every layer. */
const layers = {
  widgets: 'panels page transport controls points held enlarge code figure scene formula prerender',
  class: 'work tasks sheets',
};

describe.each(Object.entries(layers))('the layers of src/%s', (folder, list) => {
  const order = list.split(' ');
  const layerOf = (file: string): string => new RegExp(`^src/${folder}/([\\w-]+)/.*\\.tsx?$`).exec(file)?.[1] ?? '';
  const files = sources.filter((file) => layerOf(file) !== '');

  test('are all in the order', () => {
    expect([...new Set(files.map(layerOf))].sort()).toEqual(order.toSorted());
  });

  test('import nothing from a layer above them unless lazily', () => {
    const up = files.flatMap((file) =>
      targetsOf(file, atOnce)
        .filter((target) => order.indexOf(layerOf(target)) > order.indexOf(layerOf(file)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(up).toEqual([]);
  });
});

test('no test chooses by the clock or by chance, so that one that fails fails again', () => {
  const files = filesIn('tests').filter((file) => /\.tsx?$/.test(file));
  const ambient = ['Date.now', 'performance.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'];
  // Most files contain none of these words, and need not be parsed.
  const likely = /Date|performance|Math\.random|crypto|'fast-check'/;
  const used = files
    .filter((file) => file !== 'tests/fast-check.ts' && likely.test(read(file)))
    .flatMap((file) => {
      const code = read(file);
      const found: string[] = [];
      const textOf = ({ start, end }: { start: number; end: number }): string => code.slice(start, end);
      new Visitor({
        CallExpression(node) {
          if (ambient.includes(textOf(node.callee))) found.push(textOf(node));
        },
        NewExpression(node) {
          if (textOf(node) === 'new Date()') found.push('new Date()');
        },
        ImportDeclaration({ source }) {
          if (source.value === 'fast-check')
            found.push('fast-check without a seed: import it from tests/fast-check.ts');
        },
      }).visit(parseSync(file, code).program);
      return found.map((text) => `${file}: ${text}`);
    });
  expect(used).toEqual([]);
});

test('no test waits for a time', () => {
  const files = filesIn('tests').filter((file) => /\.tsx?$/.test(file));
  expect(files.filter((file) => /\.waitForTimeout\(/.test(read(file)))).toEqual([]);
});
