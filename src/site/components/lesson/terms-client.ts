/** Room between a term and its meaning, and between the meaning and the window's edge, px. */
const GAP = 8;
const EDGE = 16;

/** A touch of a term shows what it means. Escape, or a touch elsewhere, closes it, and the focus returns to the term. */
export function watchTerms(): void {
  document.addEventListener('click', (event) => {
    const { target } = event;
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const term = target.closest<HTMLElement>('a.term');
    const meaning = term && document.getElementById(`meaning-${term.dataset['term']}`);
    // An older browser follows the link to the list.
    if (!meaning || !('showPopover' in meaning)) return;
    event.preventDefault();
    if (meaning.matches(':popover-open')) return;
    meaning.showPopover();
    place(meaning, term);
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

/** In the margin beside the term's line where the page has one, else under the term. It scrolls with the page. */
function place(meaning: HTMLElement, term: HTMLElement): void {
  const line = term.getClientRects()[0] ?? term.getBoundingClientRect();
  const page = term.closest<HTMLElement>('.page');
  const columns = page ? (getComputedStyle(page).gridTemplateColumns.match(/[\d.]+(?=px)/g) ?? []).map(Number) : [];
  const [before = 0, text = 0, gap = 0, margin = 0] = columns;
  // Five columns: text, gap and margin between the two edges.
  const beside = page !== null && columns.length === 5 && margin > 150;
  meaning.classList.toggle('in-margin', beside);
  const left = beside
    ? page.getBoundingClientRect().left + before + text + gap
    : Math.max(EDGE, Math.min(line.left, innerWidth - EDGE - meaning.offsetWidth));
  const top = beside ? line.top - GAP : line.bottom + GAP;
  meaning.style.left = `${left + scrollX}px`;
  meaning.style.top = `${top + scrollY}px`;
}
