import { signal } from '@preact/signals';

/** Counts changes of the page's colours: what is painted by pixels is painted again. */
export const theme = signal(0);

/** Watches for such changes; returns what ends it. */
export function watchTheme(): () => void {
  const changed = (): void => {
    theme.value += 1;
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
