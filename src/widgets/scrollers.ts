/** Boxes that scroll sideways where the page is too narrow for what they hold. */
const SCROLLERS = '.formula, .table-scroll, .ledger';

function mark(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
}

/** Made in the page: the build has none. */
let watcher: ResizeObserver | undefined;

/** The Tab key stops at each of these boxes that holds more than it shows, for as long as it does, and at no other. */
export function watchScrollers(root: ParentNode): void {
  watcher ??= new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest<HTMLElement>(SCROLLERS);
      if (box) mark(box);
    }
  });
  const boxes = [...root.querySelectorAll<HTMLElement>(SCROLLERS)];
  for (const box of boxes) {
    watcher.observe(box);
    for (const held of box.children) watcher.observe(held);
  }
  // Another face changes the width of a formula, and of no box.
  void document.fonts.ready.then(() => boxes.forEach(mark));
}
