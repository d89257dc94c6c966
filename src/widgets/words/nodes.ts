/**
 * Texts of components, said as they are drawn. Components write English and know of no language: Preact shows each element
 * to `options.vnode` before it is drawn, in a browser and in a build alike.
 */
import { Fragment, options, type VNode } from 'preact';
import { MathText } from '../panels/MathText.tsx';
import { say } from './say.ts';

/** Attributes that are read by readers. */
const SPOKEN = ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'];

let installed = false;

/** Once for a page, or for a build. */
export function sayNodes(): void {
  if (installed) return;
  installed = true;
  const before = options.vnode;
  options.vnode = (node) => {
    saidNode(node);
    before?.(node);
  };
}

function saidNode(node: VNode): void {
  const { type } = node;
  const props = node.props as Record<string, unknown>; // what any element may have
  if (type === MathText) props['text'] = say(String(props['text']));
  if (typeof type !== 'string' && type !== Fragment) return;
  // As HTML has it: a text of the reader's own, or a name.
  if (props['translate'] === false || type === 'textarea' || type === 'code' || type === 'pre') return;
  for (const name of SPOKEN) if (typeof props[name] === 'string') props[name] = say(props[name]);
  const { children } = props;
  if (typeof children === 'string') props['children'] = say(children);
  else if (Array.isArray(children)) props['children'] = saidChildren(children);
}

/**
 * Pieces of one text side by side, as `{at} of {steps}`, are said as one, in the place of the first, so that every other
 * child keeps its place.
 */
function saidChildren(children: readonly unknown[]): unknown[] {
  const saidChildren = [...children];
  for (let i = 0; i < saidChildren.length; ) {
    let end = i;
    while (end < saidChildren.length && isPiece(children[end])) end++;
    if (end === i) {
      i++;
      continue;
    }
    const pieces = children
      .slice(i, end)
      .map((piece) => (piece === null || typeof piece === 'boolean' ? '' : String(piece)));
    const text = pieces.join('');
    if (/\p{L}/u.test(text)) {
      saidChildren[i] = say(text);
      saidChildren.fill(null, i + 1, end);
    }
    i = end;
  }
  return saidChildren;
}

const isPiece = (child: unknown): boolean =>
  typeof child === 'string' || typeof child === 'number' || child === null || typeof child === 'boolean';
