/** The playground outside its figure: links of the older form, what this device keeps, and losses to begin from. */
import { effect } from '@preact/signals';
import { codeText } from '../../engine/code.ts';
import { pointsIn, pointsText } from '../../engine/points.ts';
import type { Values } from '../../engine/schema.ts';
import { FIRST_MODEL, FIRST_RULE, isFirstRule, namedNumbers } from '../../experiments/kit/first-texts.ts';
import { frameOf, ratesFor } from '../../experiments/kit/loss-frames.ts';
import { along, FIRST_LOSS, isPython, type LossId, losses, lossOf, shareOf } from '../../experiments/kit/losses.ts';
import { isSheetRule, type RuleId, ruleNames } from '../../experiments/kit/rule-names.ts';
import { parse } from '../../figure/permalink.ts';
import { withNumber } from '../../python/numbers.ts';
import { openPython } from '../../python/python.ts';
import { keepingSays } from '../../widgets/code/kept-text.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import type { GalleryLoss } from '../gallery/losses.ts';
import { hashOf, keep, keeping, keepOwnRule, kept, settingsOfLink } from './keeping.ts';
import { bringsCode, sameTexts } from './own-code.ts';
import { firstSettings, type Rival, type Settings, sheetOf } from './settings.ts';

/** The page on which a path is drawn. */
const DRAW = `${import.meta.env.BASE_URL}laboratory/draw/`;

type OnPage = Pick<Figure, 'spec'>;
const RIVALS = [2, 3, 4] as const;
const EDGES = ['left', 'right', 'bottom', 'top'] as const;
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a text is the page's own rule at the rate that suits a loss. */
const isOwnRule = (text: string, rate: number): boolean =>
  isFirstRule(text) &&
  isSame(
    namedNumbers(text).map(({ value }) => value),
    [rate, 0.9],
  );

/** The values of settings. */
export function valuesOfSettings({ spec }: OnPage, settings: Settings): Values {
  const { loss, points, own, rivals, start, steps, lossText, modelText, phi, over } = settings;
  const frame = frameOf(loss, points);
  const window = sheetOf(settings);
  const query = new URLSearchParams({ loss, points: pointsText(points) });
  const set = (name: string, value: unknown): void => query.set(name, String(value));
  if (!isOwnRule(own.text, frame.rates.own)) set('rule', codeText(own.text));
  set('own', own.on);
  for (const [i, k] of RIVALS.entries()) {
    const { id, rate, on } = rivals[i]!;
    const kind = ruleNames[id].rate;
    set(`rule${k}`, on ? id : 'none');
    if (kind) set(`rate${k}`, rate / frame.rates[kind]);
  }
  if (loss === 'own' || lossText !== FIRST_LOSS) set('ground', codeText(lossText));
  if (loss === 'model' || modelText !== FIRST_MODEL) set('model', codeText(modelText));
  if (steps !== lossOf(loss).steps) set('steps', steps);
  for (const name of ['noise', 'batch', 'seed'] as const) set(name, settings[name]);
  set('tilt', Math.round(settings.tilt));
  if ((isPython(loss) || loss === 'line') && !isSame(window, frame.window))
    for (const [i, at] of [...window.x, ...window.y].entries()) set(EDGES[i]!, at);
  set('count', phi.length);
  set('shownAcross', over[0]);
  set('shownUp', over[1]);
  for (const [k, at] of phi.entries())
    set(`phi${k}`, loss === 'model' && k === over[0] ? start[0] : loss === 'model' && k === over[1] ? start[1] : at);
  if (loss !== 'model' && !isSame(start, frame.start)) {
    set('across', shareOf(window.x, start[0]));
    set('up', shareOf(window.y, start[1]));
  }
  return parse(spec.schema, query, spec.defaults).values;
}

/** The settings of values: as the device keeps them, and other pages of the laboratory read them. */
export function settingsOfValues({ spec }: OnPage, values: Values): Settings {
  const number = (name: string): number => Number(values[name]);
  const loss = values['loss'] as LossId;
  const first = firstSettings(loss);
  const points = pointsIn(String(values['points'])) ?? first.points;
  const frame = frameOf(loss, points);
  const isOwn = isPython(loss) || loss === 'line';
  const isMoved = isOwn && EDGES.some((name) => values[name] !== spec.defaults[name]);
  const [a, b, c, d] = EDGES.map(number) as [number, number, number, number];
  const window = isMoved
    ? { x: [Math.min(a, b), Math.max(a, b)] as const, y: [Math.min(c, d), Math.max(c, d)] as const }
    : frame.window;
  const phi = Array.from({ length: number('count') }, (_, k) => number(`phi${k}`));
  const over = [Math.min(number('shownAcross'), phi.length - 1), Math.min(number('shownUp'), phi.length - 1)] as const;
  const isStill = values['across'] === spec.defaults['across'] && values['up'] === spec.defaults['up'];
  const still = loss === 'model' ? ([phi[over[0]] ?? 0, phi[over[1]] ?? 0] as const) : frame.start;
  return {
    loss,
    start: isStill ? still : [along(window.x, number('across')), along(window.y, number('up'))],
    steps: number('steps') || first.steps,
    noise: number('noise'),
    batch: number('batch'),
    seed: number('seed'),
    own: {
      on: values['own'] === true,
      text: String(values['rule']) || withNumber(FIRST_RULE, 'alpha', frame.rates.own),
    },
    rivals: RIVALS.map((k, i): Rival => {
      const chosen = values[`rule${k}`];
      const id: RuleId = isSheetRule(chosen) ? chosen : first.rivals[i]!.id;
      const kind = ruleNames[id].rate;
      return { id, rate: kind ? number(`rate${k}`) * frame.rates[kind] : 0, on: isSheetRule(chosen) };
    }),
    points,
    lossText: String(values['ground']) || FIRST_LOSS,
    modelText: String(values['model']) || FIRST_MODEL,
    window: isOwn ? window : first.window,
    phi,
    over,
    tilt: number('tilt'),
  };
}

/** Shows what the address holds in the older form. */
async function openLink(live: Figure): Promise<boolean> {
  const linked = await settingsOfLink(location.hash);
  if (linked instanceof Error) live.messages.value = [`${linked.message} The page shows what it had instead.`];
  if (!linked || linked instanceof Error) return false;
  // A link with a line was made where it was drawn.
  if (linked.isDrawn) location.replace(`${DRAW}${location.hash}`);
  const { settings, step } = linked;
  keepOwnRule(kept()?.own.text, settings.own.text);
  // A text that has been written on this device may run.
  show(live, settings, !bringsCode(settings) || sameTexts(settings, kept()));
  // The figure's own form stands in the address from here on.
  history.replaceState(history.state, '', `${location.pathname}${location.search}#${live.spec.name}`);
  document.getElementById(live.spec.name)?.scrollIntoView();
  const now = live.values.peek();
  if (step !== undefined)
    void live.run().then(() => {
      if (live.values.peek() === now) live.standAt(step);
    });
  return true;
}

function show(live: Figure, settings: Settings, mayRun: boolean): void {
  const values = valuesOfSettings(live, settings);
  if (mayRun) live.trust(values);
  live.bring(values);
}

/** Gives the figure what a link or this device has for it, and keeps what the reader makes of it. */
export async function bringPlayground(live: Figure): Promise<void> {
  addEventListener('hashchange', () => void openLink(live));
  if (!(await openLink(live))) {
    const before = kept();
    if (before && !live.changed.peek()) show(live, before, true);
    // The address has what was written here.
    else if (sameTexts(settingsOfValues(live, live.values.peek()), before)) live.trust();
  }
  let text = kept()?.own.text;
  effect(() => {
    const settings = settingsOfValues(live, live.readerValues);
    // A text that waits for the reader's word is not kept.
    if (live.waiting.value) return;
    // One whose place another has taken, as a link or Reset does, can be taken back; by a key there are too many.
    if (isFirstRule(settings.own.text)) keepOwnRule(text, settings.own.text);
    text = settings.own.text;
    keep(settings);
  });
  effect(() => {
    const said = keepingSays[keeping.value];
    if (said !== '') live.messages.value = [said];
  });
}

/** Takes over a loss of the gallery as the reader's own, with rates that go by its slope at the start. */
export async function beginFrom(
  live: Figure,
  { code, x, y = x, start: [x0 = 0, y0 = 0], ...loss }: GalleryLoss,
): Promise<void> {
  const ground = codeText(code);
  const take = (change: Values): void => {
    live.trust({ ...live.values.peek(), ...change });
    live.set(change);
  };
  const isSheet = 'y' in loss || y !== x;
  take({
    loss: 'own',
    ground,
    left: x[0],
    right: x[1],
    bottom: y[0],
    top: y[1],
    across: shareOf(x, x0),
    up: isSheet ? shareOf(y, y0) : 0.5,
    steps: 0,
  });
  try {
    const python = await openPython();
    const { slopes = [] } = await python.slopes({
      problem: { kind: 'loss', code },
      points: [isSheet ? [x0, y0] : [x0]],
    });
    const slope = Math.hypot(...slopes);
    const values = live.values.peek();
    if (!(slope > 0) || values['ground'] !== ground) return;
    const rates = ratesFor(slope, x[1] - x[0]);
    const multiples = RIVALS.flatMap((k) => {
      const id = values[`rule${k}`];
      const kind = isSheetRule(id) ? ruleNames[id].rate : undefined;
      return kind ? [[`rate${k}`, rates[kind] / losses.own.rates[kind]] as const] : [];
    });
    take({
      ...Object.fromEntries(multiples),
      rule: codeText(withNumber(String(values['rule']) || FIRST_RULE, 'alpha', rates.own)),
    });
  } catch {
    live.messages.value = ['Python could not be loaded. Check the connection, then change anything.'];
  }
}

/** The address at which a path is drawn on the loss of the figure. */
export const drawAddress = async (live: Figure): Promise<string> =>
  `${DRAW}${await hashOf(settingsOfValues(live, live.values.peek()), live.standing.peek() ?? 0)}`;
