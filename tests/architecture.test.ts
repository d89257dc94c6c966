import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readSources } from '../scripts/test/imports.ts';
import { calculating, science, starting } from '../scripts/test/unchanged.ts';
import { optimizers } from '../src/engine/optimizers/index.ts';
import { problems } from '../src/engine/problems/index.ts';
import { experiments } from '../src/experiments/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files under a folder of the repository, by path from its root. */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const sources = filesIn('src').filter((file) => ['.ts', '.tsx', '.astro', '.mdx'].includes(extname(file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What a file imports, statically, for its types, on need or as a worker. */
function importsOf(file: string): string[] {
  const patterns = [
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
    /\bnew URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url\s*\)/g,
    /\bimport\.meta\.glob\(\s*['"]([^'"]+)['"]/g,
  ];
  const text = read(file);
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
}

/** Floors of the house: each may use itself and those below. */
const floors = ['engine', 'figure', 'experiments', 'widgets', 'laboratory', 'above'] as const;
function floorOf(file: string): number {
  const floor = floors.findIndex((name) => file.startsWith(`src/${name}/`));
  return floor < 0 ? floors.length - 1 : floor;
}

/** The files of the project that a file imports. */
const targetsOf = (file: string): string[] =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(file), specifier));

describe('imports run one way: engine, figure, experiments, widgets, laboratory, then content, pages and the frame', () => {
  test('the test sees imports at all', () => {
    expect(importsOf('src/experiments/index.ts')).toContain('./gradient-descent/gabor-descent.ts');
    expect(importsOf('src/engine/training/train.ts')).toEqual(expect.arrayContaining(['./trace.ts', './batches.ts']));
  });

  test.each(sources)('%s', (file) => {
    const targets = targetsOf(file);
    expect(targets.filter((target) => target.startsWith('src/') && floorOf(target) > floorOf(file))).toEqual([]);
    // What the site is made of stands in src; the one setting that the tools read too stands beside it.
    expect(targets.filter((target) => !target.startsWith('src/') && target !== 'site.config.ts')).toEqual([]);
  });

  test('no files import each other in a circle', () => {
    expect(circlesAmong(new Map(sources.map((file) => [file, targetsOf(file)])))).toEqual([]);
  });

  test('the test sees a circle', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ]);
    expect(circlesAmong(circle)).toEqual(['a -> b -> c -> a']);
  });
});

/** A circle through every file that stands in one, as text; each circle once. */
function circlesAmong(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const met = way.indexOf(file);
    if (met >= 0) circles.push([...way.slice(met), file].join(' -> '));
    if (met >= 0 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

const pure = sources.filter((file) => floorOf(file) <= 2);

describe('engine, figure and experiments', () => {
  /** Packages that are pure functions of their arguments. */
  const packages = ['d3-array', 'd3-contour', 'd3-scale', 'd3-shape'];

  test.each(pure)('%s imports files with their extension, and only pure packages', (file) => {
    const wrong = importsOf(file).filter((specifier) =>
      specifier.startsWith('.') ? !specifier.endsWith('.ts') : !packages.includes(specifier),
    );
    expect(wrong).toEqual([]);
  });

  /** What would make a result depend on the clock, the machine, the page or chance. */
  const banned = ['Date', 'performance', 'crypto', 'document', 'window', 'navigator', 'globalThis', 'process', 'fetch'];

  test.each(pure)('%s uses no clock, page, process or ambient randomness', (file) => {
    const used: string[] = [];
    const own = new Set<string>();
    const visit = (node: ts.Node): void => {
      const parent = node.parent;
      // The name of a member, a key or a declaration is the file's own; a variable hides the global.
      const isName = parent && 'name' in parent && parent.name === node;
      if (isName && ts.isIdentifier(node) && !ts.isPropertyAccessExpression(parent)) own.add(node.text);
      if (ts.isIdentifier(node) && banned.includes(node.text) && !isName) used.push(node.text);
      if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') used.push('Math.random');
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
    expect(used.filter((name) => !own.has(name))).toEqual([]);
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
    const files = modulesIn('src/engine/optimizers', ['optimizer.ts', 'hyperparameters.ts', 'bracket-search.ts']);
    expect(files.sort()).toEqual(Object.keys(optimizers).map(kebabCase).sort());
  });

  test.each(Object.entries(problems))('problem %s comes from its file', async (name, problem) => {
    const module: Record<string, unknown> = await import(`../src/engine/problems/${kebabCase(name)}.ts`);
    expect(module[name]).toBe(problem);
    expect(camelCase(problem.id)).toBe(name);
  });

  test.each(Object.entries(optimizers))('optimizer %s comes from its file', async (name, optimizer) => {
    const module: Record<string, unknown> = await import(`../src/engine/optimizers/${kebabCase(name)}.ts`);
    expect(module[name]).toBe(optimizer);
    expect(optimizer.id).toBe(kebabCase(name));
  });

  /** Where the experiments stand: in the folder of their section, or in one of their own there that bears their name. */
  const files = filesIn('src/experiments').filter((file) => file.endsWith('.ts'));
  const kit = files.filter((file) => file.startsWith('src/experiments/kit/'));
  const mains = files.filter((file) => {
    const [folder, name] = [basename(dirname(file)), basename(file, '.ts')];
    const alone = dirname(dirname(file)) === 'src/experiments';
    return !kit.includes(file) && (alone || folder === name);
  });

  test('experiments', () => {
    expect(mains.map((file) => basename(file, '.ts')).sort()).toEqual(Object.keys(experiments).sort());
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

  test.each(Object.entries(experiments))('experiment %s comes from its file', async (id, load) => {
    const file = mains.find((main) => basename(main, '.ts') === id)!;
    const module: { default: unknown } = await import(join(root, file));
    expect((await load()).default).toBe(module.default);
  });
});

/** What a file would read of these folders, by the texts in it; an import is none of them. */
function named(file: string, folders: RegExp): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && folders.test(node.text)) found.push(`${file}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
  return found;
}

const prose = /\b(content|site|pages|docs|public)\/|^(content|docs)$|\.mdx?\b|\bdist\b/;

test.each([
  ['prose or pages', science, prose],
  ['controls', calculating, /\b(widgets|laboratory|offline|sheets)\/(?!build\/)/],
])(
  'no test of the lower floors reads %s, itself or by what it imports, so that what it found stays true while those change',
  (_, tests, above) => {
    const lower = filesIn('tests').filter((file) => tests.test(file) && /\.tsx?$/.test(file));
    const { closureOf } = readSources(root, '');
    const imported = new Set(lower.flatMap((file) => [...closureOf(file).files]));
    const readers = [...imported].filter(
      (file) => /\.tsx?$/.test(file) && importsOf(file).some((name) => /^node:(fs|child_process)/.test(name)),
    );
    expect(lower.length).toBeGreaterThan(50);
    expect([...new Set([...lower, ...readers])].flatMap((file) => named(file, above))).toEqual([]);
  },
);

test('what the tests of commands start reads no prose, but where a command only says what it does', () => {
  const { closureOf } = readSources(root, '');
  const tests = filesIn('tests/scripts').filter((file) => starting.test(file));
  const started = tests.flatMap((file) =>
    [...read(file).matchAll(/'(scripts\/[\w/-]+\.ts)'/g)].map(([, script = '']) => script),
  );
  expect(started.sort()).toEqual(['scripts/experiment.ts', 'scripts/precompute.ts']);
  const run = [...tests.filter((file) => !file.includes('commands')), ...started];
  const files = new Set(run.flatMap((file) => [...closureOf(file).files]));
  const readers = [...files].filter(
    (file) => /\.tsx?$/.test(file) && importsOf(file).some((name) => /^node:(fs|child_process)/.test(name)),
  );
  // Who copies the project reads nothing of what it copies; a sheet of styles is code.
  const found = readers.filter((file) => file !== 'scripts/copy-project.ts').flatMap((file) => named(file, prose));
  expect(found).toEqual(['src/widgets/build/accent.ts: src/site/tokens.css']);
});

test('what browser tests share reads no files beside the two that say so, since no server hears of it', () => {
  const shared = filesIn('tests/browser').filter((file) => !file.endsWith('.browser.ts'));
  const readers = shared.filter((file) => importsOf(file).some((name) => name.startsWith('node:fs')));
  expect(readers.sort()).toEqual(['tests/browser/built.ts', 'tests/browser/downloads.ts']);
});

test('no test chooses by the clock or by chance, so that one that fails fails again', () => {
  const files = filesIn('tests').filter((file) => /\.tsx?$/.test(file));
  const ambient = ['Date.now', 'performance.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'];
  const used = files.flatMap((file) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ambient.includes(node.expression.getText())) found.push(node.getText());
      if (ts.isNewExpression(node) && node.getText() === 'new Date()') found.push('new Date()');
      if (ts.isStringLiteral(node) && node.text === 'fast-check' && ts.isImportDeclaration(node.parent))
        found.push('fast-check without a seed: import it from tests/fast-check.ts');
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
    return file === 'tests/fast-check.ts' ? [] : found.map((text) => `${file}: ${text}`);
  });
  expect(used).toEqual([]);
});
