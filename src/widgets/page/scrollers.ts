/** Boxes that scroll sideways where the page is too narrow for what they hold. */
const SCROLLERS = '.formula, .table-scroll, .ledger';

/** Reads all boxes before it writes to any: one layout, not one for each. */
function mark(boxes: Iterable<HTMLElement>): void {
  const found = [...boxes].map((box) => ({ box, scrolls: box.scrollWidth > box.clientWidth + 1 }));
  for (const { box, scrolls } of found) {
    if (scrolls === box.hasAttribute('tabindex')) continue;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

/** Made in the page: the build has none. */
let watcher: ResizeObserver | undefined;

/** The Tab key stops at each of these boxes that holds more than it shows, for as long as it does, and at no other. */
export function watchScrollers(root: ParentNode): void {
  watcher ??= new ResizeObserver((entries) => {
    const boxes = entries.map(({ target }) => target.closest<HTMLElement>(SCROLLERS));
    mark(new Set(boxes.filter((box) => box !== null)));
  });
  const boxes = [...root.querySelectorAll<HTMLElement>(SCROLLERS)];
  for (const box of boxes) {
    watcher.observe(box);
    for (const held of box.children) watcher.observe(held);
  }
  // Another face changes the width of a formula, and of no box.
  void document.fonts.ready.then(() => mark(boxes));
}
