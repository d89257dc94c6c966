/** The network outside its figure: links of an older form, and what this device keeps of it. */
import { placeText } from '../../engine/places.ts';
import type { Values } from '../../engine/schema.ts';
import { type RuleId, suitedRates } from '../../experiments/kit/network-rates.ts';
import { withNumber } from '../../python/numbers.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { keepText, keptText, ruleName } from '../../widgets/page/kept-text.ts';
import { device } from '../../widgets/page/store.ts';
import { bringBack, keepFigure, valuesIn } from '../kept-figure.ts';
import { writtenRule } from '../playground/kept-playground.ts';
import { contentsOf } from '../playground/older-link.ts';

const KEY = 'laboratory network';
/** The playground's rule as it was last taken over. */
const TAKEN = 'network from the playground';
/** Half the width and half the height of the sheet. */
const HALF = [1.8, 1.4] as const;

type Found = Readonly<Record<string, unknown>>;
const fieldsOf = (found: unknown): Found => (typeof found === 'object' && found !== null ? (found as Found) : {});

/**
 * The values of a setup as links and this device had it before; what cannot be read is as the page has it.
 * @param text the reader's rule in the playground
 */
export function valuesOfSetup({ spec }: Pick<Figure, 'spec'>, found: unknown, text = ''): Values {
  const { points, hidden, rule, rate, batch, ...others } = fieldsOf(found);
  const query = new URLSearchParams();
  const set = (name: string, value: unknown): void => {
    if (value !== undefined) query.set(name, String(value));
  };
  set('points', others['data']);
  // An older form says nothing of steps, and opened trained.
  set('steps', spec.schema['steps']?.default);
  for (const name of ['noise', 'activation', 'seed']) set(name, others[name]);
  if (Array.isArray(hidden)) {
    set('first', hidden[0]);
    set('second', hidden[1] ?? 0);
  }
  if (Array.isArray(points))
    for (const [kind, name] of ['hollow', 'filled'].entries()) set(name, placesIn(points, kind) || undefined);
  if (typeof batch === 'number') set('batch', batch === 0 ? 'all' : batch);
  if (rule === 'own') set('rule', typeof rate === 'number' ? withNumber(text, 'alpha', rate) : text);
  else {
    set('optimizer', rule);
    if (typeof rate === 'number') set('rate', Number((rate / (suitedRates[rule as RuleId] ?? 1)).toPrecision(6)));
  }
  return valuesIn({ spec }, query);
}

const placesIn = (points: readonly unknown[], kind: number): string =>
  points
    .flatMap((point) => {
      const [x, y, which] = Array.isArray(point) ? (point as unknown[]) : [];
      const isOne = typeof x === 'number' && typeof y === 'number' && (which === 1 ? 1 : 0) === kind;
      return isOne ? [placeText([(x / HALF[0] + 1) / 2, (y / HALF[1] + 1) / 2])] : [];
    })
    .join('');

/** Shows what the address holds in the older form; of a link that is broken the playground speaks. */
async function openOldLink(live: Figure): Promise<boolean> {
  const found = await contentsOf(location.hash).catch(() => undefined);
  if (!found?.['network']) return false;
  live.bring(valuesOfSetup(live, found['network'], String(fieldsOf(found['own'])['text'] ?? '')));
  return true;
}

/** The network as it was when the page was left, and its older form. */
const keptValues = (live: Figure): Values | undefined =>
  device.read(KEY, (found) =>
    typeof found === 'string' ? valuesIn(live, new URLSearchParams(found)) : valuesOfSetup(live, found, writtenRule()),
  );

/** The rule that the reader wrote in the playground stands in the editor, unless there is one of the network's own. */
function takeOver(live: Figure): void {
  const name = ruleName(live);
  const own = keptText(name);
  const theirs = writtenRule();
  if ((own !== undefined && own !== device.text(TAKEN)) || theirs === undefined) return;
  keepText(name, theirs);
  device.keep(TAKEN, theirs);
}

/** Gives the figure what a link or this device has for it, and keeps what the reader makes of it. */
export async function bringNetwork(live: Figure): Promise<void> {
  takeOver(live);
  addEventListener('hashchange', () => void openOldLink(live));
  if (!(await openOldLink(live)) && !live.changed.peek()) {
    const before = keptValues(live);
    if (before) bringBack(live, before);
  }
  keepFigure(live, KEY);
}
