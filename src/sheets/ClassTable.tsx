import { type Finding, type Judged, marked } from './judge.ts';
import { answerIn, titleOf } from './said.ts';
import { type CheckedSheet, columnOf, columnsOf, markedIn, rowNames, twinsIn } from './table.ts';

/** A sign that is no colour, and the word that is read out. */
const signs: Readonly<Record<Finding, string>> = {
  met: '●',
  'not met': '○',
  read: '≡',
  open: '…',
  elsewhere: '–',
  altered: '×',
  impossible: '×',
  unknown: '×',
};
const words: Readonly<Record<Finding, string>> = {
  met: 'met',
  'not met': 'not met',
  read: 'to be read',
  open: 'open, not computed',
  elsewhere: 'of another version',
  altered: 'altered',
  impossible: 'impossible',
  unknown: 'no such task',
};

/** A row for each sheet, a column for each exercise that one of them answers; below it what is marked, and what is to be read. */
export function ClassTable({ sheets }: { sheets: readonly CheckedSheet[] }) {
  const columns = columnsOf(sheets);
  const names = rowNames(sheets);
  const nameOf = ({ key }: CheckedSheet): string => names.get(key) ?? '';
  /** With its file, where a name stands in the place of that. */
  const placeOf = (sheet: CheckedSheet): string =>
    nameOf(sheet) === sheet.file ? sheet.file : `${nameOf(sheet)} (${sheet.file})`;
  const all = sheets.flatMap((sheet) => sheet.judged.map((one) => ({ sheet, one })));
  const bad = sheets.flatMap((sheet) => markedIn(sheet).map((one) => ({ sheet, one })));
  const remarks = all.filter(({ one }) => one.says !== '' && !marked.includes(one.finding));
  const twins = twinsIn(sheets);
  const written = columns.flatMap(({ task, label }) => {
    const answers = all.filter(({ one }) => one.task === task && one.finding === 'read');
    return answers.length > 0 ? [{ task, label, answers }] : [];
  });
  return (
    <>
      <p class="sheet-key">
        ● met, ○ not met, ≡ to be read, … open: not run, or not to the end, × marked: not confirmed when it was computed
        again
      </p>
      {/* A wide table scrolls by itself, with the keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div class="sheet-table" tabIndex={0} role="group" aria-label="Who has met what">
        <table>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">met</th>
              {columns.map(({ task, label }) => (
                <th key={task} scope="col" title={task === '' ? label : titleOf(task)}>
                  {label.length > 12 ? '?' : label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheets.map((sheet) => (
              <tr key={sheet.key}>
                <th scope="row" title={sheet.file}>
                  {nameOf(sheet)}
                </th>
                <td>{sheet.judged.filter(({ finding }) => finding === 'met').length}</td>
                {columns.map(({ task }) => (
                  <Cell key={task} judged={sheet.judged.filter((one) => columnOf(one) === task)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {bad.length > 0 && (
        <>
          <h2>What could not be confirmed</h2>
          <ul class="sheet-problems">
            {bad.map(({ sheet, one }, k) => (
              <li key={k}>
                <b>{nameOf(sheet)}</b>, {one.label && `${one.label}, `}
                {words[one.finding]}: {one.says}
              </li>
            ))}
          </ul>
        </>
      )}
      {remarks.length > 0 && (
        <ul class="sheet-problems">
          {remarks.map(({ sheet, one }) => (
            <li key={`${sheet.key} ${one.task}`}>
              <b>{nameOf(sheet)}</b>, {one.label}: {one.says}
            </li>
          ))}
        </ul>
      )}
      {twins.length > 0 && (
        <ul class="sheet-problems" aria-label="Sheets that are the same">
          {twins.map(({ sheet, first }) => (
            <li key={sheet.key}>
              <b>{placeOf(sheet)}</b> is the same as <b>{placeOf(first)}</b>.
            </li>
          ))}
        </ul>
      )}
      {written.length > 0 && (
        <>
          <h2>To be read</h2>
          {written.map(({ task, label, answers }) => (
            <details class="sheet-read" key={task}>
              <summary>
                {label} {titleOf(task)} ({answers.length})
              </summary>
              <dl>
                {answers.map(({ sheet, one }) => (
                  <div key={sheet.key}>
                    <dt>{nameOf(sheet)}</dt>
                    <dd class={one.kind === 'code' ? 'sheet-code' : ''}>
                      {answerIn({ kind: one.kind || 'words', value: one.value })}
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          ))}
        </>
      )}
    </>
  );
}

/** Of two answers to the same task the marked one counts. */
function Cell({ judged }: { judged: readonly Judged[] }) {
  const one = judged.find(({ finding }) => marked.includes(finding)) ?? judged[0];
  if (!one) return <td />;
  return (
    <td data-marked={marked.includes(one.finding)} title={one.says || words[one.finding]}>
      <span aria-hidden="true">{signs[one.finding]}</span>
      <span class="sr-only">{words[one.finding]}</span>
    </td>
  );
}
