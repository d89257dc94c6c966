/** A number in a sentence shows its interval when it is touched, and hides it when it is touched again. */
export function watchIntervals(): void {
  document.addEventListener('click', ({ target }) => {
    const number = target instanceof Element ? target.closest('button.interval') : null;
    if (!number) return;
    number.setAttribute('aria-expanded', String(number.getAttribute('aria-expanded') !== 'true'));
  });
}
