/** Shows each guide of the page one step at a time. All of them keep the room of the longest, so that nothing moves. */
export function watchGuides(): void {
  for (const guide of document.querySelectorAll<HTMLElement>('[data-guide]')) watch(guide);
}

function watch(guide: HTMLElement): void {
  const steps = [...guide.querySelectorAll<HTMLElement>(':scope > ol > li')];
  const bar = guide.querySelector<HTMLElement>('.guide-bar');
  const status = bar?.querySelector('[role="status"]');
  const buttons = [...(bar?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
  if (!bar || !status) return;
  let at = 0;
  const show = (): void => {
    for (const [k, step] of steps.entries()) step.classList.toggle('away', k !== at);
    status.textContent = `${at + 1} of ${steps.length}`;
    // Not disabled: the focus would be lost at either end.
    for (const button of buttons) {
      const to = at + Number(button.dataset['by']);
      button.setAttribute('aria-disabled', String(to < 0 || to >= steps.length));
    }
  };
  bar.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button) return;
    at = Math.min(steps.length - 1, Math.max(0, at + Number(button.dataset['by'])));
    show();
    // Whoever presses Next wants to see the step, not to read of it.
    steps[at]?.querySelector<HTMLElement>('a[data-set]')?.click();
  });
  bar.hidden = false;
  guide.classList.add('stepwise');
  show();
}
