import type { EquationPanel, LedgerTerm } from '../../figure/panels/panel.ts';
import { el, html, type Shape } from './element.ts';
import type { PanelKind } from './kind.ts';
import { plainText } from './math-text.ts';
import { toned } from './picture.ts';
import { pointRow, type Row } from './rows.ts';
import { mathHtml, signed } from './text.ts';

/** A longer ledger is a separate page in print. */
const MOST_LINES = 3;

export const equationKind: PanelKind<EquationPanel> = {
  form: 'text',
  // No px positions: the browser lays out a ledger.
  layout: () => ({ kind: 'equation' }),
  draw: (panel, _, __, { equations }) => drawEquation(panel, equations),
  rows: rowsOfEquation,
  folded: ({ lines }) => lines.length > MOST_LINES,
};

/**
 * A ledger: each term of an equation above its plain name and its numbers, in its colour. `equations` contains each
 * term typeset by KaTeX at build time; a term without one is shown by its name.
 */
function drawEquation(panel: EquationPanel, equations: Readonly<Record<string, string>> = {}): Shape {
  const classOf = ({ role, values }: LedgerTerm) => (values === undefined ? 'op' : role && toned(role));
  const symbol = (term: LedgerTerm) => {
    const typeset = equations[term.equation];
    // Typeset by the build from the experiment's own TeX. The page finds it again here: see find-spec.ts.
    return typeset === undefined ? mathHtml(term.equation) : html(typeset, { 'data-term': term.equation });
  };
  const line = (terms: readonly LedgerTerm[]) =>
    el('tbody', null, [
      el('tr', { class: 'symbols' }, [
        el('td', null),
        ...terms.map((term) =>
          term.values
            ? el('th', { scope: 'col', class: classOf(term) }, [
                // A heading is read by its text, and a formula has none.
                el('span', { class: 'aloud' }, plainText(nameOf(term))),
                symbol(term),
              ])
            : el('td', { class: 'op' }, symbol(term)),
        ),
      ]),
      terms.some(({ label }) => label)
        ? // The headings already contain these names for screen readers.
          el('tr', { class: 'names', 'aria-hidden': true }, [
            el('td', null),
            ...terms.map(({ label }) => el('td', null, label ? mathHtml(label) : null)),
          ])
        : null,
      ...panel.rows.map((name, r) =>
        el('tr', { class: 'numbers' }, [
          el('th', { scope: 'row' }, mathHtml(name)),
          ...terms.map((term) => el('td', { class: classOf(term) }, signed(term.values?.[r] ?? ''))),
        ]),
      ),
    ]);
  return el('div', { class: 'ledger', role: 'group', 'aria-label': panel.title }, [
    el('table', null, panel.lines.map(line)),
  ]);
}

function nameOf({ equation, label, spoken }: LedgerTerm): string {
  return label ?? spoken ?? equation;
}

/** A series for each term: x is the name of the row, y its displayed number. */
function rowsOfEquation(panel: EquationPanel): Row[] {
  return panel.lines.flatMap((terms) =>
    terms.flatMap((term) =>
      (term.values ?? []).map((value, r) => pointRow(panel.name, nameOf(term), panel.rows[r] ?? '', value)),
    ),
  );
}
