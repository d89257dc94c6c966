/** Filters the list of terms to those whose name or meaning contains all the words typed. */
export function watchTermsFilter(): void {
  const filter = document.querySelector<HTMLElement>('.terms-filter');
  const input = filter?.querySelector('input');
  const status = filter?.querySelector('[role="status"]');
  const entries = [...document.querySelectorAll<HTMLElement>('.term-entry')];
  if (!filter || !input || !status) return;
  const texts = entries.map(({ textContent }) => (textContent ?? '').toLowerCase());
  input.addEventListener('input', () => {
    const shown = matching(texts, input.value);
    for (const [k, entry] of entries.entries()) entry.hidden = !shown[k];
    const left = shown.filter(Boolean).length;
    status.textContent =
      left === entries.length ? '' : left === 0 ? 'No term has that.' : `${left} of ${entries.length}`;
  });
  filter.hidden = false;
}

/** Whether each of the texts, in lower case, contains all of these words. */
export function matching(texts: readonly string[], typed: string): boolean[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return texts.map((text) => words.every((word) => text.includes(word)));
}
