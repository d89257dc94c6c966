import { pythonLanguage } from '@codemirror/lang-python';
import { Language } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { type Input, NodeType, Parser, type PartialParse, Tree, type TreeFragment } from '@lezer/common';

/** Python itself allows no deeper nesting of brackets. */
const DEEPEST = 200;

/** Whether brackets are nested more deeply than Python allows. */
export function isTooDeep(text: Iterable<string>): boolean {
  let depth = 0;
  for (const piece of text)
    for (let k = 0; k < piece.length; k++) {
      const sign = piece[k];
      if (sign === '(' || sign === '[' || sign === '{') {
        depth += 1;
        if (depth > DEEPEST) return true;
      } else if (sign === ')' || sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
    }
  return false;
}

/** A tree of text that is not read: as long as the text, and with nothing in it. */
const unread = (length: number): PartialParse => ({
  parsedPos: length,
  stoppedAt: null,
  advance: () => new Tree(NodeType.none, [], [], length),
  stopAt() {},
});

class UnlessTooDeep extends Parser {
  createParse(input: Input, fragments: readonly TreeFragment[], ranges: readonly { from: number; to: number }[]) {
    if (isTooDeep([input.read(0, input.length)])) return unread(input.length);
    return pythonLanguage.parser.startParse(input, fragments, ranges);
  }
}

/**
 * Reads the text as Python, for its keywords, comments and indents. A text with thousands of nested brackets is not Python
 * anyway and stays plain, because reading it would keep the page busy for a fifth of a second at each key. The parser itself
 * passes it by: if the language were put in and taken out with the text, the editor would read the old text before it
 * shows the new one.
 */
export const python: Extension = new Language(pythonLanguage.data, new UnlessTooDeep(), [], 'python');
