import { cleanLine } from '../work/sheet-text.ts';

/** A teacher's drop: files, and folders of them, since a course system hands out a folder for each student. */
export interface Dropped {
  file: File;
  /** With its folders, because a sheet without a name is known by its folder. */
  path: string;
}

/** A file by its path as it is shown: students choose names. */
export const asDropped = (file: File, path = file.name): Dropped => ({
  file,
  path: path.split('/').map(cleanLine).join('/'),
});

/** All files dropped by themselves, and those in folders that may be sheets. */
export async function droppedFiles({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<Dropped[]> {
  // A browser tells what was dropped only until the event ends.
  const entries = [...items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...files].map((file) => asDropped(file));
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry, isTop = true): Promise<Dropped[]> {
  if (isFile(entry)) {
    if (!isTop && !/\.json$/i.test(entry.name)) return [];
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [asDropped(file, entry.fullPath.replace(/^\//, ''))];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const inside: FileSystemEntry[] = [];
  // A browser gives a hundred at a time, and none after the last.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((one) => filesIn(one, false)))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
