/** Boxes that scroll sideways when the page is too narrow for their content. */
const SCROLLERS = '.formula, .table-scroll, .ledger';

/**
 * Reads all boxes before it changes any, so that the page is laid out once rather than once for each. Measuring one in
 * a closed fold would lay it out and load its fonts: the observer reports it once it is displayed.
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

/** Created on first use: there is no ResizeObserver during the build. */
let watcher: ResizeObserver | undefined;

/** Makes those boxes focusable that scroll, as long as they do. */
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
  // A loaded font changes the width of a formula, but not of its box.
  void document.fonts.ready.then(() => mark(boxes));
}
