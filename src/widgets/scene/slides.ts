/**
 * The scenes of a page for a projector: each is a slide that fills the window, controlled by the keys of a clicker.
 * Loaded on demand.
 */
import { adoptStyles } from '../page/adopt-styles.ts';
import { listenToClicker } from '../page/clicker.ts';
import styles from './slides.css?inline';

adoptStyles(styles);

/** The parts of a scene used by slides: scene.ts. */
interface Scene {
  goesOn: (() => boolean) | undefined;
  isOf(name: string): boolean;
  present(goesOn: () => boolean, last: boolean): HTMLElement;
  putBack(): void;
  forward(): boolean;
  back(): boolean;
}

/** The window size for which a slide is laid out, px: it is magnified to the real one. */
const LAID_OUT = [820, 461] as const;
/** After the last scene; as in other slide shows, one press too many does not yet leave it. */
const LAST = 'End of the scenes. The next press returns to the page.';

/** @param of name of the figure whose scene comes first; if missing or in no scene, the page's first */
export function present(scenes: readonly Scene[], of = ''): void {
  let at = Math.max(
    0,
    scenes.findIndex((scene) => scene.isOf(of)),
  );
  let root: HTMLElement | undefined;
  let covered: Element[] = [];
  const page = document.documentElement;
  const over = Object.assign(document.createElement('p'), { className: 'slide-end', textContent: LAST });
  over.setAttribute('role', 'status');
  const sizes = new ResizeObserver(() => fit());

  const close = (): void => {
    over.remove();
    sizes.disconnect();
    root?.classList.remove('slide');
    delete root?.dataset['scale'];
    for (const element of covered) element.removeAttribute('inert');
  };
  const show = (k: number, last = false): boolean => {
    if (!scenes[k]) {
      if (k < 0) return false;
      if (over.isConnected) end();
      else root?.append(over);
      return true;
    }
    close();
    scenes[at]!.goesOn = undefined;
    at = k;
    root = scenes[k].present(() => show(at + 1), last);
    root.classList.add('slide');
    covered = coveredBy(root).filter((element) => !element.hasAttribute('inert'));
    for (const element of covered) element.setAttribute('inert', '');
    sizes.observe(root.querySelector('.experiment') ?? root);
    fit();
    return true;
  };
  /** The picture is as high as its surroundings allow. */
  const fit = (): void => {
    if (!root) return;
    const scale = Math.max(1, Math.min(innerWidth / LAID_OUT[0], innerHeight / LAID_OUT[1]));
    root.dataset['scale'] = String(scale);
    root.style.setProperty('--scale', String(scale));
    const [figure, boxes] = [
      root.querySelector<HTMLElement>('.experiment'),
      [...root.querySelectorAll<HTMLElement>('.panel-box')],
    ];
    const pictures = boxes.reduce((sum, box) => sum + box.offsetHeight, 0);
    root.style.setProperty('--around', `${(figure?.offsetHeight ?? 0) - pictures}px`);
  };
  const end = (): void => {
    deaf();
    removeEventListener('resize', fit);
    document.removeEventListener('fullscreenchange', leave);
    page.classList.remove('presents');
    close();
    scenes[at]?.putBack();
    if (document.fullscreenElement) void document.exitFullscreen();
    // Reloading the URL shows the page.
    const query = new URLSearchParams(location.search);
    query.delete('present');
    history.replaceState(history.state, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}${location.hash}`);
  };
  const leave = (): void => {
    if (!document.fullscreenElement) end();
  };

  page.classList.add('presents');
  show(at);
  const deaf = listenToClicker(
    () => scenes[at]?.forward(),
    () => {
      over.remove();
      if (!scenes[at]?.back()) show(at - 1, true);
    },
    end,
  );
  addEventListener('resize', fit);
  // A browser may refuse full screen; then the slide fills the window.
  if (typeof page.requestFullscreen === 'function')
    page.requestFullscreen().then(
      () => document.addEventListener('fullscreenchange', leave),
      () => {},
    );
}

/** All siblings of an element and its ancestors, which a slide covers. */
function coveredBy(element: Element): Element[] {
  const parent = element.parentElement;
  if (!parent || element === document.body) return [];
  return [
    ...[...parent.children].filter((other) => other !== element && other.tagName !== 'SCRIPT'),
    ...coveredBy(parent),
  ];
}
