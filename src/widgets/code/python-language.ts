import { pythonLanguage } from '@codemirror/lang-python';
import { Language } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { type Input, NodeType, Parser, type PartialParse, Tree, type TreeFragment } from '@lezer/common';

/** Python's own limit on nested brackets. */
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

/** An empty tree as long as the text, for text that is not parsed. */
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
 * Parses code as Python for its keywords, comments and indentation. Code with thousands of nested brackets is not valid
 * Python and is not highlighted, because parsing it would block the page for a fifth of a second at each key. The
 * parser itself skips it: if the language were added and removed with the text, the editor would parse the old text
 * before showing the new one.
 */
export const python: Extension = new Language(pythonLanguage.data, new UnlessTooDeep(), [], 'python');
