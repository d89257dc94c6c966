/**
 * A second copy of what was last written of each answer, on the disk at once. A browser puts off what a page keeps in
 * localStorage by seconds, so that one that is killed takes the last letters with it; and localStorage has little room.
 */
interface Noted {
  key: string;
  /** Undefined where the answer was forgotten. */
  text: string | undefined;
  /** Milliseconds since 1970. */
  at: number;
}

const NOTES = 'answers';
const name = (): string => `${import.meta.env?.BASE_URL ?? '/'} answers`;

/** By key: while one is on its way to the disk, only the newest of the others has to follow. */
const waiting = new Map<string, Noted>();
let isWriting = false;

/** Writes it as soon as the disk has what came before. If nothing can be written, nothing is. */
export async function note(noted: Noted): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  waiting.set(noted.key, noted);
  if (isWriting) return;
  isWriting = true;
  try {
    while (waiting.size > 0) {
      const all = [...waiting.values()];
      waiting.clear();
      await inNotes('readwrite', (notes) => {
        for (const noted of all) notes.put(noted);
      });
    }
  } catch {
    waiting.clear();
  } finally {
    isWriting = false;
  }
}

/** All that is noted, as whoever wrote it left it; nothing if there is no journal. */
export async function notes(): Promise<Noted[]> {
  if (typeof indexedDB === 'undefined') return [];
  try {
    const found = await inNotes('readonly', (notes) => notes.getAll());
    return (found?.result ?? []).filter(isNoted);
  } catch {
    return [];
  }
}

const isNoted = (found: Partial<Noted>): found is Noted =>
  typeof found.key === 'string' &&
  (found.text === undefined || typeof found.text === 'string') &&
  Number.isFinite(found.at);

/** Opens, acts, and closes again: a page with an open database would not be kept to go back to. */
async function inNotes<T>(mode: IDBTransactionMode, act: (notes: IDBObjectStore) => T): Promise<T> {
  const opening = indexedDB.open(name(), 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(NOTES, { keyPath: 'key' });
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    const transaction = database.transaction(NOTES, mode, { durability: 'strict' });
    return await new Promise<T>((resolve, reject) => {
      const made = act(transaction.objectStore(NOTES));
      transaction.oncomplete = () => resolve(made);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}
