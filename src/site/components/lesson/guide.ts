import { say } from '../../../widgets/words/say.ts';

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
    status.textContent = say(`${at + 1} of ${steps.length}`);
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
    steps[at]?.querySelector<HTMLElement>('a[data-try]')?.click();
  });
  followFigure(guide);
  bar.hidden = false;
  guide.classList.add('stepwise');
  show();
}

/** Height of the bar at the top of the page, and what stays free between a sentence and an edge, px. */
const BAR = 56;
const GAP = 8;
/** Where the panels of a figure stand below each other, and its first picture under the bar. */
const PHONE = '(max-width: 45rem) and (max-aspect-ratio: 3 / 4)';
/** Keeps the step in sight beside its figure, from the first touch of the guide until a reader closes it there. */
function followFigure(guide: HTMLElement): void {
  const body = guide.querySelector<HTMLElement>('.guide-body');
  const figure = document.getElementById(guide.dataset['guide'] ?? '');
  const close = guide.querySelector<HTMLElement>('.guide-close');
  if (!body || !figure || !close) return;
  let followed = false;
  let looksAt: string | undefined;
  // Between the picture that is pinned and the step.
  const seatPanel = (name: string): void => {
    const panel = figure.querySelector(`[data-panel="${CSS.escape(name)}"]`)?.getBoundingClientRect();
    const pinned = figure.querySelector('.stage')?.getBoundingClientRect();
    if (!panel || !pinned || panel.height === 0) return;
    const top = BAR + pinned.height + GAP;
    const bottom = Math.min(innerHeight, body.getBoundingClientRect().top) - GAP;
    if (panel.top >= top && panel.bottom <= bottom) return;
    scrollBy({ top: panel.top - top - Math.max(0, bottom - top - panel.height) / 2, behavior: 'instant' });
  };
  // A step's sentence says where to look, and the figure's own says what is there: both are in sight.
  const seat = (): void => {
    if (looksAt !== undefined && matchMedia(PHONE).matches) {
      seatPanel(looksAt);
      return;
    }
    const watched = figure.querySelector('.watched')?.getBoundingClientRect();
    if (!watched || !guide.classList.contains('at-foot')) return;
    const hidden = watched.bottom + GAP - body.getBoundingClientRect().top;
    const room = watched.top - BAR - GAP;
    if (hidden > 0 && room > 0) scrollBy({ top: Math.min(hidden, room), behavior: 'instant' });
  };
  // The run of a step, and so its sentence, may come late: it is brought into sight until the reader moves the page.
  const growing = new ResizeObserver(seat);
  for (const type of ['wheel', 'touchmove', 'keydown'])
    addEventListener(type, () => growing.disconnect(), { passive: true });
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
    if (!(target instanceof Element) || !target.closest('a[data-try], [data-by]')) return;
    const link = target.closest<HTMLElement>('a[data-try]');
    looksAt = (link ?? guide.querySelector<HTMLElement>('li:not(.away) a[data-try]'))?.dataset['look'];
    follow(true);
    // After the page has gone to the figure; and once more when the run is there.
    requestAnimationFrame(seat);
    growing.observe(figure);
    for (const watched of figure.querySelectorAll('.watched')) growing.observe(watched);
  });
  // A setting of another link is not the one of which the step speaks, and the answer to a search stands where the step would.
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const link = target.closest<HTMLElement>('a[data-try]');
    const isOther = link?.dataset['try'] === figure.id && !guide.contains(link);
    if (isOther || figure.contains(target.closest('.break-button'))) follow(false);
  });
  close.addEventListener('click', () => {
    follow(false);
    guide.scrollIntoView({ block: 'center', behavior: 'instant' });
  });
  addEventListener('scroll', () => followed && look(), { passive: true });
  addEventListener('resize', look);
}
