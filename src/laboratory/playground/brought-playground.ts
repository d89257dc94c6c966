/** The playground outside its figure: links of the older form, what this device keeps, and losses to begin from. */
import { effect } from '@preact/signals';
import { codeText } from '../../engine/code.ts';
import type { Values } from '../../engine/schema.ts';
import { FIRST_RULE, isFirstRule } from '../../experiments/kit/first-texts.ts';
import { ratesFor } from '../../experiments/kit/loss-frames.ts';
import { gallery, losses, shareOf } from '../../experiments/kit/losses.ts';
import { isSheetRule, ruleNames } from '../../experiments/kit/rule-names.ts';
import { format } from '../../figure/permalink.ts';
import { withNumber } from '../../python/numbers.ts';
import { openPython } from '../../python/python.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { keepingSays } from '../../widgets/page/kept-text.ts';
import type { Keeping } from '../../widgets/page/store.ts';
import { DRAWING, drawingOn } from '../draw/drawing.ts';
import { bringBack, keepFigure, leadTo, valuesIn } from '../kept-figure.ts';
import { areKnown, keepOwnRule, keptPlayground, PLAYGROUND } from './kept-playground.ts';
import { settingsOfLink } from './older-link.ts';
import { queryOfSettings } from './settings.ts';

const RIVALS = [2, 3, 4] as const;

/** Shows what the address holds in the older form. */
async function openLink(live: Figure): Promise<boolean> {
  const linked = await settingsOfLink(location.hash);
  if (linked instanceof Error) live.messages.value = [`${linked.message} The page shows what it had instead.`];
  if (!linked || linked instanceof Error) return false;
  // A link with a line was made where it was drawn.
  if (linked.isDrawn) location.replace(`${import.meta.env.BASE_URL}laboratory/${DRAWING.path}${location.hash}`);
  const { settings, step } = linked;
  const kept = keptPlayground();
  const values = valuesIn(live, queryOfSettings(settings));
  keepOwnRule(kept?.get('rule') ?? '', String(values['rule']));
  if (areKnown(values, kept)) live.trust(values);
  live.bring(values);
  // The figure's own form stands in the address from here on.
  history.replaceState(history.state, '', `${location.pathname}${location.search}#${live.spec.name}`);
  document.getElementById(live.spec.name)?.scrollIntoView();
  if (step !== undefined) void live.openAt(step);
  return true;
}

/** Gives the figure what a link or this device has for it, and keeps what the reader makes of it. */
export async function bringPlayground(live: Figure): Promise<void> {
  addEventListener('hashchange', () => void openLink(live));
  if (!(await openLink(live))) {
    const kept = keptPlayground();
    if (kept && !live.changed.peek()) bringBack(live, valuesIn(live, kept));
    // The address has what was written here.
    else if (areKnown(live.values.peek(), kept)) live.trust();
  }
  let before = keptPlayground()?.get('rule') ?? '';
  effect(() => {
    const rule = String(live.readerValues['rule']);
    if (live.waiting.value) return;
    // A text whose place another has taken, as a link or Reset does, can be taken back; by a key there are too many.
    if (rule === '' || isFirstRule(rule)) keepOwnRule(before, rule);
    before = rule;
  });
  let keeping: Keeping = 'kept';
  keepFigure(live, PLAYGROUND.key, (now) => {
    if (now !== keeping && now !== 'kept') live.messages.value = [keepingSays[now]];
    keeping = now;
  });
}

/** Takes over a loss of the gallery as the reader's own, with rates that go by its slope at the start. */
export async function beginFrom(live: Figure, id: string): Promise<void> {
  const chosen = gallery.find((loss) => loss.id === id);
  if (!chosen) return;
  const { python: code, x, y = x, start } = chosen;
  const [x0 = 0, y0 = 0] = start;
  const ground = codeText(code);
  const take = (change: Values): void => {
    live.trust({ ...live.values.peek(), ...change });
    live.set(change);
  };
  const isSheet = start.length === 2;
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

/** Opens the page on which a path is drawn, on the loss of the figure. */
export function drawOn(live: Figure): void {
  try {
    const { spec, values, waiting } = live;
    const playground = format(spec.schema, values.peek(), spec.defaults, { all: true });
    leadTo(DRAWING, drawingOn(playground), waiting.peek());
  } catch (error) {
    live.messages.value = [error instanceof Error ? error.message : String(error)];
  }
}
