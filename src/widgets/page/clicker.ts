/** The keys of a clicker, while scenes or a figure fill the screen. Loaded on demand. */

/** @returns a function that stops it; B, or the period of some clickers, blanks the screen in the meantime */
export function listenToClicker(forward: () => void, back: () => void, end?: () => void): () => void {
  const page = document.documentElement;
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isArrow = event.key.startsWith('Arrow') || event.key === ' ' || event.key === 'Enter';
    // Sliders, fields, handles, dialogs and buttons handle these keys themselves.
    if (
      isArrow &&
      event.target instanceof Element &&
      event.target.closest('input, select, button, a, dialog, .handle, .guess-plane, .step-cursor')
    )
      return;
    const isForward = ['PageDown', 'ArrowRight', 'ArrowDown', ' ', 'Enter'].includes(event.key) && !event.shiftKey;
    const isBack = ['PageUp', 'ArrowLeft', 'ArrowUp', ' ', 'Enter'].includes(event.key) && !isForward;
    if (event.key === 'Escape' && end) end();
    else if (['b', 'B', '.'].includes(event.key) && !(event.target instanceof HTMLInputElement))
      page.classList.toggle('blank');
    else if (isForward) forward();
    else if (isBack) back();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  addEventListener('keydown', key, true);
  return () => {
    removeEventListener('keydown', key, true);
    page.classList.remove('blank');
  };
}
