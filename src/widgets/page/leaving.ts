/** Things the reader has made that are stored nowhere else; leaving the page then asks for confirmation. */
const alone = new Set<string>();
const askFirst = (event: Event): void => event.preventDefault();

/** @param what unique name of the thing that may be lost */
export function askBeforeLeaving(what: string, isAlone: boolean): void {
  if (isAlone) alone.add(what);
  else alone.delete(what);
  if (alone.size > 0) globalThis.addEventListener?.('beforeunload', askFirst);
  else globalThis.removeEventListener?.('beforeunload', askFirst);
}
