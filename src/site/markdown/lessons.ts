import type { Node, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { kinds } from '../../class/work/exercise-kinds.ts';
import { terms } from '../../content/terms.ts';
import { nearest } from '../../engine/spelling.ts';
import { attribute, eachElement, eachNamed, type JsxElement, textOf } from './jsx.ts';

/** Level of the first headings in a fold: below those in a page's contents. */
const IN_FOLD = 4;

/**
 * Remark plugin: the parts of a lesson. It gives a fold its heading, marks figures in a fold (they have one built
 * picture instead of three), and rejects misplaced or incomplete terms and exercises.
 * @throws VFileMessage with the position
 */
export function lessons() {
  return (tree: Root, file: VFile): void => {
    const marked = new Map<string, number>();
    checkTasks(tree, file);
    eachElement(tree, (node) => {
      if (node.name === 'Deeper') fold(node, file);
      if (node.name === 'Term') checkTerm(node, file, marked);
      if (node.name === 'Exercise') checkExercise(node, file);
    });
  };
}

/**
 * Turns the title into a heading, with an id and an entry in the contents; headings inside become lower ones. The title
 * line lists the figures inside, because otherwise the page's figure numbers would have gaps while the fold is closed.
 */
function fold(node: JsxElement, file: VFile): void {
  const title = textOf(node, 'title');
  const says = textOf(node, 'says');
  if (!title) file.fail('<Deeper> needs a title: <Deeper title="…">', node.position);
  if (says && !/[.?!]$/.test(says))
    file.fail(`says="${says}" of <Deeper> must be a sentence and end with a full stop`, node.position);
  const figures: string[] = [];
  eachElement(node, (inner) => {
    if (inner === node) return;
    if (inner.name === 'Deeper') file.fail('a fold cannot be inside another fold', inner.position);
    if (inner.name === 'InShort') file.fail('<InShort> ends a lesson, so it cannot be inside a fold', inner.position);
    if (inner.name !== 'Experiment') return;
    inner.attributes.push(attribute('folded', null));
    const figure = textOf(inner, 'figure');
    if (figure) figures.push(figure);
  });
  if (figures.length > 0) node.attributes.push(attribute('figures', figures.join(' ')));
  let top = 6;
  visit(node, 'heading', ({ depth }) => {
    top = Math.min(top, depth);
  });
  visit(node, 'heading', (heading) => {
    // From h4 to h6.
    heading.depth = Math.min(6, IN_FOLD + heading.depth - top) as 4 | 5 | 6;
    return SKIP;
  });
  (node.children as Node[]).unshift({
    type: 'heading',
    depth: 3,
    data: { hProperties: { slot: 'title' } },
    children: [{ type: 'text', value: title }],
  } as Node);
  // Astro makes one string of static elements, and a string has no slots.
  (node.children as Node[]).splice(1, 0, {
    type: 'mdxFlowExpression',
    value: '',
    data: { estree: { type: 'Program', sourceType: 'module', body: [], comments: [] } },
  } as Node);
}

function checkTerm(node: JsxElement, file: VFile, marked: Map<string, number>): void {
  const id = textOf(node, 'id') ?? '';
  if (!Object.hasOwn(terms, id)) {
    const meant = nearest(id, Object.keys(terms));
    const hint = meant === undefined ? '' : `did you mean "${meant}"? `;
    file.fail(`<Term id="${id}"> is not defined; ${hint}terms are in src/content/terms.ts`, node.position);
  }
  const first = marked.get(id);
  if (first !== undefined)
    file.fail(
      `the term "${id}" is already marked at its first use, on line ${first}: leave it plain here`,
      node.position,
    );
  marked.set(id, node.position?.start.line ?? 1);
}

/** Each must be in an exercise and have a unique name: stored answers are found by it. */
function checkTasks(tree: Root, file: VFile): void {
  const inExercise = new Set<JsxElement>();
  const names = new Set<string>();
  eachElement(tree, (node) => {
    if (node.name === 'Exercise') eachElement(node, (inner) => void inExercise.add(inner));
    if (node.name !== 'Task') return;
    const name = textOf(node, 'name') ?? '';
    if (!inExercise.has(node)) file.fail('a <Task> must be inside its <Exercise>', node.position);
    if (names.has(name)) file.fail(`two tasks of this page are called "${name}"`, node.position);
    names.add(name);
  });
}

function checkExercise(node: JsxElement, file: VFile): void {
  const kind = textOf(node, 'kind');
  if (kind !== undefined && !Object.hasOwn(kinds, kind))
    file.fail(`kind="${kind}" of <Exercise> must be one of ${Object.keys(kinds).join(', ')}`, node.position);
  const tasks: JsxElement[] = [];
  eachNamed(node, 'Task', (task) => tasks.push(task));
  if (tasks.length > 1) file.fail('an <Exercise> can have only one <Task>', tasks[1]?.position);
}
