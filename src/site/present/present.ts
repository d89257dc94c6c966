/** The page for a projector: one slide at a time over the whole window, its figures live. Loaded when it is asked for. */
import type { Values } from '../../engine/schema.ts';
import { defaults } from '../../engine/values.ts';
import { parse } from '../../figure/permalink.ts';
import { addressOf } from '../../widgets/figure/embed/forms.ts';
import { adoptStyles } from '../../widgets/page/adopt-styles.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import type { OnSlide } from '../../widgets/page/find-spec.ts';
import { figureNamed, opened } from '../../widgets/page/page.ts';
import { plainText } from '../../widgets/panels/math-text.ts';
import type { PassageData } from '../../widgets/scene/passages.ts';
import sceneStyles from '../../widgets/scene/scene.css?inline';
import onSlide from './on-slide.css?inline';
import styles from './present.css?inline';
import { copyOf, type Slide, slidesOf } from './slides.ts';

adoptStyles(styles);

/** How many times larger than on a page a figure is drawn, so that its smallest type is read from the last row. */
const ENLARGED = 2;
/** The narrowest window in which a figure on a slide has its controls beside its picture, px. */
const BESIDE = 490;
/** The largest and the smallest type of a slide of words, px. */
const TYPE = [40, 24] as const;

const HELP = [
  ['→ Page Down Space', 'next slide'],
  ['← Page Up', 'the one before'],
  ['Home End', 'first, last'],
  ['F', 'full screen'],
  ['?', 'these keys'],
  ['Esc', 'back to the page'],
] as const;

/** @param figure begin with its slide */
export async function present(figure?: string): Promise<void> {
  await opened;
  const slides = slidesOf(document.querySelector('main') ?? document.body);
  // A figure in a fold has no slide among those of the page.
  const shown: Slide[] =
    figure !== undefined && !slides.some((slide) => slide.kind === 'figure' && slide.figure === figure)
      ? [{ kind: 'figure', heading: '', figure }]
      : slides;
  if (shown.length > 0) new Show(shown, figure);
}

class Show {
  readonly #slides: readonly Slide[];
  readonly #dialog = document.createElement('dialog');
  readonly #head = Object.assign(document.createElement('p'), { className: 'slides-head' });
  readonly #body = Object.assign(document.createElement('div'), { className: 'slides-body' });
  readonly #place = Object.assign(document.createElement('span'), { className: 'slides-place' });
  readonly #help = document.createElement('dl');
  #at: number;
  /** The frame of the figure that is shown, and whose it is. */
  #live: { frame: HTMLIFrameElement; of: Figure; values: Values; isTold: boolean } | undefined;

  constructor(slides: readonly Slide[], figure: string | undefined) {
    this.#slides = slides;
    this.#at = Math.max(
      0,
      slides.findIndex((slide) => slide.kind === 'figure' && slide.figure === figure),
    );
    this.#build();
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#show();
  }

  #build(): void {
    const dialog = this.#dialog;
    dialog.className = 'slides';
    dialog.setAttribute('aria-label', 'Slides of this page');
    const button = (text: string, act: () => void): HTMLButtonElement => {
      const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
      made.addEventListener('click', act);
      return made;
    };
    this.#place.setAttribute('role', 'status');
    this.#help.className = 'slides-help';
    this.#help.hidden = true;
    for (const [keys, does] of HELP)
      this.#help.append(
        Object.assign(document.createElement('dt'), { textContent: keys }),
        Object.assign(document.createElement('dd'), { textContent: does }),
      );
    const foot = Object.assign(document.createElement('p'), { className: 'slides-foot' });
    foot.append(
      button('Back', () => this.#go(-1)),
      this.#place,
      button('Next', () => this.#go(1)),
      button('Keys', () => this.#toggleHelp()),
      button('Close', () => dialog.close()),
    );
    this.#body.tabIndex = -1;
    this.#body.autofocus = true;
    dialog.append(this.#head, this.#body, this.#help, foot);
    dialog.addEventListener('keydown', (event) => this.#key(event, true));
    const leave = (): void => {
      if (!document.fullscreenElement) dialog.close();
    };
    const fit = (): void => this.#fit();
    document.addEventListener('fullscreenchange', leave);
    addEventListener('resize', fit);
    dialog.addEventListener('close', () => {
      this.#takeBack();
      document.removeEventListener('fullscreenchange', leave);
      removeEventListener('resize', fit);
      if (document.fullscreenElement) void document.exitFullscreen();
      dialog.remove();
      asPage();
    });
  }

  /** @param arrows whether they turn slides: in a figure they belong to its controls */
  #key(event: KeyboardEvent, arrows: boolean): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#slides.length;
    const onButton = event.target instanceof Element && event.target.closest('button') !== null;
    const turns: Readonly<Record<string, number>> = {
      PageDown: 1,
      PageUp: -1,
      ...(arrows && { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -last, End: last }),
      ...(arrows && !onButton && { ' ': 1 }),
    };
    const by = turns[event.key];
    if (by !== undefined) this.#go(by);
    else if (event.key === '?') this.#toggleHelp();
    else if (event.key === 'f' || event.key === 'F') fullScreen();
    // A dialog hears of it by itself, but not from within a frame.
    else if (event.key === 'Escape' && event.view !== window) this.#dialog.close();
    else return;
    event.preventDefault();
  }

  #toggleHelp(): void {
    this.#help.hidden = !this.#help.hidden;
  }

  #go(by: number): void {
    const to = Math.min(this.#slides.length - 1, Math.max(0, this.#at + by));
    if (to === this.#at) return;
    this.#takeBack();
    this.#at = to;
    this.#show();
  }

  #show(): void {
    const slide = this.#slides[this.#at];
    if (!slide) return;
    this.#dialog.dataset['kind'] = slide.kind;
    this.#body.replaceChildren();
    this.#body.scrollTop = 0;
    this.#place.textContent = `${this.#at + 1} of ${this.#slides.length}`;
    const live = slide.kind === 'figure' ? figureNamed(slide.figure) : undefined;
    const says = slide.kind === 'figure' ? slide.says : undefined;
    this.#head.textContent = says ?? (live ? plainText(live.spec.title) : slide.kind === 'title' ? '' : slide.heading);
    if (slide.kind !== 'figure') this.#body.append(...slide.parts.map(copyOf));
    // A setting of the reader's is not told over.
    else if (live) this.#frame(live, live.changed.value && live.taken.value ? undefined : slide.passage);
    this.#fit();
  }

  #frame(figure: Figure, passage: PassageData | undefined): void {
    const { spec } = figure;
    const values = passage ? { ...spec.defaults, ...passage.set } : figure.values.value;
    const theme = document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
    const frame = Object.assign(document.createElement('iframe'), {
      title: plainText(spec.title),
      src: addressOf(
        spec,
        { fixed: spec.hide, without: ['title', 'caption', 'source'], caption: '', theme, values },
        location.origin,
      ),
      allow: 'fullscreen',
    });
    if (passage) {
      const { main, shows, beside, still } = spec;
      const scene = {
        main,
        scene: true as const,
        ...(shows !== undefined && { shows }),
        ...(beside !== undefined && { beside }),
        ...(still && { still }),
      };
      const { set: _, ghost: _ghost, ...rest } = passage;
      const slide: OnSlide = { spec: scene, passage: { ...rest, values } };
      frame.dataset['slide'] = JSON.stringify(slide);
    }
    frame.addEventListener('load', () => {
      dress(frame, passage !== undefined);
      frame.contentWindow?.addEventListener('keydown', (event) => {
        // The window is another, and so is its Element. Rails, fields and rings take arrows themselves.
        const taken = (event.target as HTMLElement | null)?.closest?.(
          'input, select, .handle, .guess-plane, [contenteditable]',
        );
        this.#key(event, !taken);
      });
    });
    this.#body.append(frame);
    this.#live = { frame, of: figure, values, isTold: passage !== undefined };
  }

  /** Takes the setting of the slide back to the page. */
  #takeBack(): void {
    const shown = this.#live;
    this.#live = undefined;
    // A value that was set a moment ago is written into the frame's address when the frame is left.
    shown?.frame.contentWindow?.dispatchEvent(new Event('pagehide'));
    const search = shown?.frame.contentWindow?.location.search;
    if (!shown || search === undefined || search === '') return;
    const { spec } = shown.of;
    const own = [...new URLSearchParams(search)].filter(([key]) => key.startsWith(`${spec.id}.`));
    // The values of a passage are nobody's own, and stand in no address.
    if (shown.isTold && own.length === 0) return;
    const set = parse(
      spec.schema,
      new URLSearchParams(own.map(([key, text]) => [key.slice(spec.id.length + 1), text])),
      defaults(spec.schema),
    ).values;
    if (Object.entries(set).some(([name, value]) => shown.values[name] !== value)) shown.of.bring(set);
  }

  /** A figure is as large as the window, drawn larger; words are as large as they fit. */
  #fit(): void {
    const { clientWidth: width, clientHeight: height, style } = this.#body;
    if (this.#live) {
      const scale = Math.max(1, Math.min(ENLARGED, width / BESIDE));
      Object.assign(this.#live.frame.style, {
        width: `${width / scale}px`,
        height: `${height / scale}px`,
        transform: `scale(${scale})`,
      });
      return;
    }
    const [most, least] = innerWidth < 720 ? [24, 20] : TYPE;
    for (let px: number = most; px >= least; px -= 2) {
      style.fontSize = `${px}px`;
      if (this.#body.scrollHeight <= this.#body.clientHeight && this.#body.scrollWidth <= width) break;
    }
  }
}

/** A sheet of styles belongs to the document for which it was made. */
function dress({ contentDocument, contentWindow }: HTMLIFrameElement, isScene: boolean): void {
  if (!contentDocument || !contentWindow) return;
  const { CSSStyleSheet } = contentWindow as Window & typeof globalThis; // a window of this site, with all that windows have
  const sheets = (isScene ? [sceneStyles, onSlide] : [onSlide]).map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  contentDocument.adoptedStyleSheets = [...contentDocument.adoptedStyleSheets, ...sheets];
  contentDocument.body.classList.toggle('scene', isScene);
}

/** Whoever has left the slides and copies the address, or loads it again, means the page. */
function asPage(): void {
  const { pathname, search, hash } = location;
  const without = search.replace(/([?&])present(=[^&]*)?(?=&|$)/, '').replace(/^&/, '?');
  if (without !== search) history.replaceState(history.state, '', pathname + without + hash);
}

/** A browser may refuse, and then the window is what there is. */
function fullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else if (typeof document.documentElement.requestFullscreen === 'function')
    document.documentElement.requestFullscreen().catch(() => {});
}
