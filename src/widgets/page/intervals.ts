/** Shows the interval of a number in a sentence on a tap, and hides it on the next. */
export function watchIntervals(): void {
  document.addEventListener('click', ({ target }) => {
    const number = target instanceof Element ? target.closest('button.interval') : null;
    if (!number) return;
    number.setAttribute('aria-expanded', String(number.getAttribute('aria-expanded') !== 'true'));
  });
}
