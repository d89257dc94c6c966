import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutterLineClass,
  ViewPlugin,
  WidgetType,
} from '@codemirror/view';
import { messageOf } from '../../python/error-message.ts';
import type { PythonError } from '../../python/errors.ts';
import { numbersAt } from '../../python/numbers.ts';

/** Effect that sets or clears the error. */
export const errorOf = StateEffect.define<PythonError | undefined>();

/** The sentence under a line. */
class Sentence extends WidgetType {
  readonly error: PythonError;

  constructor(error: PythonError) {
    super();
    this.error = error;
  }

  override eq(other: Sentence): boolean {
    return other.error.message === this.error.message && other.error.line === this.error.line;
  }

  /** A press on it moves the cursor to the line above: otherwise the next keys would go nowhere. */
  override ignoreEvent(): boolean {
    return false;
  }

  toDOM(): HTMLElement {
    const box = document.createElement('div');
    box.className = 'error';
    const line = document.createElement('b');
    line.textContent = `Line ${this.error.line}.`;
    // A message from the reader's code is plain text, whatever it contains.
    box.append(line, ` ${messageOf(this.error)}`);
    return box;
  }
}

class WrongLine extends GutterMarker {
  override elementClass = 'wrong';
}
const wrongLine = new WrongLine();

interface Marks {
  error: PythonError | undefined;
  text: DecorationSet;
}

const none: Marks = { error: undefined, text: Decoration.none };

/** Marks of the error: its line, the words in question, and the sentence. Any change of the code removes them. */
export const errorField = StateField.define<Marks>({
  create: () => none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(errorOf)) continue;
      const error = effect.value;
      if (error?.line === undefined || error.line > transaction.state.doc.lines) return none;
      const line = transaction.state.doc.line(error.line);
      const from = line.from + (error.from ?? 0);
      const to = Math.min(line.to, line.from + (error.to ?? line.length));
      return {
        error,
        text: Decoration.set(
          [
            ...(to > from ? [Decoration.mark({ class: 'wrong-word' }).range(from, to)] : []),
            Decoration.widget({ widget: new Sentence(error), block: true, side: 1 }).range(line.to),
          ],
          true,
        ),
      };
    }
    return transaction.docChanged ? { ...marks, text: marks.text.map(transaction.changes) } : marks;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (marks) => marks.text),
    gutterLineClass.computeN([field, 'doc'], (state) => {
      const { error } = state.field(field);
      const builder = new RangeSetBuilder<GutterMarker>();
      if (error?.line !== undefined && error.line <= state.doc.lines) {
        const { from } = state.doc.line(error.line);
        builder.add(from, from, wrongLine);
      }
      return [builder.finish()];
    }),
  ],
});

const value = Decoration.mark({ class: 'named' });

/** Marks the numbers named at the top, which have sliders. */
export const namedValues = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = valuesIn(view);
    }

    update({ docChanged, view }: { docChanged: boolean; view: EditorView }): void {
      if (docChanged) this.decorations = valuesIn(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function valuesIn(view: EditorView): DecorationSet {
  return Decoration.set(numbersAt(view.state.doc.toString()).map(({ from, to }) => value.range(from, to)));
}
