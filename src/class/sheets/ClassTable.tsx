import { Component, type ComponentChildren, type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ListedTask } from './catalogue.ts';
import { type Copy, copiesIn, LONG, plain } from './copies.ts';
import { type Exercise, exerciseOf } from './exercise.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { counts, type Finding, findingWords, type Judged, marked } from './judge.ts';
import { type Remark, remarksIn } from './remarks.ts';
import { type CheckedSheet, type Column, columnsOf, foundOf, NOWHERE, rowNames, twinsIn, wholeSays } from './table.ts';
import { answerIn, counted } from './texts.ts';
import { MOST, turns } from './turns.ts';

/** Marks that do not depend on colour, and the words for screen readers. */
const signs: Readonly<Record<Finding, string>> = {
  met: '●',
  later: '●²',
  'not met': '○',
  read: '≡',
  open: '…',
  elsewhere: '–',
  altered: '×',
  impossible: '×',
  unknown: '×',
};
/** A teacher's verdicts on a written answer; `read` means not graded yet. */
const verdicts = ['read', 'met', 'not met'] as const;
type Verdict = (typeof verdicts)[number];

const isWords = ({ kind, finding }: Judged): boolean => kind === 'words' && verdicts.some((one) => one === finding);

interface Props {
  base: string;
  sheets: readonly CheckedSheet[];
  /** The columns of the table; if absent, all tasks with an answer. */
  homework?: readonly ListedTask[] | undefined;
  /** Applies a verdict to answers with the same text. */
  judge(ones: readonly Judged[], verdict: Verdict): void;
}

interface Overview {
  sheets: readonly CheckedSheet[];
  columns: readonly Column[];
  /** Number of columns with a task of the site. */
  asked: number;
  names: ReadonlyMap<string, string>;
  bad: readonly Remark[];
  remarks: readonly Remark[];
  twins: ReturnType<typeof twinsIn>;
  copies: readonly Copy[];
  /** Number of solved tasks by sheet, and of sheets with every task solved. */
  met: ReadonlyMap<string, number>;
  whole: number;
  written: ReturnType<typeof writtenIn>;
}

/** @param rest awaited after each piece */
async function overviewOf(
  { base, sheets, homework }: Pick<Props, 'base' | 'sheets' | 'homework'>,
  rest: () => Promise<void>,
): Promise<Overview> {
  const columns = columnsOf(sheets, homework);
  const names = rowNames(sheets);
  await rest();
  const bad = remarksIn(sheets, true);
  await rest();
  const remarks = remarksIn(sheets);
  await rest();
  const twins = twinsIn(sheets);
  await rest();
  // Already loaded, since sheets are checked against it.
  const { tasks } = await fetchCatalogue(base);
  const copies = copiesIn(sheets, (task) => tasks[task]?.usual);
  await rest();
  const written = writtenIn(sheets, columns);
  await rest();
  const met = new Map(sheets.map((sheet) => [sheet.key, metIn(sheet, columns)]));
  const asked = columns.filter(({ task }) => task !== NOWHERE).length;
  const whole = [...met.values()].filter((count) => count === asked).length;
  return { sheets, columns, asked, names, bad, remarks, twins, copies, written, met, whole };
}

const metIn = (sheet: CheckedSheet, columns: readonly Column[]): number =>
  columns.filter(({ task }) => counts(foundOf(sheet, task)?.finding)).length;

/**
 * A table with a row for each sheet and a column for each exercise; below it the marked answers and those to be graded.
 */
export function ClassTable({ base, sheets, homework, judge }: Props) {
  const [overview, setOverview] = useState<Overview>();
  const columns = useSame(overview?.columns);
  useEffect(() => {
    let isWanted = true;
    void overviewOf({ base, sheets, homework }, turns()).then((made) => {
      if (isWanted) setOverview(made);
    });
    return () => {
      isWanted = false;
    };
  }, [base, sheets, homework]);
  if (!overview || !columns) return null;
  const { names, bad, remarks, twins, copies, written } = overview;
  const nameOf = ({ key }: CheckedSheet): string => names.get(key) ?? '';
  /** Followed by the file name if the row shows the student's name. */
  const placeOf = (sheet: CheckedSheet): string =>
    nameOf(sheet) === sheet.file ? sheet.file : `${nameOf(sheet)} (${sheet.file})`;
  return (
    <>
      <Table overview={overview} columns={columns} />
      {bad.length > 0 && (
        <>
          <h2>Unconfirmed results</h2>
          <Remarks remarks={bad} nameOf={nameOf} />
        </>
      )}
      {remarks.length + twins.length + copies.length > 0 && <h2>Remarks</h2>}
      <Remarks remarks={remarks} nameOf={nameOf} />
      <Lines
        items={twins}
        label="Sheets that are the same"
        line={({ sheet, first }) => (
          <>
            <b>{placeOf(sheet)}</b> is the same as <b>{placeOf(first)}</b>.
          </>
        )}
      />
      {copies.length > 0 && (
        <p>
          Texts that several sheets share: answers of at least {LONG} letters, and programs that are at least {LONG}{' '}
          letters longer than their task needs or share invented names and comments. A minimal program proves nothing,
          because many write the same one. Shorter identical answers are listed once under <em>Needs grading</em>.
        </p>
      )}
      <Lines
        items={copies}
        label="Answers that are the same"
        line={({ answers, sheets }) => (
          <>
            {answers.map(({ label, title }) => `${label} ${title}`).join(', ')}: the same{' '}
            {answers.length === 1 ? 'text' : 'texts'} from <Who sheets={sheets} nameOf={nameOf} few={MANY} />.
          </>
        )}
      />
      <ToRead base={base} written={written} nameOf={nameOf} judge={judge} />
    </>
  );
}

/** The sorted table; a component of its own, so that sorting redraws nothing else. */
function Table({ overview, columns }: { overview: Overview; columns: readonly Column[] }) {
  const { sheets, names, met, whole, asked } = overview;
  /** The default order is by tasks solved, not by name. */
  const [isByMet, setByMet] = useState(false);
  const ordered = useMemo(() => {
    const metOf = ({ key }: CheckedSheet): number => met.get(key) ?? 0;
    return isByMet ? [...sheets].sort((a, b) => metOf(b) - metOf(a)) : sheets;
  }, [sheets, met, isByMet]);
  // With fixed column widths, a browser lays out new rows without measuring the others again.
  const widths = [NAME, MET, ...columns.map(({ label }) => (label.length > SHORT ? WIDE : NARROW))];
  return (
    <>
      <p class="sheet-key">
        <b>{wholeSays(whole, sheets.length, asked)}</b>{' '}
        <button type="button" onClick={() => setByMet(!isByMet)}>
          {isByMet ? 'Sort by name' : 'Sort by tasks solved'}
        </button>
      </p>
      <p class="sheet-key">
        ● solved, ●² solved on a later try, ○ not solved, ≡ needs grading, … open: not run, or not finished, – from
        another version of the site, × marked: recomputing did not confirm it; an empty cell: not handed in
      </p>
      {/* A wide table has its own scrolling, also by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div class="sheet-table" tabIndex={0} role="group" aria-label="Who solved which task">
        <table style={{ width: `${widths.reduce((sum, width) => sum + width, 0)}rem` }}>
          <colgroup>
            {widths.map((width, k) => (
              <col key={k} style={{ width: `${width}rem` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col" aria-sort={isByMet ? 'none' : 'ascending'}>
                Who
              </th>
              <th scope="col" aria-sort={isByMet ? 'descending' : 'none'}>
                solved
              </th>
              {columns.map(({ task, title, label }) => (
                <th key={task} scope="col" title={title}>
                  {label.length > 12 ? '?' : label}
                </th>
              ))}
            </tr>
          </thead>
          {/* A new order makes a new table, which is drawn in pieces as the first was. */}
          <Rows key={String(isByMet)} sheets={ordered} names={names} columns={columns} />
        </table>
      </div>
    </>
  );
}

/** Column widths in rem, and the number of characters that fit the head of a narrow column. */
const [NAME, MET, NARROW, WIDE, SHORT] = [12, 3, 3.7, 7, 7];

interface RowsProps {
  sheets: readonly CheckedSheet[];
  names: ReadonlyMap<string, string>;
  columns: readonly Column[];
}

/** Rows per table body: after a change, a browser lays out only that body again. */
const SHARED = 20;

function Rows({ sheets, names, columns }: RowsProps) {
  const last = useRef<HTMLTableSectionElement>(null);
  const shown = useSlices(sheets.length, last);
  const bodies = Array.from({ length: Math.ceil(shown / SHARED) }, (_, k) => k * SHARED);
  return bodies.map((from) => (
    <tbody key={from} ref={last}>
      {sheets.slice(from, Math.min(from + SHARED, shown)).map((sheet) => (
        <Row key={sheet.key} sheet={sheet} name={names.get(sheet.key) ?? ''} columns={columns} />
      ))}
    </tbody>
  ));
}

/** The least number of rows or lines drawn at once. */
const FEWEST = 4;

/**
 * How many of `count` rows are drawn so far. A long table or list is drawn in pieces; each has as many rows as fit the
 * page's time limit, judged by the piece before.
 */
function useSlices(count: number, within: RefObject<HTMLElement | null>): number {
  const [shown, setShown] = useState(FEWEST);
  const piece = useRef({ rows: FEWEST, began: performance.now() });
  useLayoutEffect(() => {
    if (shown >= count) return;
    // Reading the height forces the layout of the new rows, which is most of the work.
    void within.current?.offsetHeight;
    const { rows, began } = piece.current;
    const fit = Math.floor((rows * MOST) / (performance.now() - began));
    const more = Math.max(FEWEST, Math.min(2 * rows, fit));
    const timer = setTimeout(() => {
      piece.current = { rows: more, began: performance.now() };
      setShown(shown + more);
    });
    return () => clearTimeout(timer);
  }, [shown, count]);
  return Math.min(shown, count);
}

/** The previous columns if they are equal to the new ones, so that no row is redrawn for them. */
function useSame(columns: readonly Column[] | undefined): readonly Column[] | undefined {
  const before = useRef(columns);
  if (JSON.stringify(before.current) !== JSON.stringify(columns)) before.current = columns;
  return before.current;
}

interface RowProps {
  sheet: CheckedSheet;
  name: string;
  columns: readonly Column[];
}

/** Rendered again only if its sheet, its name or the columns have changed: a class has hundreds of rows. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate({ sheet, name, columns }: RowProps): boolean {
    return sheet !== this.props.sheet || name !== this.props.name || columns !== this.props.columns;
  }

  override render({ sheet, name, columns }: RowProps) {
    const found = columns.map(({ task }) => foundOf(sheet, task));
    return (
      <tr>
        <th scope="row" title={sheet.file}>
          {name}
        </th>
        <td>{found.filter((one) => counts(one?.finding)).length}</td>
        {found.map((one, k) => (
          <Cell key={columns[k]?.task} one={one} />
        ))}
      </tr>
    );
  }
}

function Cell({ one }: { one: Judged | undefined }) {
  if (!one) return <td />;
  return (
    <td data-marked={marked.includes(one.finding)} title={one.says || findingWords[one.finding]}>
      {/* Visually hidden text in each cell would double the work of a long table. */}
      <span role="img" aria-label={findingWords[one.finding]}>
        {signs[one.finding]}
      </span>
    </td>
  );
}

type NameOf = (sheet: CheckedSheet) => string;

function Remarks({ remarks, nameOf }: { remarks: readonly Remark[]; nameOf: NameOf }) {
  return (
    <Lines
      items={remarks}
      line={({ label, finding, says, sheets }) => (
        <>
          <Who sheets={sheets} nameOf={nameOf} />,{' '}
          {[label, marked.includes(finding) && findingWords[finding]].filter(Boolean).join(', ')}: {says}
        </>
      )}
    />
  );
}

interface LinesProps<T> {
  items: readonly T[];
  label?: string;
  line(item: T): ComponentChildren;
}

/** A list drawn in pieces, as the table's rows are: if a class copies, it has a thousand lines. */
function Lines<T>({ items, label, line }: LinesProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const shown = useSlices(items.length, list);
  if (items.length === 0) return null;
  return (
    <ul class="sheet-problems" ref={list} aria-label={label}>
      {items.slice(0, shown).map((item, k) => (
        <li key={k}>{line(item)}</li>
      ))}
    </ul>
  );
}

/** Names shown at once; further ones are counted, and unfold. */
const FEW = 4;
/** The names listed when several students handed in the same text. */
const MANY = 20;

function Who({ sheets, nameOf, few = FEW }: { sheets: readonly CheckedSheet[]; nameOf: NameOf; few?: number }) {
  if (sheets.length > few)
    return (
      <Later class="sheet-who" summary={<b>{counted(sheets.length, 'sheet')}</b>}>
        {() => sheets.map(nameOf).join(', ')}
      </Later>
    );
  return sheets.map((sheet, k) => (
    <>
      {k > 0 && (k === sheets.length - 1 ? ' and ' : ', ')}
      <b>{nameOf(sheet)}</b>
    </>
  ));
}

/** A fold that draws its content only when opened: a class's answers are long. */
function Later(props: { class: string; summary: ComponentChildren; children: () => ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class={props.class} onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary>{props.summary}</summary>
      {isOpen && props.children()}
    </details>
  );
}

/** The written answers by task, and for each text everyone who wrote it. */
function writtenIn(sheets: readonly CheckedSheet[], columns: readonly Column[]) {
  return columns.flatMap(({ task, label, title }) => {
    const texts = new Map<string, { sheets: CheckedSheet[]; ones: Judged[] }>();
    for (const sheet of sheets)
      for (const one of sheet.judged) {
        if (one.task !== task || !isWords(one)) continue;
        const text = texts.get(plain(one)) ?? { sheets: [], ones: [] };
        text.sheets.push(sheet);
        text.ones.push(one);
        texts.set(plain(one), text);
      }
    return texts.size > 0 ? [{ task, label, title, texts: [...texts.values()] }] : [];
  });
}

interface ToReadProps {
  base: string;
  written: ReturnType<typeof writtenIn>;
  nameOf: NameOf;
  judge: Props['judge'];
}

function ToRead({ base, written, nameOf, judge }: ToReadProps) {
  if (written.length === 0) return null;
  return (
    <>
      <h2>Needs grading</h2>
      <p>
        A text that several students wrote is graded once for all of them, unless you grade it separately. Your verdicts
        are lost when you leave this page, so save the table first.
      </p>
      {written.map(({ task, label, title, texts }) => {
        const ones = texts.flatMap(({ ones }) => ones);
        const unread = ones.filter(({ finding }) => finding === 'read').length;
        const left = unread > 0 ? `${unread} of ${counted(ones.length, 'answer')} ungraded` : 'all graded';
        return (
          <Later class="sheet-read" key={task} summary={`${label} ${title}: ${left}`}>
            {() => (
              <>
                <Asked base={base} task={task} />
                <dl>
                  {texts.map(({ sheets, ones }) => (
                    <Text key={sheets[0]?.key} sheets={sheets} ones={ones} nameOf={nameOf} judge={judge} />
                  ))}
                </dl>
              </>
            )}
          </Later>
        );
      })}
    </>
  );
}

interface TextProps extends Pick<ToReadProps, 'nameOf' | 'judge'> {
  sheets: readonly CheckedSheet[];
  ones: readonly Judged[];
  takesFocus?: boolean;
}

/** A written answer, its authors and the teacher's verdict. */
function Text({ sheets, ones, nameOf, judge, takesFocus }: TextProps) {
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => void (takesFocus && select.current?.focus()), []);
  /** Each of those who share the text has a verdict of their own. */
  const [isApart, setApart] = useState(false);
  const [first] = ones;
  if (!first) return null;
  if (isApart)
    return sheets.map((sheet, k) => (
      <Text
        key={sheet.key}
        sheets={[sheet]}
        ones={ones.slice(k, k + 1)}
        nameOf={nameOf}
        judge={judge}
        takesFocus={k === 0}
      />
    ));
  const finding = ones.every((one) => one.finding === first.finding) ? first.finding : 'read';
  const who = sheets.length > FEW ? counted(sheets.length, 'sheet') : sheets.map(nameOf).join(', ');
  return (
    <div>
      <dt>
        <Who sheets={sheets} nameOf={nameOf} few={MANY} />{' '}
        <select
          ref={select}
          aria-label={`Your verdict on ${who}`}
          value={finding}
          onChange={({ currentTarget: { value } }) => judge(ones, value as Verdict)}
        >
          {verdicts.map((verdict) => (
            <option key={verdict} value={verdict} selected={verdict === finding}>
              {findingWords[verdict]}
            </option>
          ))}
        </select>{' '}
        {sheets.length > 1 && (
          <button type="button" onClick={() => setApart(true)}>
            Grade separately
          </button>
        )}
      </dt>
      <dd>{answerIn({ kind: 'words', value: first.value })}</dd>
    </div>
  );
}

/** The question above its answers, with the model solution. */
function Asked({ base, task }: { base: string; task: string }) {
  const [exercise, setExercise] = useState<Exercise>();
  useEffect(() => void exerciseOf(base, task).then(setExercise), [base, task]);
  if (!exercise) return null;
  const { href, question, solution } = exercise;
  const holding = (nodes: readonly Node[]) => (place: HTMLElement | null) => place?.replaceChildren(...nodes);
  return (
    <div class="sheet-asked">
      <div ref={holding(question)} />
      {solution.length > 0 && (
        <details>
          <summary>Solution</summary>
          <div ref={holding(solution)} />
        </details>
      )}
      <a href={href} target="_blank" rel="noopener">
        The exercise on its page, in another tab
      </a>
    </div>
  );
}
