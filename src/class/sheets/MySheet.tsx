/** The page *My sheet*: shows a reader's answers and hands them in as a file or a link. */
import { useEffect, useState } from 'preact/hooks';
import { pack } from '../../widgets/page/packed.ts';
import { device, type Keeping } from '../../widgets/page/store.ts';
import { NotStored } from '../work/NotStored.tsx';
import { NAME_KEY, savedAs, saveSheet, siteAddress } from '../work/save-sheet.ts';
import { cleanLine, sheetText } from '../work/sheet-text.ts';
import { isLater, standingOn, titleOf } from '../work/standing.ts';
import { dropWork, onWork, readWork, storeWork, type Work, type WorkKeeping } from '../work/stored-work.ts';
import { useTakeBack } from '../work/take-back.tsx';
import { type Catalogue, type ListedTask, type SiteTasks, taskIn, titleIn } from './catalogue.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { hashOf, homeworkIn, sayDate } from './homework.ts';
import { LINK_MARK, linkedSheet } from './links.ts';
import { LARGEST_SHEET, readSheet } from './sheet.ts';
import { saidOf, takenFrom } from './taken-up.ts';
import { answerIn, counted, linkTo, standingIn } from './texts.ts';
import { useHomework } from './use-homework.ts';

export function MySheet({ base }: { base: string }) {
  const [site, setSite] = useState<SiteTasks>();
  const catalogue = site?.tasks ?? {};
  const [allWork, setWork] = useState<readonly Work[]>([]);
  const [name, setName] = useState('');
  const [says, setSays] = useState('');
  const [keeping, setKeeping] = useState<WorkKeeping>('kept');
  const [nameKeeping, setNameKeeping] = useState<Keeping>('kept');
  const taken = useTakeBack();
  const { homework, error } = useHomework({ known: true });
  /** The reader also wants to see answers outside the homework. */
  const [isWhole, setWhole] = useState(false);
  const given = homework && homeworkIn(homework, catalogue).known;
  const left = given?.filter((listed) => !standingIn(listed, allWork).done) ?? [];
  const only = isWhole ? undefined : given;
  /** With homework, only its tasks. */
  const work = only ? allWork.filter(({ task }) => only.some((one) => one.task.id === task)) : allWork;
  useEffect(() => {
    setName(device.text(NAME_KEY) ?? '');
    setWork(readWork());
    fetchCatalogue(base).then(setSite, (error: unknown) =>
      setSays(String(error instanceof Error ? error.message : error)),
    );
    // A sheet that was saved is not this one any more.
    return onWork((next) => {
      setWork(next);
      setSays('');
    });
  }, [base]);

  const saveFile = (): void => {
    const file = savedAs(saveSheet(name, { work, version: site?.version }));
    setSays(name.trim() === '' ? `${file} It has no name on it.` : file);
  };
  const copyLink = async (): Promise<void> => {
    try {
      const link = `${siteAddress()}check-sheets/${LINK_MARK}${await pack(JSON.parse(sheetText(name, work, siteAddress(), site?.version)))}`;
      if (link.length > linkedSheet.longest)
        return setSays('Your sheet is too long for a link. Save the file and hand that in.');
      await navigator.clipboard.writeText(link);
      setSays('Link copied. Anyone who opens it sees your sheet with every result checked.');
    } catch {
      setSays('Copying is blocked. Save the file and hand that in.');
    }
  };
  const takeUp = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const called = cleanLine(file.name);
    try {
      if (file.size > LARGEST_SHEET) throw new Error('is too large for a sheet');
      const read = readSheet(await file.text());
      const found = takenFrom(read, readWork(), await fetchCatalogue(base).catch(() => undefined));
      setSays('');
      setKeeping(keepAll(found.taken));
      const message = `${called}: ${saidOf(found)}`;
      if (found.taken.length === 0) return setSays(message);
      taken.offer(message, () => {
        for (const { task } of found.taken) dropWork(task);
        setKeeping(keepAll(found.replaced));
      });
    } catch (error) {
      setSays(`${called} ${error instanceof Error ? error.message : 'cannot be read'}.`);
    }
  };

  const forget = (one: Work): void => {
    dropWork(one.task);
    const listed = taskIn(catalogue, one.task);
    taken.offer(`${listed ? titleIn(listed) : titleOf(one.task)} is deleted.`, () => setKeeping(storeWork(one)));
  };

  const done = work.filter((one) => standingOn(one.kind, one).done).length;
  const all = Object.keys(catalogue).length;
  return (
    <div class="sheet">
      <p class="sheet-name">
        <label for="sheet-name">Your name, if your teacher asks for it</label>
        <input
          id="sheet-name"
          type="text"
          autocomplete="name"
          maxLength={80}
          value={name}
          onInput={({ currentTarget: { value } }) => {
            setName(value);
            setNameKeeping(device.keep(NAME_KEY, value === '' ? undefined : value));
          }}
        />
        <span aria-live="polite">{nameSays[nameKeeping]}</span>
      </p>
      {error && (
        <p class="sheet-error" role="alert">
          {error} Below is everything you have done.
        </p>
      )}
      {homework && given && (
        <p>
          Your homework: <a href={`${base}homework/${hashOf(homework)}`}>{counted(given.length, 'task')}</a>
          {homework.due && `, due ${sayDate(homework.due)}`}; {given.length - left.length} done.{' '}
          {isWhole ? 'This sheet contains everything you have done.' : 'This sheet contains only the homework.'}{' '}
          <button type="button" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show only my homework' : 'Show everything'}
          </button>
          {left.length > 0 && (
            <>
              <br />
              Still to do:{' '}
              {left.map((listed, k) => (
                <>
                  {k > 0 && ', '}
                  <a href={linkTo(base, listed)}>
                    {listed.label} {titleIn(listed)}
                  </a>
                </>
              ))}
              .
            </>
          )}
        </p>
      )}
      {work.length === 0 ? (
        <p>
          Nothing yet. Each page ends with exercises; what you find, predict or write there appears here, and stays on
          this device.
        </p>
      ) : (
        <>
          {!only && (
            <p>
              {counted(work.length, 'answer')}
              {all > 0 && ` to the ${all} tasks of these pages`}; {done} done.
            </p>
          )}
          <ul class="sheet-work">
            {inOrder(work, catalogue, only).map((one) => (
              <Line key={one.task} work={one} base={base} catalogue={catalogue} forget={() => forget(one)} />
            ))}
          </ul>
        </>
      )}
      {only && <p>To hand it in, give your teacher the saved file or the link, whichever was asked for.</p>}
      <p class="sheet-verbs">
        <button type="button" disabled={work.length === 0} onClick={saveFile}>
          Save the sheet
        </button>
        <button type="button" disabled={work.length === 0} onClick={() => void copyLink()}>
          Copy a link to it
        </button>
        <button type="button" disabled={work.length === 0} onClick={() => print()}>
          Print
        </button>
        <label class="file-button">
          Open a saved sheet
          <input
            type="file"
            accept="application/json,.json"
            onChange={({ currentTarget }) => {
              void takeUp(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        </label>
      </p>
      {taken.element}
      <p class="sheet-says" role="status">
        {says} {keeping !== 'kept' && <NotStored keeping={keeping} />}
      </p>
    </div>
  );
}

/** Stores each. @returns the worst result */
const keepAll = (work: readonly Work[]): WorkKeeping =>
  work.map(storeWork).find((keeping) => keeping !== 'kept') ?? 'kept';

const nameSays: Readonly<Record<Keeping, string>> = {
  kept: '',
  off: 'This browser blocks storage, so your name is forgotten when you leave.',
  full: 'This browser’s storage is full, so your name is forgotten when you leave.',
};

/** Sorts work in the order of the homework, or of the exercises on the pages; work without a page comes last. */
function inOrder(work: readonly Work[], catalogue: Catalogue, given?: readonly ListedTask[]): Work[] {
  if (given) return given.flatMap(({ task }) => work.find((one) => one.task === task.id) ?? []);
  const labelOf = ({ task }: Work): string => taskIn(catalogue, task)?.label ?? 'Z';
  return [...work].sort((a, b) => labelOf(a).localeCompare(labelOf(b), 'en', { numeric: true }));
}

interface LineProps {
  work: Work;
  base: string;
  catalogue: Catalogue;
  forget(): void;
}

function Line({ work, base, catalogue, forget }: LineProps) {
  const listed = taskIn(catalogue, work.task);
  const title = listed ? titleIn(listed) : titleOf(work.task);
  const state = standingOn(work.kind, work).says;
  return (
    <li>
      <b>{listed?.label ?? ''}</b>
      <div>
        <p>
          {listed ? <a href={linkTo(base, listed)}>{title}</a> : title}, {state}
        </p>
        <p class={work.kind === 'code' ? 'sheet-code' : 'sheet-answer'}>{work.says ?? answerIn(work)}</p>
        {isLater(work) && <p class="sheet-answer">Your first prediction was {work.first}.</p>}
      </div>
      <button type="button" aria-label={`Delete ${title}`} onClick={forget}>
        Delete
      </button>
    </li>
  );
}
