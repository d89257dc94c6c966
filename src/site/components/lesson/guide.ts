/**
 * Shows each guide of the page one step at a time. All of them keep the room of the longest, so that nothing moves. While a
 * reader follows a guide and its own place is out of sight below, the step stands at the window's foot, under its figure.
 */
export function watchGuides(): void {
  for (const guide of document.querySelectorAll<HTMLElement>('[data-guide]')) watch(guide);
}

function watch(guide: HTMLElement): void {
  const steps = [...guide.querySelectorAll<HTMLElement>('.guide-body > ol > li')];
  const bar = guide.querySelector<HTMLElement>('.guide-bar');
  const status = bar?.querySelector('[role="status"]');
  const buttons = [...(bar?.querySelectorAll<HTMLButtonElement>('[data-by]') ?? [])];
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
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-by]') : null;
    if (!button) return;
    at = Math.min(steps.length - 1, Math.max(0, at + Number(button.dataset['by'])));
    show();
    // Whoever presses Next wants to see the step, not to read of it.
    steps[at]?.querySelector<HTMLElement>('a[data-set]')?.click();
  });
  followFigure(guide);
  bar.hidden = false;
  guide.classList.add('stepwise');
  show();
}

/** Keeps the step in sight beside its figure, from the first touch of the guide until a reader closes it there. */
function followFigure(guide: HTMLElement): void {
  const body = guide.querySelector<HTMLElement>('.guide-body');
  const figure = document.getElementById(guide.dataset['guide'] ?? '');
  const close = guide.querySelector<HTMLElement>('.guide-close');
  if (!body || !figure || !close) return;
  let followed = false;
  const look = (): void => {
    const place = guide.getBoundingClientRect();
    const shown = figure.getBoundingClientRect();
    const below = place.top > innerHeight - Math.min(place.height, innerHeight / 3);
    const away = followed && below && shown.bottom > 0 && shown.top < innerHeight;
    if (away === guide.classList.contains('at-foot')) return;
    // The place stays as high as it is.
    guide.style.minHeight = away ? `${place.height}px` : '';
    guide.classList.toggle('at-foot', away);
  };
  const follow = (on: boolean): void => {
    followed = on;
    look();
  };
  guide.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a[data-set], [data-by]')) follow(true);
  });
  close.addEventListener('click', () => {
    follow(false);
    guide.scrollIntoView({ block: 'center', behavior: 'instant' });
  });
  addEventListener('scroll', () => followed && look(), { passive: true });
  addEventListener('resize', look);
}
