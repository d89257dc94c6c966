import { useId, useRef, useState } from 'preact/hooks';
import { chartsOf } from '../enlarge/charts-of.ts';
import type { Figure } from '../page/figure.ts';
import { type Offer, offers } from '../page/offers.ts';
import type { Spec } from '../page/spec.ts';
import type { DialogName } from './dialogs.ts';

interface Props {
  spec: Spec;
  live: Figure | undefined;
}

let loaded: Promise<typeof import('./dialogs.ts')> | undefined;

/** A page never loads a module again after a failure, so without a connection it does not try. */
function dialogs(): Promise<typeof import('./dialogs.ts')> {
  if (!loaded && navigator.onLine === false) return Promise.reject(new Error('no connection'));
  loaded ??= import('./dialogs.ts');
  return loaded;
}

/** Small, and loaded as the menu opens, since a touch gives no earlier hint; Python and the editor load after it. */
const ruleEditor = (): Promise<typeof import('../code/RuleEditor.tsx')> => import('../code/RuleEditor.tsx');
const rule: Offer & { prepare(): void } = {
  name: 'Change this rule',
  help: 'Its lines of Python, to change, and your run beside this one',
  fits: ({ embed, schema }) =>
    !embed && Object.values(schema).some((parameter) => parameter.kind === 'code' && !parameter.defines),
  open: async (live, figure) => (await ruleEditor()).openRule(live, figure),
  prepare: () =>
    void ruleEditor().then(
      ({ prepareRule }) => prepareRule(),
      () => {},
    ),
};

/** The small buttons of a figure. The dialogs' code is loaded on first use. */
export function Actions({ spec, live }: Props) {
  const [note, setNote] = useState('');
  const noteTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const showNote = (text: string): void => {
    clearTimeout(noteTimer.current);
    setNote(text);
    noteTimer.current = setTimeout(() => setNote(''), 2500);
  };

  const open = async (dialog: DialogName): Promise<void> => {
    if (!live) return;
    try {
      const { openDialog } = await dialogs();
      await openDialog(dialog, live);
    } catch {
      showNote(navigator.onLine === false ? 'No connection: try again later' : 'Could not load: reload the page');
    }
  };
  const take = async (offer: Offer, { currentTarget }: MouseEvent): Promise<void> => {
    const figure = currentTarget instanceof Element ? currentTarget.closest('figure') : null;
    if (!live || !figure) return;
    try {
      await offer.open(live, figure);
    } catch {
      showNote(navigator.onLine === false ? 'No connection: try again later' : 'Could not load: reload the page');
    }
  };
  const copyLink = async (): Promise<void> => {
    if (!live) return;
    const { linkTo } = await import('../page/page.ts');
    try {
      await navigator.clipboard.writeText(linkTo(live));
      showNote('Link copied');
    } catch {
      // Without a clipboard (an old browser, an embedded page) the reader can copy the link by hand.
      await open('Copy link');
    }
  };
  /** In full screen a clicker plays the run, and goes back to its start. Its code is loaded first, so that no key is lost. */
  const fullScreen = async (event: MouseEvent): Promise<void> => {
    const figure = event.currentTarget instanceof Element ? event.currentTarget.closest('figure') : null;
    if (!figure) return;
    if (document.fullscreenElement) return document.exitFullscreen();
    try {
      const { listenToClicker } = await import('../page/clicker.ts');
      await figure.requestFullscreen();
      const stop = listenToClicker(
        () => live?.moving.peek() || void live?.play(),
        () => live?.standAt(0),
      );
      // The event of entering may still come.
      const leave = (): void => {
        if (document.fullscreenElement) return;
        document.removeEventListener('fullscreenchange', leave);
        stop();
      };
      document.addEventListener('fullscreenchange', leave);
    } catch {
      figure.classList.toggle('experiment-full');
    }
  };
  const pinned = live?.hasPin.value ?? false;
  // Missing in the built page and in the first render of a live one.
  const offered = live ? [rule, ...offers.value].filter((offer) => offer.fits(spec)) : [];
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  /**
   * Places the menu under its button, or above it if the window ends below, in the top layer; the browser closes it.
   */
  const place = ({ newState }: { newState: string }): void => {
    const button = menu.current?.previousElementSibling;
    if (newState !== 'open' || !menu.current || !button) return;
    const { top, right, bottom } = button.getBoundingClientRect();
    menu.current.style.top = `${bottom + scrollY}px`;
    menu.current.style.right = `${document.documentElement.clientWidth - right}px`;
    // Its height is known only once it is displayed.
    requestAnimationFrame(() => {
      const { offsetHeight: height = 0 } = menu.current ?? {};
      if (menu.current && bottom + height > innerHeight && top > height)
        menu.current.style.top = `${top - height + scrollY}px`;
    });
    if (offered.includes(rule)) ruleEditor().catch(() => {});
  };
  const verbs: readonly (readonly [
    name: string,
    act: (event: MouseEvent) => void,
    help?: string,
    prepare?: (() => void) | undefined,
  ])[] = [
    ...(pinned ? [] : [['Pin', () => live?.pin(), 'Keep this run, and draw later ones over it'] as const]),
    ...(hasCharts(live)
      ? [['Enlarge', () => void open('Enlarge'), 'The charts at full size: zoom, read values'] as const]
      : []),
    ['Data', () => void open('Data')],
    ...(spec.hasPython ? [['Python', () => void open('Python')] as const] : []),
    ...offered.map((offer) => {
      const prepare = offer === rule ? rule.prepare : undefined;
      return [offer.name, (event: MouseEvent) => void take(offer, event), offer.help, prepare] as const;
    }),
    ['Share', () => void open('Share'), 'A link, and a frame for a course page'],
    ['Full screen', fullScreen, 'This figure with all its controls; a clicker plays its run'],
  ];

  return (
    <div class="actions" role="group" aria-label={`What to do with ${spec.title}`}>
      <span class="actions-note" role="status">
        {note}
      </span>
      {pinned && (
        <button type="button" aria-pressed="true" onClick={() => live?.pin()}>
          Unpin
        </button>
      )}
      <button type="button" disabled={!live} onClick={() => live?.reset()}>
        Reset
      </button>
      <button type="button" disabled={!live} onClick={() => void copyLink()}>
        Copy link
      </button>
      <button type="button" disabled={!live} popovertarget={id}>
        More
      </button>
      <div class="actions-menu" id={id} popover="auto" ref={menu} onBeforeToggle={place}>
        {verbs.map(([name, act, help, prepare]) => (
          <button
            type="button"
            key={name}
            title={help}
            onPointerEnter={prepare}
            onFocus={prepare}
            onClick={(event) => {
              menu.current?.hidePopover();
              act(event);
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The built page does not describe the content of its pictures, so a figure can be enlarged only once it is live. */
function hasCharts(live: Figure | undefined): boolean {
  return chartsOf(live?.presentation.value?.panels ?? []).length > 0;
}
