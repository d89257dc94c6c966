/** Boxes that scroll sideways when the page is too narrow for their contents. */
const SCROLLERS = '.formula, .table-scroll, .ledger';

/**
 * Reads all boxes before it changes any, so that the page is laid out once and not once for each. One in a closed fold would be
 * laid out for the question alone, and its faces fetched: the observer tells of it once it is there.
 */
function mark(boxes: Iterable<HTMLElement>): void {
  const there = [...boxes].filter((box) => box.checkVisibility());
  const measured = there.map((box) => ({ box, scrolls: box.scrollWidth > box.clientWidth + 1 }));
  for (const { box, scrolls } of measured) {
    if (scrolls === box.hasAttribute('tabindex')) continue;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

/** Made when it is first needed: there is no ResizeObserver during the build. */
let watcher: ResizeObserver | undefined;

/** Lets the Tab key stop at those of these boxes that scroll, for as long as they do, and at no others. */
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
  // When a face arrives, a formula changes its width but its box does not.
  void document.fonts.ready.then(() => mark(boxes));
}
