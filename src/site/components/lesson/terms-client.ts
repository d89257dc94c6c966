/** Gap between a term and its meaning, and between the meaning and the window's edge, px. */
const GAP = 8;
const EDGE = 16;

/** Hover time before the meaning shows, and time outside both before it hides, ms. */
const REST = 250;
const GRACE = 200;

/**
 * Shows the meaning of a term. A tap opens it; Escape or a tap elsewhere closes it and returns the focus to the term. A
 * hovering mouse also shows it for as long as it stays, and leaves the focus alone.
 */
export function watchTerms(): void {
  watchMouse();
  document.addEventListener('click', (event) => {
    const { target } = event;
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const term = target.closest<HTMLElement>('a.term');
    const meaning = term && meaningOf(term);
    // Older browsers follow the link to the list.
    if (!meaning || !('showPopover' in meaning)) return;
    event.preventDefault();
    // Keeps it open, even if hovering opened it.
    delete meaning.dataset['hovered'];
    if (!meaning.matches(':popover-open')) show(meaning, term);
    meaning.focus({ preventScroll: true });
  });
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLElement) || !target.classList.contains('meaning')) return;
      const open = target.matches(':popover-open');
      document
        .querySelector(`a.term[data-term="${target.id.slice('meaning-'.length)}"]`)
        ?.classList.toggle('open', open);
    },
    true,
  );
}

function show(meaning: HTMLElement, term: HTMLElement): void {
  meaning.showPopover();
  place(meaning, term);
}

const meaningOf = (term: HTMLElement): HTMLElement | null => document.getElementById(`meaning-${term.dataset['term']}`);

function watchMouse(): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType !== 'mouse' || !(target instanceof Element) || !('showPopover' in HTMLElement.prototype)) return;
    clearTimeout(waiting);
    const open = document.querySelector<HTMLElement>('.meaning[data-hovered]:popover-open');
    const term = target.closest<HTMLElement>('a.term');
    const meaning = term ? meaningOf(term) : target.closest<HTMLElement>('.meaning');
    if (open && open !== meaning) waiting = setTimeout(() => open.hidePopover(), GRACE);
    if (!term || !meaning || meaning.matches(':popover-open')) return;
    waiting = setTimeout(() => {
      // A click has opened it in the meantime; it stays open.
      if (meaning.matches(':popover-open')) return;
      meaning.dataset['hovered'] = '';
      show(meaning, term);
    }, REST);
  });
}

/**
 * Positions it in the margin beside the term's line if the page has one, otherwise under the term. It scrolls with the
 * page.
 */
function place(meaning: HTMLElement, term: HTMLElement): void {
  const line = term.getClientRects()[0] ?? term.getBoundingClientRect();
  const page = term.closest<HTMLElement>('.page');
  const columns = page ? (getComputedStyle(page).gridTemplateColumns.match(/[\d.]+(?=px)/g) ?? []).map(Number) : [];
  const [before = 0, text = 0, gap = 0, margin = 0] = columns;
  // Five columns: text, gap and margin between the two edges.
  const beside = page !== null && columns.length === 5 && margin > 150;
  meaning.classList.toggle('in-margin', beside);
  const room = document.documentElement.clientWidth - meaning.offsetWidth;
  const edge = Math.max(0, Math.min(EDGE, room / 2));
  const left = beside
    ? page.getBoundingClientRect().left + before + text + gap
    : Math.max(edge, Math.min(line.left, room - edge));
  const top = beside ? line.top - GAP : line.bottom + GAP;
  meaning.style.left = `${left + scrollX}px`;
  meaning.style.top = `${top + scrollY}px`;
}
