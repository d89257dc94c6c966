import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Node, Parent, Root } from 'mdast';
import type { Processor } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { isLeftOut } from '../left-out.ts';
import { valuesOf } from './instances.ts';
import { attribute, type JsxElement, textOf } from './jsx.ts';

const DOCS = 'src/content/docs';

/**
 * Remark plugin: `<Cited correction={3} />` shows a correction of another page, whole, as it stands there. Its numbers are
 * those of that page's figures as built; its links lead to that page.
 * @throws VFileMessage if no page has that correction
 */
export function citations(this: Processor) {
  return (tree: Root, file: VFile): void => {
    eachElement(tree, (node) => {
      if (node.name !== 'Cited') return;
      const n = numberOf(node);
      const found = n === undefined ? undefined : pageOf(n);
      if (!found) file.fail('<Cited correction={…}> gives the number of a correction that a page has', node.position);
      // Nothing of a page that the course leaves out is cited.
      if (isLeftOut(found.page)) return;
      // The body alone: a page's frontmatter is no Markdown. Its lines are kept, for messages.
      const source = found.source.replace(/^---\n[\s\S]*?\n---\n/, (front) => front.replace(/[^\n]/g, ''));
      const page = this.parse(source) as Root; // as Markdown is
      node.children = cited(page, n ?? 0, found.page, file) as JsxElement['children'];
      node.attributes.push(attribute('page', found.page));
    });
  };
}

function eachElement(tree: Node, visitor: (node: JsxElement) => void): void {
  visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
    // The test above has seen to its type.
    visitor(node as JsxElement);
  });
}

/** `{3}` of an attribute that holds one number. */
function numberOf(node: JsxElement, name = 'correction'): number | undefined {
  const found = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name);
  if (typeof found?.value !== 'object') return undefined;
  const n = Number(found.value?.value);
  return Number.isInteger(n) ? n : undefined;
}

function pageOf(n: number): { page: string; source: string } | undefined {
  for (const path of globSync(`${DOCS}/*.mdx`).sort()) {
    const source = readFileSync(path, 'utf8');
    if (source.includes(`<Correction n={${n}}`)) return { page: basename(path, '.mdx'), source };
  }
  return undefined;
}

function cited(page: Root, n: number, name: string, file: VFile): Node[] {
  const figures = new Map<string, JsxElement>();
  let correction: JsxElement | undefined;
  eachElement(page, (node) => {
    const id = textOf(node, 'as') ?? textOf(node, 'id') ?? '';
    if (node.name === 'Experiment') figures.set(id, node);
    if (node.name === 'Correction' && numberOf(node, 'n') === n) correction = node;
  });
  if (!correction) return [];
  plainTerms(correction);
  eachElement(correction, (node) => {
    if (node.name !== 'Value' && node.name !== 'Try') return;
    const figure = figures.get(textOf(node, 'as') ?? textOf(node, 'id') ?? '');
    node.attributes.push(attribute('page', name));
    node.attributes.push(attribute('loc', `${DOCS}/${name}.mdx:${node.position?.start.line ?? 1}:1`));
    if (figure) node.attributes.push(attribute('instance', valuesOf(figure, file)));
  });
  visit(correction, 'link', (link) => {
    if (/^[#?]/.test(link.url)) link.url = `/${name}/${link.url}`;
  });
  // Places in another file would be taken for places in this one.
  visit(correction, (node) => {
    delete node.position;
  });
  return [correction];
}

/** A term is explained on the page that is cited. */
function plainTerms(tree: Node): void {
  visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node, index, parent: Parent | undefined) => {
    const { name, children } = node as JsxElement;
    if (name !== 'Term' || !parent || index === undefined) return undefined;
    parent.children.splice(index, 1, ...children);
    return [SKIP, index];
  });
}
