import { cleanLine } from '../work/sheet-text.ts';

/** Files dropped by a teacher, also in folders, since an LMS creates a folder for each student. */
export interface Dropped {
  file: File;
  /** Includes the folders, because a sheet without a name is identified by its folder. */
  path: string;
}

/** A file with its path made safe to show: students choose names. */
export const asDropped = (file: File, path = file.name): Dropped => ({
  file,
  path: path.split('/').map(cleanLine).join('/'),
});

/** All files dropped directly, and those in folders that may be sheets. */
export async function droppedFiles({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<Dropped[]> {
  // A browser gives access to the dropped items only until the event ends.
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
  // A browser returns at most a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((one) => filesIn(one, false)))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
