/** The one module of a page that holds values, results and the workers. Islands, `Try` and `Value` are views of it. */
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
import { leaveWayBack, placeOf, returnTo } from './way-back.ts';

const pool = new WorkerPool(
  document.querySelector('[data-embed]') ? 2 : poolSize(navigator.hardwareConcurrency),
  startWorker,
);
const figures = new Map<string, Figure>();

/** The figure of that name, or undefined if the page has none. */
export function figureNamed(name: string): Figure | undefined {
  return figures.get(name);
}

interface Read {
  values: Values;
  /** The current step of the run; default: that with which the figure opens. */
  step?: number | undefined;
  messages: string[];
}

/** The values that an address sets for one figure, and its current step: `?name.alpha=0.2&name.step=30`. */
function readAddress(spec: Spec, query: URLSearchParams): Read {
  const ofFigure = new URLSearchParams();
  for (const [key, text] of query)
    if (key.startsWith(`${spec.name}.`)) ofFigure.append(key.slice(spec.name.length + 1), text);
  if (ofFigure.size === 0) return { values: spec.defaults, messages: [] };
  const { step, wrong } = takeStep(ofFigure);
  const { values, messages } = parse(plainLabels(spec.schema), ofFigure, spec.defaults);
  return { values, step, messages: firstFew([...(wrong ? [wrong] : []), ...messages.map(({ text }) => text)]) };
}

/** A link may hold hundreds of mistakes; only the first few are listed. */
const MOST_LISTED = 3;

function firstFew(messages: readonly string[]): string[] {
  const more = messages.length - MOST_LISTED;
  return more > 0 ? [...messages.slice(0, MOST_LISTED), `And ${more} more.`] : [...messages];
}

/** An embed without the controls that its address leaves out: a ring that sets nothing else cannot be dragged then. */
function hiddenBy(spec: Spec, query: URLSearchParams): Spec {
  const asked = hiddenIn(query).filter((word) => Object.hasOwn(spec.schema, word));
  return { ...spec, hide: [...new Set([...spec.hide, ...asked])] };
}

/** The link that _Copy link_ copies: every value of a figure, its seed included, the current step, and the version. */
export function linkTo({ spec, values, step }: Figure, path = location.pathname): string {
  const query = queryOf(spec.name, spec.schema, values.value, spec.defaults, true, step);
  query.set('v', LINK_VERSION);
  return `${location.origin}${path}?${query}#${spec.name}`;
}

let writing: ReturnType<typeof setTimeout> | undefined;
/** The query that the figures were last set from, or that was last written from them. */
let search = location.search;
/** The address bar holds what differs from the page as published: at once, and through a drag when it rests. */
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
    // A frame in a sandbox may not change its address.
  }
}

/** `<Value>`s follow their figure. */
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

/** Numbers and settings under the letters of a formula, all from the same picture of its figure. */
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
    // A text that is written again is laid out again, with its whole formula; a new one restyles the page, whose rules ask what it has.
    if (text === undefined || text === letter.textContent) continue;
    if (letter.firstChild instanceof Text) letter.firstChild.data = text;
    else letter.textContent = text;
  }
}

/** The settings and the address that are printed under a figure. */
function fillSettings({ spec, values }: Figure): void {
  const line = document.querySelector(`[data-settings="${CSS.escape(spec.name)}"]`);
  if (!line) return;
  const query = queryOf(spec.name, spec.schema, values.value, spec.defaults, false);
  const search = query.size > 0 ? `?${query}` : '';
  const address = `${location.origin}${location.pathname}${search}#${spec.name}`;
  render(h(Settings, { schema: spec.schema, values: values.value, address }), line);
}

/** The step from which a run with more steps than the one before is played on: where that ended, or another from its start. */
function continuedFrom(before: Values, now: Values): number | undefined {
  if (!(Number(now['steps']) > Number(before['steps']))) return undefined;
  const isSame = Object.keys(now).every((name) => name === 'steps' || now[name] === before[name]);
  return isSame ? Number(before['steps']) : 0;
}

/** Height of the bar at the top of the page, px. */
const BAR = 56;

/** The link that set a figure last. */
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
  // What an exercise sets is where its reader begins: the same link again leads back to what came of it.
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
  // Half of the first picture, or as much as a low window can show, must be in sight below the top bar.
  const wanted = Math.min(box.height / 2, innerHeight / 3);
  const away = box.bottom - BAR < wanted || innerHeight - box.top < wanted;
  if (away) {
    leaveWayBack(link, element);
    placeOf(element).scrollIntoView({ block: 'start' });
  }
  // A reader who came by keyboard continues from the figure.
  if (event.detail === 0) element.focus({ preventScroll: true });
  if (figure.spec.pace !== 'long') return;
  const leave = () => away || leaveWayBack(link, element);
  // Without it the figure says itself what is not computed yet.
  import('./lead-to-run.ts').then(({ leadToRun }) => leadToRun(figure, element, leave)).catch(() => {});
}

function open(specs: readonly Spec[]): void {
  const query = new URLSearchParams(location.search);
  for (const published of specs) {
    const spec = published.embed ? hiddenBy(published, query) : published;
    const { values, step, messages } = readAddress(spec, query);
    const figure = new Figure(spec, values, pool);
    figure.messages.value = messages;
    // A text that this device keeps was written here.
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
    writeAddress();
  });
  addEventListener('popstate', ({ state }) => {
    returnTo(state);
    // A jump to a heading does not change the values.
    if (location.search === search) return;
    search = location.search;
    const now = new URLSearchParams(search);
    batch(() => {
      for (const figure of figures.values()) {
        const { values } = readAddress(figure.spec, now);
        // Whatever a passage has set is not in the address, and stays.
        if (!isSameValues(values, figure.readerValues)) figure.bring(values);
      }
    });
  });
  // What was set last is in the address too when the page is left.
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

/** Opens, while the page is printed, the folds that are whole on paper. */
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
/** Once the address is read. What reads points is fetched before, where a figure of the page has some. */
export const opened: Promise<void> = built.some(({ schema }) => hasPoints(schema))
  ? import('../../figure/parameters/points-kit.ts').then(({ bringPoints }) => {
      bringPoints();
      open(built);
    })
  : Promise.resolve().then(() => open(built));
