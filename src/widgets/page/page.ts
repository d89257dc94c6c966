/** The one module of a page that holds values, results and the workers. Islands, `Try` and `Value` are views of it. */
import { effect } from '@preact/signals';
import { h, render } from 'preact';
import { codeText } from '../../engine/code.ts';
import type { Values } from '../../engine/schema.ts';
import { codeIn } from '../../figure/code-in.ts';
import { hasPoints } from '../../figure/parameters/late.ts';
import { parse } from '../../figure/permalink.ts';
import { numberTexts } from '../../figure/sentence.ts';
import { keptText, ruleName } from '../code/kept-text.ts';
import { NumberText } from '../figure/NumberText.tsx';
import { Settings } from '../figure/Settings.tsx';
import { showSetting } from '../formula/show-setting.ts';
import { hiddenIn, keysOfOtherFigures, LINK_VERSION, MOST_LISTED, queryOf, searchWith } from './address.ts';
import { Figure } from './figure.ts';
import { onSlide, pageSpecs } from './find-spec.ts';
import { openFolds } from './folds.ts';
import './intervals.ts';
import { wordsReady } from '../words/ready.ts';
import { say } from '../words/say.ts';
import { poolSize, WorkerPool } from './pool.ts';
import { plainLabels, type Spec } from './spec.ts';
import { startWorker } from './start-worker.ts';
import { forgetWayBack, leaveWayBack, returnTo } from './way-back.ts';

const pool = new WorkerPool(
  document.querySelector('[data-embed]') ? 2 : poolSize(navigator.hardwareConcurrency),
  startWorker,
);
const figures = new Map<string, Figure>();

/** The figure of that name, or undefined where the page has none. */
export function figureNamed(name: string): Figure | undefined {
  return figures.get(name);
}

interface Read {
  values: Values;
  messages: string[];
}

/** The values that an address sets for one figure: `?name.alpha=0.2`. */
function readAddress(spec: Spec, query: URLSearchParams): Read {
  const own = new URLSearchParams();
  for (const [key, text] of query)
    if (key.startsWith(`${spec.name}.`)) own.append(key.slice(spec.name.length + 1), text);
  if (own.size === 0) return { values: spec.defaults, messages: [] };
  const { values, messages } = parse(plainLabels(spec.schema), own, spec.defaults);
  return { values, messages: firstFew(messages.map(({ text }) => text)) };
}

function firstFew(messages: readonly string[]): string[] {
  const more = messages.length - MOST_LISTED;
  return more > 0 ? [...messages.slice(0, MOST_LISTED), say(`And ${more} more.`)] : [...messages];
}

/** An embed without the controls that its address leaves out: a ring that sets nothing else cannot be dragged then. */
function hiddenBy(spec: Spec, query: URLSearchParams): Spec {
  const asked = hiddenIn(query).filter((word) => Object.hasOwn(spec.schema, word));
  return { ...spec, hide: [...new Set([...spec.hide, ...asked])] };
}

/** What _Copy link_ copies: every value of a figure, its seed included, and the version. */
export function linkTo(of: Figure, path = location.pathname): string {
  const query = queryOf(of.spec.name, of.spec.schema, of.values.value, of.spec.defaults, true);
  query.set('v', LINK_VERSION);
  return `${location.origin}${path}?${query}#${of.spec.name}`;
}

let writing: ReturnType<typeof setTimeout> | undefined;
/** The query that the figures were last set from, or that was last written from them. */
let search = location.search;
/** The address bar holds what differs from the page as published. */
function writeAddress(): void {
  clearTimeout(writing);
  writing = setTimeout(() => {
    const own = [...figures.values()].flatMap(({ spec, own }) => [
      ...queryOf(spec.name, spec.schema, own, spec.defaults, false),
    ]);
    search = searchWith(location.search, figures, own);
    if (search === location.search) return;
    try {
      history.replaceState(history.state, '', location.pathname + search + location.hash);
    } catch {
      // A frame in a sandbox may not change its address.
    }
  }, 150);
}

/** `<Value>`s follow their figure. */
function fillValues(of: Figure): void {
  const { numbers } = of.presentation.value ?? {};
  if (!numbers) return;
  for (const output of document.querySelectorAll<HTMLElement>(`output[data-of="${CSS.escape(of.spec.name)}"]`)) {
    const shown = numbers[output.dataset['number'] ?? ''];
    if (!shown) continue;
    render(h(NumberText, { shown }), output);
    output.title = Number.isNaN(shown.value) ? say('At its present setting the figure has no such number') : '';
  }
}

/** Under the letters of a formula stand numbers of its figure, and settings. */
function fillLetters({ spec, values, presentation }: Figure): void {
  const { numbers } = presentation.value ?? {};
  for (const letter of document.querySelectorAll<HTMLElement>(`span[data-of="${CSS.escape(spec.name)}"]`)) {
    const { number = '', setting = '' } = letter.dataset;
    const shown = numbers?.[number];
    const parameter = spec.schema[setting];
    const value = values.value[setting];
    const text = shown
      ? numberTexts(shown).short
      : parameter && value !== undefined
        ? showSetting(parameter, value)
        : undefined;
    // A text that is written again is laid out again, with its whole formula.
    if (text !== undefined && text !== letter.textContent) letter.textContent = text;
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

/** Whether a run differs from the one before only by having more steps. */
const isLonger = (before: Values, now: Values): boolean =>
  Number(now['steps']) > Number(before['steps']) &&
  Object.keys(now).every((name) => name === 'steps' || now[name] === before[name]);

/** Height of the bar at the top of the page, px. */
const BAR = 56;

/** A `Try` link sets the figure beside it instead of loading the page anew. */
function followTry(event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
    return;
  const link = event.target.closest<HTMLAnchorElement>('a[data-try]');
  const of = figures.get(link?.dataset['try'] ?? '');
  if (!link || !of) return;
  event.preventDefault();
  // A guide goes with its figure, so that the sentence that says where to look is in sight, and has its own way back.
  const guided = link.closest('[data-guide]') !== null;
  const before = of.values.peek();
  of.bring(readAddress(of.spec, new URL(link.href).searchParams).values);
  if (guided && of.spec.pace === 'instant') void of.comeFrom(before);
  const { steps } = before;
  if (of.spec.scene && typeof steps === 'number' && isLonger(before, of.values.peek())) void of.walkOn(steps);
  const step = link.dataset['step'];
  if (step) of.stand(Number(step));
  const figure = document.getElementById(of.spec.name);
  if (figure) openFolds(figure);
  const box = figure?.querySelector('.stage .panel')?.getBoundingClientRect();
  if (!figure || !box) return;
  // Half of the first picture, or as much as a low window can show, must be in sight below the top bar.
  const wanted = Math.min(box.height / 2, innerHeight / 3);
  const away = box.bottom - BAR < wanted || innerHeight - box.top < wanted;
  if (guided) forgetWayBack();
  if (away) {
    leaveWayBack(link, figure, { button: !guided });
    figure.scrollIntoView({ block: 'start' });
  }
  // A reader who came by keyboard continues from the figure, but one of a guide goes on to its next step.
  if (event.detail === 0 && !guided) figure.focus({ preventScroll: true });
  if (of.spec.pace !== 'long') return;
  const leave = () => away || leaveWayBack(link, figure);
  // Without it the figure says itself what is not computed yet.
  import('./lead-to-run.ts').then(({ leadToRun }) => leadToRun(of, figure, leave)).catch(() => {});
}

function open(): void {
  const query = new URLSearchParams(location.search);
  for (const built of pageSpecs()) {
    const spec = built.embed ? hiddenBy(built, query) : built;
    const { values, messages } = readAddress(spec, query);
    const one = new Figure(spec, values, pool);
    one.messages.value = messages;
    // A text that this device keeps was written here.
    if (one.waiting.value && codeText(keptText(ruleName(one)) ?? '') === codeIn(spec.schema, values)) one.trust();
    figures.set(spec.name, one);
    const slide = onSlide();
    // A class is asked before anything moves.
    if (slide) void one.tell(slide.told, { plays: false, waits: true });
    effect(() => fillValues(one));
    effect(() => fillLetters(one));
    effect(() => {
      one.own;
      writeAddress();
    });
    // Numbers in the prose may follow a figure that is still out of sight.
    if (one.changed.value) void one.run();
  }
  const others = keysOfOtherFigures(query, figures);
  // Few links are of another page, and what says so needs a list from the site anyway.
  if (others.length > 0)
    import('./other-figures.ts')
      .then(({ reportOtherFigures }) => reportOtherFigures(others, query, pageSpecs()[0]?.base ?? ''))
      .catch(() => {});
  addEventListener('popstate', ({ state }) => {
    returnTo(state);
    // A jump to a heading leaves the values alone.
    if (location.search === search) return;
    search = location.search;
    const now = new URLSearchParams(search);
    for (const one of figures.values()) one.bring(readAddress(one.spec, now).values);
  });
  document.addEventListener('click', followTry);
  addEventListener('beforeprint', () => {
    for (const one of figures.values()) {
      one.rest();
      fillSettings(one);
    }
    openForPaper();
  });
}

/** What is folded on the screen and whole on paper: opened while the page is printed. */
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

/** Once the address is read. What reads points is fetched before, where a figure of the page has some. */
export const opened: Promise<void> = pageSpecs().some(({ schema }) => hasPoints(schema))
  ? Promise.all([import('../../figure/parameters/points-kit.ts'), wordsReady()]).then(([{ bringPoints }]) => {
      bringPoints();
      open();
    })
  : wordsReady().then(open);
