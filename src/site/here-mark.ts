/**
 * Marks the current section in the list "On this page": that of the last heading in the top fifth of the window or
 * above it, and the first section before any. It observes only the headings; Starlight's own list observes every
 * element of the page, which on our longest pages is a long task.
 * @param list has links `#<id>`
 */
export function markHere(list: HTMLElement): void {
  const links = new Map([...list.querySelectorAll('a')].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  const above = new Set<Element>();
  let here: HTMLElement | undefined;
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { isIntersecting, target } of changes) {
        if (isIntersecting) above.add(target);
        else above.delete(target);
      }
      const read = headings.findLast((heading) => above.has(heading)) ?? headings[0];
      if (!read || read === here) return;
      if (here) links.get(here.id)?.removeAttribute('aria-current');
      const link = links.get(read.id);
      link?.setAttribute('aria-current', 'true');
      if (link) bringIntoView(list, link);
      here = read;
    },
    // From far above the window down to that line, so that a heading enters or leaves however far the reader jumps.
    { rootMargin: '1000000px 0px -80% 0px' },
  );
  for (const heading of headings) observer.observe(heading);
}

/** Scrolls a list longer than the window until the link is in its middle. The page does not move. */
function bringIntoView(list: HTMLElement, link: HTMLElement): void {
  const box = list.closest<HTMLElement>('.toc') ?? list;
  const { top, height } = link.getBoundingClientRect();
  box.scrollTop += top + height / 2 - box.getBoundingClientRect().top - box.clientHeight / 2;
}
