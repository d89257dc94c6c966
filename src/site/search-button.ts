/** Opens the search. The search itself, its index and its script load on first use. */
export function watchSearch(): void {
  const button = document.querySelector<HTMLButtonElement>('.search');
  async function open(): Promise<void> {
    const search = await import('./search.ts').catch(() => undefined);
    button?.classList.toggle('lost', !search);
    const label = button?.querySelector('span');
    if (search) search.openSearch(button?.dataset['index'] ?? '');
    else if (label) {
      label.role = 'status';
      label.textContent = button?.dataset['lost'] ?? '';
    }
  }
  button?.addEventListener('click', () => void open());
  const hint = button?.querySelector('kbd');
  if (hint && /Mac|iPhone|iPad/.test(navigator.userAgent)) hint.textContent = '⌘ K';
  addEventListener('keydown', (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.key !== 'k') return;
    event.preventDefault();
    void open();
  });
}
