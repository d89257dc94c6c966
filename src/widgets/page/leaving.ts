/** While something that the reader made is on the screen alone, the browser asks before the page is left. */
const alone = new Set<string>();
const askFirst = (event: Event): void => event.preventDefault();

/** @param what a name of its own for each thing that may be lost */
export function askBeforeLeaving(what: string, isAlone: boolean): void {
  if (isAlone) alone.add(what);
  else alone.delete(what);
  if (alone.size > 0) globalThis.addEventListener?.('beforeunload', askFirst);
  else globalThis.removeEventListener?.('beforeunload', askFirst);
}
