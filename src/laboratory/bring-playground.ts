/** Connects the playground's figure with the page: its stored setting, and example losses. */
import { effect } from '@preact/signals';
import { codeText } from '../engine/code.ts';
import type { Values } from '../engine/schema.ts';
import { FIRST_RULE, isFirstRule } from '../experiments/kit/first-texts.ts';
import { ratesFor } from '../experiments/kit/loss-frames.ts';
import { gallery, losses, shareOf } from '../experiments/kit/losses.ts';
import { isPlaneRule, ruleNames } from '../experiments/kit/rule-names.ts';
import { withNumber } from '../python/numbers.ts';
import type { Figure } from '../widgets/page/figure.ts';
import type { Keeping } from '../widgets/page/store.ts';
import { keepingSays } from '../widgets/page/stored-text.ts';
import { bringBack, storeFigure, valuesIn } from './stored-figure.ts';
import { areKnown, PLAYGROUND, storedPlayground, storeOwnRule } from './stored-playground.ts';

const RIVALS = [2, 3, 4] as const;

/** Restores the figure's stored setting, unless the URL has one, and stores the reader's changes. */
export function bringPlayground(live: Figure): void {
  const kept = storedPlayground();
  if (kept && !live.changed.peek()) bringBack(live, valuesIn(live, kept));
  else {
    // A rule from a link replaces the reader's, which can be restored.
    storeOwnRule(kept?.get('rule') ?? '', String(live.values.peek()['rule']));
    if (areKnown(live.values.peek(), kept)) live.trust();
  }
  let before = kept?.get('rule') ?? '';
  effect(() => {
    const rule = String(live.readerValues['rule']);
    if (live.waiting.value) return;
    // Text replaced by a link or Reset can be restored; keystrokes are too many for that.
    if (rule === '' || isFirstRule(rule)) storeOwnRule(before, rule);
    before = rule;
  });
  let keeping: Keeping = 'kept';
  storeFigure(live, PLAYGROUND, (now) => {
    if (now !== keeping && now !== 'kept') live.messages.value = [keepingSays[now]];
    keeping = now;
  });
}

/** Copies a loss of the gallery as the reader's own, with rates adapted to its slope at the start. */
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
  const isMap = start.length === 2;
  take({
    loss: 'own',
    ground,
    left: x[0],
    right: x[1],
    bottom: y[0],
    top: y[1],
    across: shareOf(x, x0),
    up: isMap ? shareOf(y, y0) : 0.5,
    steps: 0,
  });
  try {
    // Python is loaded only when a loss is chosen: a first visit should not wait for 26 KB.
    const { openPython } = await import('../python/python.ts');
    const python = await openPython();
    const { slopes = [] } = await python.slopes({
      problem: { kind: 'loss', code },
      points: [isMap ? [x0, y0] : [x0]],
    });
    const slope = Math.hypot(...slopes);
    const values = live.values.peek();
    if (!(slope > 0) || values['ground'] !== ground) return;
    const rates = ratesFor(slope, x[1] - x[0]);
    const multiples = RIVALS.flatMap((k) => {
      const id = values[`rule${k}`];
      const kind = isPlaneRule(id) ? ruleNames[id].rate : undefined;
      return kind ? [[`rate${k}`, rates[kind] / losses.own.rates[kind]] as const] : [];
    });
    take({
      ...Object.fromEntries(multiples),
      rule: codeText(withNumber(String(values['rule']) || FIRST_RULE, 'alpha', rates.own)),
    });
  } catch {
    live.messages.value = ['Python could not be loaded. Check your connection, then change anything to try again.'];
  }
}
