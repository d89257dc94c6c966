/** A class's sheets, computed again: who has met what, and what is not confirmed. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { csvFile } from '../widgets/figure/csv-text.ts';
import { save } from '../widgets/figure/save.ts';
import { useTakeBack } from '../widgets/work/take-back.tsx';
import { ClassTable } from './ClassTable.tsx';
import { Checker } from './check.ts';
import { asDropped, type Dropped, droppedFiles } from './dropped.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { ranAs } from './judge.ts';
import { linkedSheet } from './links.ts';
import { counted } from './said.ts';
import { SheetError } from './sheet.ts';
import { type CheckedSheet, sheetsCsv, summaryOf, withSheets } from './table.ts';

export function CheckSheets({ base }: { base: string }) {
  const [checker, setChecker] = useState<Checker>();
  const [sheets, setSheets] = useState<readonly CheckedSheet[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [progress, setProgress] = useState<{ done: number; of: number; what: string }>();
  const [over, setOver] = useState(false);
  const taken = useTakeBack();
  const chooser = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const own = new Checker();
    setChecker(own);
    // Chosen before the page had its scripts.
    void take(own, chosen(chooser.current));
    if (chooser.current) chooser.current.value = '';
    const open = async (): Promise<void> => {
      try {
        const sheet = await linkedSheet.read(location.hash);
        if (!sheet) return;
        const checked = await own.checked('link', sheet, await fetchCatalogue(base));
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
      own.close();
    };
  }, [base]);

  const take = async (checker: Checker | undefined, files: readonly Dropped[]): Promise<void> => {
    if (!checker || files.length === 0) return;
    let done = 0;
    setProgress({ done, of: files.length, what: 'sheets are checked' });
    try {
      const catalogue = await fetchCatalogue(base);
      // A few at a time: each waits for workers that all of them share.
      const waiting = [...files];
      let fresh: CheckedSheet[] = [];
      /** Some at a time: the table of a large class is long in the drawing. */
      const lay = (): void => {
        const some = fresh;
        fresh = [];
        setSheets((before) => withSheets(before, some));
        setProgress({ done, of: files.length, what: 'sheets are checked' });
      };
      const work = async (): Promise<void> => {
        for (let given = waiting.shift(); given; given = waiting.shift()) {
          const { path } = given;
          await checker.checkedFile(given, catalogue).then(
            (checked) => fresh.push(checked),
            (error: unknown) => setProblems((before) => [...before, wordsOf(path, error)]),
          );
          done++;
          if (done % AT_ONCE === 0) lay();
        }
      };
      await Promise.all(Array.from({ length: 4 }, work));
      lay();
    } catch (error) {
      setProblems((before) => [...before, wordsOf('', error)]);
    } finally {
      setProgress(undefined);
    }
  };

  const refused = (error: unknown): void => setProblems((before) => [...before, wordsOf('The folder', error)]);

  const programs = sheets.flatMap((sheet) =>
    sheet.judged.filter(({ finding, kind }) => finding === 'open' && kind === 'code'),
  );
  /** Strangers' programs, one after the other, each in a fresh interpreter of the laboratory's sandbox. */
  const runPrograms = async (): Promise<void> => {
    const of = programs.length;
    let done = 0;
    setProgress({ done, of, what: 'programs have been run' });
    try {
      const { checkTask } = await import('../laboratory/tasks/bench.ts');
      for (const program of programs) {
        const checked = await checkTask(program.task, program.value, 'stranger');
        const ran = ranAs(program, checked);
        setSheets((before) =>
          before.map((one) => ({ ...one, judged: one.judged.map((judged) => (judged === program ? ran : judged)) })),
        );
        // The others would wait for the same.
        if (checked.trouble?.kind === 'unloaded') break;
        done++;
        setProgress({ done, of, what: 'programs have been run' });
      }
    } catch (error) {
      setProblems((before) => [...before, wordsOf('The programs could not be run:', error)]);
    } finally {
      setProgress(undefined);
    }
  };
  const said = useMemo(() => summaryOf(sheets), [sheets]);
  return (
    <div class="sheet">
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
        <p>Drop the files of your class here, all at once, or the folder they are in.</p>
        <label class="file-button">
          Choose files
          <input
            ref={chooser}
            type="file"
            multiple
            accept="application/json,.json"
            disabled={!checker || progress !== undefined}
            onChange={({ currentTarget }) => {
              // Files may be chosen between the first drawing and its effects; they wait for these.
              if (!checker) return;
              void take(checker, chosen(currentTarget));
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      <p class="sheet-says" role="status">
        {progress ? `${progress.done} of ${progress.of} ${progress.what}.` : said}
      </p>
      {taken.element}
      {problems.length > 0 && (
        <ul class="sheet-problems" aria-label="Files that could not be checked">
          {problems.map((text, k) => (
            <li key={k}>{text}</li>
          ))}
        </ul>
      )}
      {sheets.length > 0 && (
        <>
          <ClassTable sheets={sheets} />
          <p class="sheet-verbs">
            {programs.length > 0 && (
              <button type="button" disabled={progress !== undefined} onClick={() => void runPrograms()}>
                Run the {programs.length === 1 ? 'program' : `${programs.length} programs`} in the sandbox
              </button>
            )}
            <button type="button" onClick={() => save(csvFile(sheetsCsv(sheets)), 'sheets.csv')}>
              Save as CSV
            </button>
            <button
              type="button"
              disabled={progress !== undefined}
              onClick={() => {
                setSheets([]);
                setProblems([]);
                taken.offer(`${counted(sheets.length, 'sheet')} put away.`, () => {
                  setSheets((now) => withSheets(sheets, now));
                  setProblems((now) => [...problems, ...now]);
                });
              }}
            >
              Begin again
            </button>
          </p>
        </>
      )}
    </div>
  );
}

const chosen = (chooser: HTMLInputElement | null): Dropped[] =>
  [...(chooser?.files ?? [])].map((file) => asDropped(file));

/** Sheets that come into the table together. */
const AT_ONCE = 20;

const wordsOf = (who: string, error: unknown): string => {
  const says = error instanceof Error ? error.message : String(error);
  return `${who} ${says}`.trim().replace(/\.?$/, '.');
};

/** What is wrong with a link is a sentence of its own, and what is wrong with a sheet is the rest of one. */
const linkWords = (error: unknown): string =>
  wordsOf(error instanceof SheetError ? 'The sheet in the link' : '', error);
