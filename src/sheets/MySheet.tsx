/** What a reader has done of the tasks, to look at and to hand in as a file or as a link. */
import { useEffect, useState } from 'preact/hooks';
import { pack } from '../laboratory/playground/link.ts';
import { save } from '../widgets/figure/save.ts';
import { keepOnDevice, keptOnDevice } from '../widgets/work/device.ts';
import { dropWork, keepWork, onWork, readWork, type Work, workSays } from '../widgets/work/kept-work.ts';
import type { Catalogue } from './catalogue.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { LINK_MARK, linkedSheet } from './links.ts';
import { answerIn, linkTo, titleOf } from './said.ts';
import { cleanName, LARGEST_SHEET, readSheet, sheetText } from './sheet.ts';

const NAME_KEY = 'sheet name';

export function MySheet({ base }: { base: string }) {
  const [catalogue, setCatalogue] = useState<Catalogue>({});
  const [work, setWork] = useState<readonly Work[]>([]);
  const [name, setName] = useState('');
  const [says, setSays] = useState('');
  useEffect(() => {
    setName(keptOnDevice(NAME_KEY) ?? '');
    setWork(readWork());
    fetchCatalogue(base).then(setCatalogue, (error: unknown) =>
      setSays(String(error instanceof Error ? error.message : error)),
    );
    return onWork(setWork);
  }, [base]);

  const address = (): string => location.origin + base;
  const saveFile = (): void => {
    const file =
      cleanName(name)
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '') || 'sheet';
    save(new Blob([sheetText(name, work, address())], { type: 'application/json' }), `${file}.json`);
    setSays(`Saved as ${file}.json, among your downloads.`);
  };
  const copyLink = async (): Promise<void> => {
    try {
      const link = `${address()}check-sheets/${LINK_MARK}${await pack(JSON.parse(sheetText(name, work, address())))}`;
      if (link.length > linkedSheet.longest)
        return setSays('Your sheet is too long for a link. Save the file and hand that in.');
      await navigator.clipboard.writeText(link);
      setSays('The link is copied. Whoever opens it sees your sheet, checked.');
    } catch {
      setSays('The browser did not let the page copy the link. Save the file and hand that in.');
    }
  };
  const takeUp = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      if (file.size > LARGEST_SHEET) throw new Error('is larger than any sheet');
      const read = readSheet(await file.text());
      const known = read.work.filter((entry): entry is Work => !('unread' in entry));
      const trouble = known.map((entry) => workSays[keepWork(entry)]).find((text) => text !== '');
      setSays(trouble ?? `${file.name}: ${counted(known.length, 'answer')} taken up.`);
    } catch (error) {
      setSays(`${file.name} ${error instanceof Error ? error.message : 'cannot be read'}.`);
    }
  };

  const met = work.filter((one) => one.met).length;
  const all = Object.keys(catalogue).length;
  return (
    <div class="sheet">
      <p class="sheet-name">
        <label for="sheet-name">Your name, if your teacher wants it</label>
        <input
          id="sheet-name"
          type="text"
          autocomplete="name"
          maxLength={80}
          value={name}
          onInput={({ currentTarget: { value } }) => {
            setName(value);
            keepOnDevice(NAME_KEY, value === '' ? undefined : value);
          }}
        />
      </p>
      {work.length === 0 ? (
        <p>
          Nothing yet. Each page ends with exercises; what you find, predict or write there comes here by itself, and
          stays on this device.
        </p>
      ) : (
        <>
          <p>
            {counted(work.length, 'answer')}
            {all > 0 && ` to the ${all} tasks of these pages`}; {met} {met === 1 ? 'is' : 'are'} met.
          </p>
          <ul class="sheet-work">
            {inOrder(work, catalogue).map((one) => (
              <Line key={one.task} work={one} base={base} catalogue={catalogue} />
            ))}
          </ul>
        </>
      )}
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
          Take up a saved sheet
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
      <p class="sheet-says" role="status">
        {says}
      </p>
    </div>
  );
}

/** As the exercises stand on the pages; what is of no page comes last. */
function inOrder(work: readonly Work[], catalogue: Catalogue): Work[] {
  const labelOf = ({ task }: Work): string => (Object.hasOwn(catalogue, task) && catalogue[task]?.label) || 'Z';
  return [...work].sort((a, b) => labelOf(a).localeCompare(labelOf(b), 'en', { numeric: true }));
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function Line({ work, base, catalogue }: { work: Work; base: string; catalogue: Catalogue }) {
  const listed = Object.hasOwn(catalogue, work.task) ? catalogue[work.task] : undefined;
  const title = titleOf(work.task);
  const state = work.kind === 'words' ? 'written' : work.met ? 'met' : 'not met';
  return (
    <li>
      <b>{listed?.label ?? ''}</b>
      <div>
        <p>
          {listed ? <a href={linkTo(base, listed)}>{title}</a> : title}, {state}
        </p>
        <p class={work.kind === 'code' ? 'sheet-code' : 'sheet-answer'}>{answerIn(work)}</p>
      </div>
      <button type="button" aria-label={`Forget ${title}`} onClick={() => dropWork(work.task)}>
        Forget
      </button>
    </li>
  );
}
