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
  /** Its accessible name: `The rule`. */
  label: string;
  /** Help for screen readers on its other keys. */
  keys?: string;
  /** Called with the new code after each change by the reader, not after `set`. */
  onChange(text: string): void;
}

/** An editor for Python code. */
export interface Editor {
  readonly text: string;
  /** Replaces the code, for example from a slider; the cursor stays if possible, and the change can be undone. */
  set(text: string): void;
  /** Marks an error, with its sentence under the line; undefined removes the mark. */
  mark(error: PythonError | undefined): void;
  /**
   * @param at the line of the cursor, from 1, and its position across the window, px; default: the beginning of the code
   * @param early called once the cursor is there: returns the text typed before, which is inserted after it, and
   * whether the reader has moved the focus elsewhere, where it then stays
   */
  focus(at?: { line: number; x: number }, early?: () => { text: string; isElsewhere: boolean }): void;
  close(): void;
}

const weights = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.controlKeyword], fontWeight: '650' },
  { tag: tags.comment, color: 'var(--ink-3)' },
]);

/**
 * Creates an editor inside an element, in a shadow root with adopted style sheets: the page's policy allows no others.
 * Tab indents; after Escape the next Tab leaves, as in CodeMirror.
 */
export function createEditor(host: HTMLElement, { text, label, keys = '', onChange }: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const help = document.createElement('span');
  help.id = 'keys';
  help.hidden = true;
  help.textContent = `Escape, then Tab leaves it. ${keys}`.trim();
  root.append(help);
  let ours = false;
  /** Calls to the editor during a change, deferred until the change is complete. */
  let waiting: (() => void)[] | undefined;
  const inTurn = (work: () => void): void => {
    if (waiting) waiting.push(work);
    else work();
  };
  const view = new EditorView({
    root,
    parent: root,
    dispatchTransactions(transactions, self) {
      // Reported before the editor redraws, so that Python runs in parallel.
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
        // A narrow touch screen scrolls sideways: its letters are larger (theme.ts).
        matchMedia('(pointer: coarse)').matches ? [] : EditorView.lineWrapping,
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
  /** Replaces only the differing part, so that the cursor and nearby marks stay. */
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
    // Most code has nothing to mark and nothing to unmark: then the editor needs no update.
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
      // Lines have no positions before layout, and a key would act on another line.
      requestAnimationFrame(() => {
        const { from } = view.state.doc.line(Math.min(at.line, view.state.doc.lines));
        const { top = 0, bottom = 0 } = view.coordsAtPos(from) ?? {};
        const place = view.posAtCoords({ x: at.x, y: (top + bottom) / 2 }) ?? from;
        view.dispatch({ selection: { anchor: place } });
        take();
      });
    },
    close() {
      view.destroy();
      help.remove();
    },
  };
}
