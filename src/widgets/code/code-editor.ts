import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers, tooltips } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { PythonError } from '../../python/errors.ts';
import { errorField, errorOf, namedValues } from './marks.ts';
import { python } from './python-language.ts';
import { theme } from './theme.ts';

export interface EditorOptions {
  text: string;
  /** Its name, for those who do not see it: `The rule`. */
  label: string;
  /** Its other keys, for those who hear the page. */
  keys?: string;
  /** Called at each change by the reader, not by `set`, with the new text. */
  onChange(text: string): void;
}

/** A text of Python that is being written. */
export interface Editor {
  readonly text: string;
  /** Another text, as from a slider; the cursor stays where it can, and the change can be undone. */
  set(text: string): void;
  /** Marks what is wrong, with its sentence under the line; undefined takes the mark away. */
  mark(error: PythonError | undefined): void;
  /**
   * @param at where in the window the cursor goes, px, if not to the beginning of the text
   * @param early asked once the cursor is there: what has been typed before, which follows it, and whether the reader has
   *   gone elsewhere meanwhile, and keeps the focus there
   */
  focus(at?: { x: number; y: number }, early?: () => { text: string; isElsewhere: boolean }): void;
  close(): void;
}

const weights = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.controlKeyword], fontWeight: '650' },
  { tag: tags.comment, color: 'var(--ink-3)' },
]);

/**
 * An editor in an element of its own. It stands in a shadow root, whose style sheets are adopted: the policy of the page
 * allows no others. Tab indents; after Escape the next Tab leaves, as CodeMirror has it.
 */
export function createEditor(host: HTMLElement, { text, label, keys = '', onChange }: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const help = document.createElement('span');
  help.id = 'keys';
  help.hidden = true;
  help.textContent = `Escape, then Tab leaves it. ${keys}`.trim();
  root.append(help);
  let ours = false;
  /** Requests to the editor during a change: they are done once the change is complete. */
  let waiting: (() => void)[] | undefined;
  const inTurn = (work: () => void): void => {
    if (waiting) waiting.push(work);
    else work();
  };
  const view = new EditorView({
    root,
    parent: root,
    dispatchTransactions(transactions, self) {
      // Told before it is drawn, so that Python runs meanwhile.
      const last = transactions.at(-1);
      const then: (() => void)[] = [];
      waiting = then;
      try {
        if (last && !ours && transactions.some(({ docChanged }) => docChanged)) onChange(last.newDoc.toString());
      } finally {
        waiting = undefined;
        self.update(transactions);
      }
      for (const work of then) work();
    },
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of('    '),
        EditorState.tabSize.of(4),
        EditorView.lineWrapping,
        python,
        syntaxHighlighting(weights),
        namedValues,
        errorField,
        theme,
        tooltips({ parent: root instanceof ShadowRoot ? host : document.body }),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': help.id,
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
      ],
    }),
  });
  /** Changes only what differs, so that the cursor and the marks around it stay. */
  const put = (next: string): void => {
    const now = view.state.doc.toString();
    if (next === now) return;
    let from = 0;
    while (from < Math.min(now.length, next.length) && now[from] === next[from]) from++;
    let end = 0;
    while (end < Math.min(now.length, next.length) - from && now.at(-1 - end) === next.at(-1 - end)) end++;
    ours = true;
    view.dispatch({ changes: { from, to: now.length - end, insert: next.slice(from, next.length - end) } });
    ours = false;
  };
  return {
    get text() {
      return view.state.doc.toString();
    },
    set: (next) => inTurn(() => put(next)),
    // Most texts have nothing to mark, and nothing to take away: the editor need not be brought up to date for that.
    mark: (error) =>
      inTurn(() => {
        if (error !== view.state.field(errorField).error) view.dispatch({ effects: errorOf.of(error) });
      }),
    focus(at, early = () => ({ text: '', isElsewhere: false })) {
      const take = (): void => {
        const { text, isElsewhere } = early();
        if (!isElsewhere) view.focus();
        if (text !== '') view.dispatch(view.state.replaceSelection(text));
      };
      if (!at) return take();
      // Its lines have their places only once they are laid out, and a key before that would go to another line.
      requestAnimationFrame(() => {
        const place = view.posAtCoords(at);
        if (place !== null) view.dispatch({ selection: { anchor: place } });
        take();
      });
    },
    close() {
      view.destroy();
      help.remove();
    },
  };
}
