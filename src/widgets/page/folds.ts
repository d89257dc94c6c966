/** Folds of a page: whatever leads to something inside one opens it first. */

/** Opens the folds around an element. True if one was closed. */
export function openFolds(element: Element): boolean {
  let opened = false;
  for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    opened ||= !fold.open;
    fold.open = true;
  }
  return opened;
}

/** Goes where an address points: a browser by itself does not find what is folded away, or not the second time. */
function reveal(hash: string): void {
  const target = document.getElementById(decode(hash.slice(1)));
  if (target && openFolds(target)) target.scrollIntoView({ block: 'start' });
}

/** The fragment of an address as text; a stranger may have written something there that is none. */
export function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

type Address = Pick<Location, 'hash' | 'pathname'>;

/** Whether a link points where the address of the page already does: then nothing changes, and nobody is told. */
export const leadsHere = (link: Address, here: Address): boolean =>
  link.hash !== '' && link.hash === here.hash && link.pathname === here.pathname;

/** Links and addresses into a fold open it. */
export function watchFolds(): void {
  if (!document.querySelector('details')) return;
  reveal(location.hash);
  addEventListener('hashchange', () => reveal(location.hash));
  // The address does not change where it points there already.
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link && leadsHere(link, location)) reveal(link.hash);
  });
}
