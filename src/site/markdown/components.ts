import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ImportDeclaration, Program } from 'estree-jsx';
import type { Root } from 'mdast';
import type { MdxjsEsm } from 'mdast-util-mdxjs-esm';
import type { VFile } from 'vfile';
import { linkInstances } from './instances.ts';
import { attribute, eachElement, type JsxElement, textOf } from './jsx.ts';

/** Components that chapters may use without an import, by the module that exports them. */
const modules: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ['/src/widgets/mdx.ts', '/src/class/mdx.ts', '/src/site/components/index.ts'].map((module) => [
    module,
    exportsOf(module),
  ]),
);
/** Components that refer to a figure on the page. */
const widgets = ['/src/widgets/mdx.ts', '/src/class/mdx.ts'].flatMap((module) => modules[module] ?? []);
const known = Object.values(modules).flat();

/**
 * Remark plugin: makes imports of components unnecessary in chapters. It adds the imports of those used, gives each
 * widget its position in the source for messages (`loc="src/content/docs/sgd.mdx:12:3"`), and passes a figure's values
 * to the numbers and links after it.
 * @throws VFileMessage for an unknown component, and for a widget without a preceding figure
 */
export function components() {
  return (tree: Root, file: VFile): void => {
    const used: JsxElement[] = [];
    eachElement(tree, (node) => {
      if (node.name && /^[A-Z]/.test(node.name)) used.push(node);
    });
    const imported = namesImported(tree);
    for (const node of used) {
      const name = node.name ?? '';
      if (known.includes(name) || imported.has(name)) continue;
      file.fail(`unknown component <${name}>; a chapter may use ${known.join(', ')}`, node.position);
    }
    const inserted = used.filter((node) => widgets.includes(node.name ?? ''));
    for (const node of inserted)
      if (textOf(node, 'loc') === undefined) node.attributes.push(attribute('loc', locOf(node, file)));
    linkInstances(inserted, file);
    tree.children.unshift(...importsFor(new Set(used.map((node) => node.name ?? ''))));
  };
}

function locOf(node: JsxElement, file: VFile): string {
  const path = relative(file.cwd, file.path).split(sep).join('/');
  return `${path}:${node.position?.start.line ?? 1}:${node.position?.start.column ?? 1}`;
}

function importsFor(used: ReadonlySet<string>): MdxjsEsm[] {
  return Object.entries(modules).flatMap(([source, names]) => {
    const wanted = names.filter((name) => used.has(name));
    return wanted.length > 0 ? [importNode(source, wanted)] : [];
  });
}

function importNode(source: string, names: readonly string[]): MdxjsEsm {
  const declaration: ImportDeclaration = {
    type: 'ImportDeclaration',
    source: { type: 'Literal', value: source, raw: JSON.stringify(source) },
    attributes: [],
    specifiers: names.map((name) => ({
      type: 'ImportSpecifier',
      imported: { type: 'Identifier', name },
      local: { type: 'Identifier', name },
    })),
  };
  const estree: Program = { type: 'Program', sourceType: 'module', body: [declaration], comments: [] };
  return { type: 'mdxjsEsm', value: `import { ${names.join(', ')} } from '${source}'`, data: { estree } };
}

function namesImported(tree: Root): Set<string> {
  const names = new Set<string>();
  for (const node of tree.children.filter((child): child is MdxjsEsm => child.type === 'mdxjsEsm')) {
    for (const statement of node.data?.estree?.body ?? []) {
      if (statement.type !== 'ImportDeclaration') continue;
      for (const specifier of statement.specifiers) names.add(specifier.local.name);
    }
  }
  return names;
}

/** The exported names of a component module, read from its text: only the built site can import the module. */
function exportsOf(module: string): string[] {
  const text = readFileSync(join(process.cwd(), module), 'utf8');
  return [...text.matchAll(/^export \{ default as (\w+) \}/gm)].map(([, name = '']) => name).sort();
}
