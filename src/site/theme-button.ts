import { device } from '../widgets/page/store.ts';

const KEY = 'theme';

/** The button that switches between dark and light. Until a reader has chosen, a page follows the system. */
export function watchTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('.theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const systemTheme = () => (dark.matches ? 'dark' : 'light');

  function show(theme: string): void {
    document.documentElement.dataset['theme'] = theme;
    button?.setAttribute('aria-pressed', String(theme === 'dark'));
  }
  /** A choice equal to the system's is not stored, so that the page continues to follow the system. */
  const keep = (theme: string) => device.keep(KEY, theme === systemTheme() ? undefined : theme);

  show(document.documentElement.dataset['theme'] ?? systemTheme());
  button?.addEventListener('click', () => {
    const theme = document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark';
    show(theme);
    keep(theme);
  });
  dark.addEventListener('change', () => {
    if (device.text(KEY) === undefined) show(systemTheme());
  });
}
