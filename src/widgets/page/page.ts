/** The one module of a page that owns values, results and the workers. Islands, `Try` and `Value` are views of it. */
import { batch, effect } from '@preact/signals';
import { h, render } from 'preact';
import { codeText } from '../../engine/code.ts';
import type { Values } from '../../engine/schema.ts';
import { codeIn } from '../../figure/code-in.ts';
import { hasPoints } from '../../figure/parameters/late.ts';
import { parse, takeStep } from '../../figure/permalink.ts';
import { numberTexts } from '../../figure/sentence.ts';
import { hiddenIn, LINK_VERSION, queryOf, searchWith } from './address.ts';
import { Figure } from './figure.ts';
import { pageSpecs } from './find-spec.ts';
import { openFolds } from './folds.ts';
import { NumberText } from './NumberText.tsx';
import { poolSize, WorkerPool } from './pool.ts';
import { Settings } from './Settings.tsx';
import { isSameValues } from './same-values.ts';
import { showSetting } from './show-setting.ts';
import { plainLabels, type Spec } from './spec.ts';
import { startWorker } from './start-worker.ts';
import { ruleName, storedText } from './stored-text.ts';
import { leaveWayBack, placeOf, restoreWayBack, returnTo } from './way-back.ts';

const pool = new WorkerPool(
  document.querySelector('[data-embed]') ? 2 : poolSize(navigator.hardwareConcurrency),
  startWorker,
);
const figures = new Map<string, Figure>();

/** The figure with that name, or undefined if the page has none. */
export function figureNamed(name: string): Figure | undefined {
  return figures.get(name);
}

interface Read {
  values: Values;
  /** The current step of the run; default: the opening step of the figure. */
  step?: number | undefined;
  messages: string[];
}

/** The values and the current step of one figure in a URL: `?name.alpha=0.2&name.step=30`. */
function readAddress(spec: Spec, query: URLSearchParams): Read {
  const ofFigure = new URLSearchParams();
  for (const [key, text] of query)
    if (key.startsWith(`${spec.name}.`)) ofFigure.append(key.slice(spec.name.length + 1), text);
  if (ofFigure.size === 0) return { values: spec.defaults, messages: [] };
  const { step, wrong } = takeStep(ofFigure);
  const { values, messages } = parse(plainLabels(spec.schema), ofFigure, spec.defaults);
  return { values, step, messages: firstFew([...(wrong ? [wrong] : []), ...messages.map(({ text }) => text)]) };
}

/** A link may contain hundreds of mistakes; only the first few are listed. */
const MOST_LISTED = 3;

function firstFew(messages: readonly string[]): string[] {
  const more = messages.length - MOST_LISTED;
  return more > 0 ? [...messages.slice(0, MOST_LISTED), `And ${more} more.`] : [...messages];
}

/** An embed without the controls hidden by its URL: a handle without a visible parameter cannot be dragged then. */
function hiddenBy(spec: Spec, query: URLSearchParams): Spec {
  const asked = hiddenIn(query).filter((word) => Object.hasOwn(spec.schema, word));
  return { ...spec, hide: [...new Set([...spec.hide, ...asked])] };
}

/** The link for _Copy link_: every value of a figure including its seed, the current step, and the version. */
export function linkTo({ spec, values, step }: Figure, path = location.pathname): string {
  const query = queryOf(spec.name, spec.schema, values.value, spec.defaults, true, step);
  query.set('v', LINK_VERSION);
  return `${location.origin}${path}?${query}#${spec.name}`;
}

let writing: ReturnType<typeof setTimeout> | undefined;
/** The query last read from or written to the URL. */
let search = location.search;
/** Writes values that differ from the published page to the URL: at once, and after changes in quick succession. */
function writeAddress(): void {
  if (writing === undefined) writeAddressNow();
  clearTimeout(writing);
  writing = setTimeout(writeAddressNow, 150);
}

function writeAddressNow(): void {
  clearTimeout(writing);
  writing = undefined;
  const pairs = [...figures.values()].flatMap(({ spec, readerValues, readerStep }) => [
    ...queryOf(spec.name, spec.schema, readerValues, spec.defaults, false, readerStep),
  ]);
  search = searchWith(location.search, figures, pairs);
  if (search === location.search) return;
  try {
    history.replaceState(history.state, '', location.pathname + search + location.hash);
  } catch {
    // A sandboxed frame may not change its URL.
  }
}

/** Updates the `<Value>`s of a figure. */
function fillValues({ spec, presentation }: Figure): void {
  const { numbers } = presentation.value ?? {};
  if (!numbers) return;
  for (const output of document.querySelectorAll<HTMLElement>(`output[data-of="${CSS.escape(spec.name)}"]`)) {
    const shown = numbers[output.dataset['number'] ?? ''];
    if (!shown) continue;
    render(h(NumberText, { shown }), output);
    output.title = Number.isNaN(shown.value) ? 'At its present setting the figure has no such number' : '';
  }
}

/** Updates numbers and settings under the letters of a formula, all from the same picture of its figure. */
function fillLetters({ spec, whole, presentation }: Figure): void {
  const { numbers } = presentation.value ?? {};
  const values = whole.value?.values;
  if (!values) return;
  for (const letter of document.querySelectorAll<HTMLElement>(`span[data-of="${CSS.escape(spec.name)}"]`)) {
    const { number = '', setting = '' } = letter.dataset;
    const shown = numbers?.[number];
    const parameter = spec.schema[setting];
    const value = values[setting];
    const text = shown
      ? numberTexts(shown).short
      : parameter && value !== undefined
        ? showSetting(parameter, value)
        : undefined;
    // A rewritten text forces a new layout of the whole formula; a new text restyles the page, because of its :has()
    // rules.
    if (text === undefined || text === letter.textContent) continue;
    if (letter.firstChild instanceof Text) letter.firstChild.data = text;
    else letter.textContent = text;
  }
}

/** Updates the printed settings and URL under a figure. */
function fillSettings({ spec, values }: Figure): void {
  const line = document.querySelector(`[data-settings="${CSS.escape(spec.name)}"]`);
  if (!line) return;
  const query = queryOf(spec.name, spec.schema, values.value, spec.defaults, false);
  const search = query.size > 0 ? `?${query}` : '';
  const address = `${location.origin}${location.pathname}${search}#${spec.name}`;
  render(h(Settings, { schema: spec.schema, values: values.value, address }), line);
}

/**
 * The step from which a run with more steps than the previous one is played: where that ended; a different run plays
 * from its start.
 */
function continuedFrom(before: Values, now: Values): number | undefined {
  if (!(Number(now['steps']) > Number(before['steps']))) return undefined;
  const isSame = Object.keys(now).every((name) => name === 'steps' || now[name] === before[name]);
  return isSame ? Number(before['steps']) : 0;
}

/** Height of the bar at the top of the page, px. */
const BAR = 56;

/** The last link that set a figure. */
const led = new WeakMap<Figure, Element>();

/** A `Try` link sets the figure beside it instead of reloading the page. */
function followTry(event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
    return;
  const link = event.target.closest<HTMLAnchorElement>('a[data-try]');
  const figure = figures.get(link?.dataset['try'] ?? '');
  if (!link || !figure) return;
  event.preventDefault();
  const before = figure.values.peek();
  // In an exercise a link sets the reader's starting point: clicking it again returns to their own result.
  const isBack = led.get(figure) === link && link.closest('.ex') !== null && !link.closest('.answer, .task');
  led.set(figure, link);
  if (!isBack) figure.bring(readAddress(figure.spec, new URL(link.href).searchParams).values);
  const from = figure.spec.scene ? continuedFrom(before, figure.values.peek()) : undefined;
  if (from !== undefined) void figure.playFrom(from);
  const step = link.dataset['step'];
  if (step && !isBack) figure.stand(Number(step));
  const element = document.getElementById(figure.spec.name);
  if (element) openFolds(element);
  const box = element?.querySelector('.stage .panel')?.getBoundingClientRect();
  if (!element || !box) return;
  // Half of the first picture, or as much as a low window can show, must be visible below the top bar.
  const wanted = Math.min(box.height / 2, innerHeight / 3);
  const away = box.bottom - BAR < wanted || innerHeight - box.top < wanted;
  if (away) {
    leaveWayBack(link, element);
    placeOf(element).scrollIntoView({ block: 'start' });
  }
  // Keyboard users continue from the figure.
  if (event.detail === 0) element.focus({ preventScroll: true });
  if (figure.spec.pace !== 'long') return;
  const leave = () => away || leaveWayBack(link, element);
  // If this fails to load, the figure itself reports what is not computed yet.
  import('./lead-to-run.ts').then(({ leadToRun }) => leadToRun(figure, element, leave)).catch(() => {});
}

function open(specs: readonly Spec[]): void {
  const query = new URLSearchParams(location.search);
  for (const published of specs) {
    const spec = published.embed ? hiddenBy(published, query) : published;
    const { values, step, messages } = readAddress(spec, query);
    const figure = new Figure(spec, values, pool);
    figure.messages.value = messages;
    // Code stored on this device was written here.
    if (figure.waiting.value && codeText(storedText(ruleName(figure)) ?? '') === codeIn(spec.schema, values))
      figure.trust();
    figures.set(spec.name, figure);
    effect(() => fillValues(figure));
    effect(() => fillLetters(figure));
    // Numbers in the prose may follow a figure that is still out of sight.
    if (figure.changed.value) void figure.run();
    if (step !== undefined) void figure.openAt(step);
  }
  effect(() => {
    for (const figure of figures.values()) [figure.readerValues, figure.readerStep];
    // To write it lays the page out once more: what is dragged is written when it is let go.
    if ([...figures.values()].filter(({ dragging }) => dragging.value).length === 0) writeAddress();
  });
  restoreWayBack();
  addEventListener('popstate', ({ state }) => {
    returnTo(state);
    // A jump to a heading does not change the values.
    if (location.search === search) return;
    search = location.search;
    const now = new URLSearchParams(search);
    batch(() => {
      for (const figure of figures.values()) {
        const { values } = readAddress(figure.spec, now);
        // Values set by a passage are not in the URL, and stay.
        if (!isSameValues(values, figure.readerValues)) figure.bring(values);
      }
    });
  });
  // The last values must be in the URL when the page is left.
  addEventListener('pagehide', () => writing !== undefined && writeAddressNow());
  document.addEventListener('click', followTry);
  addEventListener('beforeprint', () => {
    for (const figure of figures.values()) {
      figure.rest();
      fillSettings(figure);
    }
    openForPaper();
  });
}

/** During printing, opens the folds that are printed whole. */
function openForPaper(): void {
  const folds = [
    ...document.querySelectorAll<HTMLDetailsElement>('.experiment :is(.more-panels, .panel-fold, .source):not([open])'),
  ];
  for (const fold of folds) fold.open = true;
  const close = (): void => {
    for (const fold of folds) fold.open = false;
  };
  addEventListener('afterprint', close, { once: true });
}

const built = pageSpecs();
/** Resolves after the URL is read. The code for points is loaded first if a figure of the page has some. */
export const opened: Promise<void> = built.some(({ schema }) => hasPoints(schema))
  ? import('../../figure/parameters/points-kit.ts').then(({ bringPoints }) => {
      bringPoints();
      open(built);
    })
  : Promise.resolve().then(() => open(built));
