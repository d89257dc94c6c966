import { pythonLanguage } from '@codemirror/lang-python';
import { Compartment, EditorState, type Extension } from '@codemirror/state';

/** Python itself takes no more brackets within one another. */
const DEEPEST = 200;

/** Whether brackets stand within one another deeper than Python would take them. */
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

/**
 * Reads the text as Python, for its keywords, remarks and indents. A text of thousands of brackets within one another,
 * which is no Python anyway, stands as it is: to read it would keep the page busy for a fifth of a second at each key.
 */
export function python(first: string): Extension {
  const reader = new Compartment();
  const nothing: Extension = [];
  const readerFor = (text: Iterable<string>): Extension => (isTooDeep(text) ? nothing : pythonLanguage);
  return [
    reader.of(readerFor([first])),
    EditorState.transactionExtender.of(({ docChanged, newDoc, startState }) => {
      if (!docChanged) return null;
      const next = readerFor(newDoc.iter());
      return next === reader.get(startState) ? null : { effects: reader.reconfigure(next) };
    }),
  ];
}
