/** Asks before the page is left while the reader has made something that is not stored. */
const alone = new Set<string>();
const askFirst = (event: Event): void => event.preventDefault();

/** @param what a name of its own for each thing that may be lost */
export function askBeforeLeaving(what: string, isAlone: boolean): void {
  if (isAlone) alone.add(what);
  else alone.delete(what);
  if (alone.size > 0) globalThis.addEventListener?.('beforeunload', askFirst);
  else globalThis.removeEventListener?.('beforeunload', askFirst);
}
