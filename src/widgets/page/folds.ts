/** Opens folds around targets: any link to something inside a fold opens it first. */

/** Opens the folds around an element. True if one was closed. */
export function openFolds(element: Element): boolean {
  let opened = false;
  for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    opened ||= !fold.open;
    fold.open = true;
  }
  return opened;
}

/** Reveals the target of a URL: browsers do not find folded elements, or only the first time. */
function reveal(hash: string): void {
  const target = document.getElementById(decode(hash.slice(1)));
  if (target && openFolds(target)) target.scrollIntoView({ block: 'start' });
}

/** The decoded fragment of a URL; unchanged if it is malformed, since anybody may have written it. */
export function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

type Address = Pick<Location, 'hash' | 'pathname'>;

/** Whether a link points to the current URL: then nothing changes, and no event is fired. */
export const leadsHere = (link: Address, here: Address): boolean =>
  link.hash !== '' && link.hash === here.hash && link.pathname === here.pathname;

/** Opens folds for links and URLs that point inside them. */
export function watchFolds(): void {
  if (!document.querySelector('details')) return;
  reveal(location.hash);
  addEventListener('hashchange', () => reveal(location.hash));
  // A click on a link to the current URL does not change it.
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link && leadsHere(link, location)) reveal(link.hash);
  });
}
