/** The network outside its figure: what this device keeps of it. */
import type { Figure } from '../widgets/page/figure.ts';
import { keepText, keptText, ruleName } from '../widgets/page/kept-text.ts';
import { device } from '../widgets/page/store.ts';
import { bringBack, keepFigure, keptQuery, valuesIn } from './kept-figure.ts';
import { writtenRule } from './kept-playground.ts';

const KEY = 'laboratory network';
/** The playground's rule as it was last taken over. */
const TAKEN = 'network from the playground';

/** The rule that the reader wrote in the playground stands in the editor, unless there is one of the network's own. */
function takeOver(live: Figure): void {
  const name = ruleName(live);
  const own = keptText(name);
  const theirs = writtenRule();
  if ((own !== undefined && own !== device.text(TAKEN)) || theirs === undefined) return;
  keepText(name, theirs);
  device.keep(TAKEN, theirs);
}

/** Gives the figure what this device has for it, unless a link says otherwise, and keeps what the reader makes of it. */
export function bringNetwork(live: Figure): void {
  takeOver(live);
  const before = keptQuery(KEY);
  if (before && !live.changed.peek()) bringBack(live, valuesIn(live, before));
  keepFigure(live, KEY);
}
