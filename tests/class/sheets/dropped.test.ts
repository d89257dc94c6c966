import { expect, test } from 'vitest';
import { droppedFiles } from '../../../src/class/sheets/dropped.ts';

/** Dropped items as in a browser: an entry for each, a folder's read a few at a time. */
type Entry = Partial<FileSystemFileEntry> & Partial<FileSystemDirectoryEntry> & { name: string };
const file = (path: string): Entry => ({
  isFile: true,
  isDirectory: false,
  name: path.split('/').at(-1) ?? '',
  fullPath: `/${path}`,
  file: (give: FileCallback) => give(new File(['{}'], path.split('/').at(-1) ?? '')),
});
const folder = (name: string, inside: readonly Entry[], atOnce = 2): Entry => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader: () => {
    const left = [...inside];
    // Safe: the code under test reads only the fields given here.
    return { readEntries: (give) => give(left.splice(0, atOnce) as unknown as FileSystemEntry[]) };
  },
});
const drop = (entries: readonly Entry[]): Pick<DataTransfer, 'items' | 'files'> => ({
  items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList,
  files: entries.map(({ name }) => new File(['{}'], name)) as unknown as FileList,
});
const paths = async (entries: readonly Entry[]): Promise<string[]> =>
  (await droppedFiles(drop(entries))).map(({ path }) => path).sort();

test('files alone are taken as they are, whatever they are called', async () => {
  expect(await paths([file('ada.json'), file('notes.txt')])).toEqual(['ada.json', 'notes.txt']);
});

test('of a folder all that may be sheets are taken, however deep, and told by their folders', async () => {
  const students = ['Ada', 'Bea', 'Cem', 'Dov', 'Eva'].map((name) =>
    folder(name, [file(`class/${name}/sheet.json`), file(`class/${name}/onlinetext.html`)]),
  );
  expect(await paths([folder('class', students), file('late.json')])).toEqual([
    ...['Ada', 'Bea', 'Cem', 'Dov', 'Eva'].map((name) => `class/${name}/sheet.json`),
    'late.json',
  ]);
});

test('a browser that shows no entries gives the files', async () => {
  const dropped = drop([file('ada.json')]);
  const items = [{}] as unknown as DataTransferItemList;
  expect((await droppedFiles({ ...dropped, items })).map(({ path }) => path)).toEqual(['ada.json']);
});

test('what turns, hides or piles up letters is removed from a path', async () => {
  const [bare, inFolder] = ['\u202egnp.nosj.json', 'a\u0301\u0302\u0303\u0304\u0305\u0306\u0307.json'];
  expect(await paths([file(bare)])).toEqual(['gnp.nosj.json']);
  expect(await paths([folder('class', [file(`class/\u2066Zoe\u0308/${inFolder}`)])])).toEqual([
    'class/Zo\u00eb/\u00e1\u0302\u0303\u0304.json',
  ]);
});

test('long folders still tell two files apart', async () => {
  const long = `class/${'x'.repeat(120)}`;
  const found = await paths([folder('class', [file(`${long}/a.json`), file(`${long}/b.json`)])]);
  expect(new Set(found).size).toBe(2);
});
