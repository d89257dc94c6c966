/** The page *Check sheets*: recomputes a class's answers, and shows who solved what and what is not confirmed. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { csvFile } from '../../widgets/page/csv-text.ts';
import { askBeforeLeaving } from '../../widgets/page/leaving.ts';
import { save } from '../../widgets/page/save.ts';
import { savedAs } from '../work/save-sheet.ts';
import { useTakeBack } from '../work/take-back.tsx';
import { ClassTable } from './ClassTable.tsx';
import type { ListedTask } from './catalogue.ts';
import { Checker } from './check.ts';
import { asDropped, type Dropped, droppedFiles } from './dropped.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { homeworkIn, missingIn, sayDate } from './homework.ts';
import { type Judged, ranAs } from './judge.ts';
import { linkedSheet } from './links.ts';
import { SheetError } from './sheet.ts';
import { type CheckedSheet, sheetsCsv, summaryOf, tableCsv, withSheets } from './table.ts';
import { counted, namesOf } from './texts.ts';
import { turns } from './turns.ts';
import { useHomework } from './use-homework.ts';

export function CheckSheets({ base }: { base: string }) {
  const [checker, setChecker] = useState<Checker>();
  const [all, setSheets] = useState<readonly CheckedSheet[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [progress, setProgress] = useState<{ done: number; of: number; what: string }>();
  /** Files not yet read because the list of tasks did not load. */
  const [waiting, setWaiting] = useState<readonly Dropped[]>([]);
  const [over, setOver] = useState(false);
  const { homework, error } = useHomework({ known: false });
  /** The teacher also wants to see answers outside the homework. */
  const [isWhole, setWhole] = useState(false);
  const [given, setGiven] = useState<readonly ListedTask[]>();
  const taken = useTakeBack();
  const chooser = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const made = new Checker();
    setChecker(made);
    // Files chosen before the page's scripts ran.
    void take(made, chosen(chooser.current));
    if (chooser.current) chooser.current.value = '';
    const open = async (): Promise<void> => {
      try {
        const sheet = await linkedSheet.read(location.hash);
        if (!sheet) return;
        const checked = await made.checked('link', sheet, await fetchCatalogue(base));
        setSheets((before) => withSheets(before, [checked]));
      } catch (error) {
        setProblems((before) => [...before, linkWords(error)]);
      }
    };
    void open();
    const again = (): void => void open();
    addEventListener('hashchange', again);
    return () => {
      removeEventListener('hashchange', again);
      made.close();
    };
  }, [base]);

  const take = async (checker: Checker | undefined, files: readonly Dropped[]): Promise<void> => {
    if (!checker || files.length === 0) return;
    let done = 0;
    const tell = (): void => setProgress({ done, of: files.length, what: 'sheets checked' });
    tell();
    try {
      const site = await fetchCatalogue(base);
      // A few at a time, since they all share the same workers.
      const left = [...files];
      const rest = turns();
      const fresh: CheckedSheet[] = [];
      const work = async (): Promise<void> => {
        for (let given = left.shift(); given; given = left.shift()) {
          const { path } = given;
          await checker.checkedFile(given, site).then(
            (checked) => fresh.push(checked),
            (error: unknown) => setProblems((before) => [...new Set([...before, wordsOf(path, error)])]),
          );
          done++;
          if (done % AT_ONCE === 0) tell();
          await rest();
        }
      };
      await Promise.all(Array.from({ length: 4 }, work));
      setSheets((before) => withSheets(before, fresh));
    } catch (error) {
      setWaiting((before) => [...before, ...files]);
      setProblems((before) => [...new Set([...before, wordsOf('', error)])]);
    } finally {
      setProgress(undefined);
    }
  };

  // Files read and judged by the page exist nowhere else; a sheet in the URL is still there after a reload.
  const [saved, setSaved] = useState<{ file: string; all: readonly CheckedSheet[] }>();
  const isKept = saved?.all === all || all.every(({ file }) => file === 'link');
  const saveCsv = (text: string, file: string): void => {
    save(csvFile(text), file);
    setSaved({ file, all });
  };
  // In the same frame as the message, since the reader may leave as soon as it appears.
  useLayoutEffect(() => {
    askBeforeLeaving('verdicts', !isKept);
    return () => askBeforeLeaving('verdicts', false);
  }, [isKept]);

  useEffect(() => {
    setGiven(undefined);
    if (!homework) return;
    fetchCatalogue(base).then(
      ({ tasks }) => {
        const { known, missing } = homeworkIn(homework, tasks);
        setGiven(known);
        if (missing.length > 0) setProblems((before) => [...before, `${missingIn(missing)}.`]);
      },
      (error: unknown) => setProblems((before) => [...before, wordsOf('', error)]),
    );
  }, [homework, base]);

  const only = isWhole ? undefined : given;
  /** The answers that count: with homework, only those to its tasks. */
  const sheets = useMemo(() => {
    if (!only) return all;
    const ids = new Set(only.map(({ task }) => task.id));
    return all.map((sheet) => ({ ...sheet, judged: sheet.judged.filter(({ task }) => ids.has(task)) }));
  }, [all, only]);
  const answersIn = (some: readonly CheckedSheet[]): number => some.reduce((sum, { judged }) => sum + judged.length, 0);
  const leftOut = answersIn(all) - answersIn(sheets);

  const refused = (error: unknown): void => setProblems((before) => [...before, wordsOf('The folder', error)]);

  const isOpen = (isCode: boolean) =>
    sheets.flatMap(({ judged }) => judged.filter((one) => one.finding === 'open' && (one.kind === 'code') === isCode));
  const programs = isOpen(true);
  const missed = isOpen(false);
  /** Retries the answers that could not be computed; the findings on programs stay. */
  const computeAgain = async (): Promise<void> => {
    if (!checker) return;
    const some = all.filter(({ judged }) => judged.some((one) => missed.includes(one)));
    let done = 0;
    setProgress({ done, of: some.length, what: 'sheets rechecked' });
    try {
      const site = await fetchCatalogue(base);
      for (const before of some) {
        const after = await checker.checked(before.file, before.sheet, site);
        setSheets((now) => withSheets(now, [after]));
        done++;
        setProgress({ done, of: some.length, what: 'sheets rechecked' });
      }
    } catch (error) {
      setProblems((before) => [...new Set([...before, wordsOf('', error)])]);
    } finally {
      setProgress(undefined);
    }
  };
  const replace = (by: ReadonlyMap<Judged, Judged>): void =>
    setSheets((before) =>
      before.map((sheet) =>
        sheet.judged.some((one) => by.has(one))
          ? { ...sheet, judged: sheet.judged.map((one) => by.get(one) ?? one) }
          : sheet,
      ),
    );
  /** Runs strangers' programs one after the other, each in a fresh interpreter of the laboratory's sandbox. */
  const runPrograms = async (): Promise<void> => {
    const count = programs.length;
    let done = 0;
    setProgress({ done, of: count, what: 'programs run' });
    try {
      const { checkTask } = await import('../tasks/bench.ts');
      for (const program of programs) {
        const checked = await checkTask(program.task, program.value, 'stranger');
        replace(new Map([[program, ranAs(program, checked)]]));
        // The others would fail in the same way.
        if (checked.error?.kind === 'unloaded') break;
        done++;
        setProgress({ done, of: count, what: 'programs run' });
      }
    } catch (error) {
      setProblems((before) => [...before, wordsOf('Could not run the programs:', error)]);
    } finally {
      setProgress(undefined);
    }
  };
  const summary = useMemo(() => summaryOf(sheets), [sheets]);
  return (
    <div class="sheet">
      {error && (
        <p class="sheet-error" role="alert">
          {error}
        </p>
      )}
      {homework && given && (
        <p>
          Homework of {counted(given.length, 'task')}
          {homework.due && `, due ${sayDate(homework.due)}`}: {namesOf(given)}.{' '}
          {isWhole ? 'All tasks count.' : 'Only these count, in this order.'}{' '}
          {leftOut > 0 && `${counted(leftOut, 'answer')} to other tasks ${leftOut === 1 ? 'is' : 'are'} left out. `}
          <button type="button" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Count only the homework' : 'Count all tasks'}
          </button>
        </p>
      )}
      <div
        class="sheet-drop"
        role="group"
        aria-label="Files of the class"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (event.dataTransfer) void droppedFiles(event.dataTransfer).then((files) => take(checker, files), refused);
        }}
      >
        <p>Drop all files of your class here, or the folder they are in.</p>
        <label class="file-button">
          Choose files
          <input
            ref={chooser}
            type="file"
            multiple
            accept="application/json,.json"
            disabled={!checker || progress !== undefined}
            onChange={({ currentTarget }) => {
              // Files may be chosen between the first render and its effects; they wait here.
              if (!checker) return;
              void take(checker, chosen(currentTarget));
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      <p class="sheet-says" role="status">
        {progress ? `${progress.done} of ${progress.of} ${progress.what}.` : summary}
      </p>
      {taken.element}
      {problems.length > 0 && (
        <ul class="sheet-problems" aria-label="Files that could not be checked">
          {problems.map((text, k) => (
            <li key={k}>{text}</li>
          ))}
        </ul>
      )}
      {sheets.length === 0 && problems.length > 0 && (
        <p class="sheet-verbs">
          <button type="button" disabled={progress !== undefined} onClick={() => setProblems([])}>
            Clear the list
          </button>
        </p>
      )}
      {waiting.length > 0 && !progress && (
        <p class="sheet-verbs">
          <button
            type="button"
            onClick={() => {
              setWaiting([]);
              setProblems([]);
              void take(checker, waiting);
            }}
          >
            Try {waiting.length === 1 ? 'the file' : `the ${waiting.length} files`} again
          </button>
        </p>
      )}
      {sheets.length > 0 && (
        <>
          <ClassTable
            base={base}
            sheets={sheets}
            homework={only}
            judge={(ones, finding) => replace(new Map(ones.map((one) => [one, { ...one, finding }])))}
          />
          <p class="sheet-verbs">
            {programs.length > 0 && (
              <button type="button" disabled={progress !== undefined} onClick={() => void runPrograms()}>
                Run the {programs.length === 1 ? 'program' : `${programs.length} programs`} in the sandbox
              </button>
            )}
            {missed.length > 0 && (
              <button type="button" disabled={progress !== undefined} onClick={() => void computeAgain()}>
                Retry {missed.length === 1 ? 'the answer' : `the ${missed.length} answers`} that failed
              </button>
            )}
            <button type="button" onClick={() => saveCsv(tableCsv(sheets, only, problems), 'class.csv')}>
              Save the table as CSV
            </button>
            <button type="button" onClick={() => saveCsv(sheetsCsv(sheets), 'sheets.csv')}>
              Save every answer as CSV
            </button>
            <button
              type="button"
              disabled={progress !== undefined}
              onClick={() => {
                setSheets([]);
                setProblems([]);
                setSaved(undefined);
                taken.offer(`${counted(all.length, 'sheet')} cleared.`, () => {
                  setSheets((now) => withSheets(all, now));
                  setProblems((now) => [...problems, ...now]);
                });
              }}
            >
              Start over{' '}
            </button>
            <span aria-live="polite">
              {saved && (saved.all === all ? savedAs(saved.file) : `Changed since ${saved.file} was saved.`)}
            </span>
          </p>
        </>
      )}
    </div>
  );
}

const chosen = (chooser: HTMLInputElement | null): Dropped[] =>
  [...(chooser?.files ?? [])].map((file) => asDropped(file));

/** Sheets between two updates of the progress message. */
const AT_ONCE = 20;

const wordsOf = (who: string, error: unknown): string => {
  const says = error instanceof Error ? error.message : String(error);
  return `${who} ${says}`.trim().replace(/\.?$/, '.');
};

/** The error of a link is a full sentence; that of a sheet completes one. */
const linkWords = (error: unknown): string =>
  wordsOf(error instanceof SheetError ? 'The sheet in the link' : '', error);
