/** The drawn path outside its figure: links and lines of the playground from before both were figures, and the way back. */
import { effect } from '@preact/signals';
import { codeText } from '../../engine/code.ts';
import { type Place, placesOf, placeText } from '../../engine/places.ts';
import type { Value, Values } from '../../engine/schema.ts';
import { FIRST_RULE } from '../../experiments/kit/first-texts.ts';
import { FIRST_LOSS, isLoss, shareOf } from '../../experiments/kit/losses.ts';
import { shortNames } from '../../experiments/kit/rule-families.ts';
import { numbersAt, withNumber } from '../../python/numbers.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { keepText, ruleName } from '../../widgets/page/kept-text.ts';
import { device } from '../../widgets/page/store.ts';
import { bringBack, keepFigure, leadTo, valuesIn } from '../kept-figure.ts';
import { keepOwnRule, keptPlayground, PLAYGROUND } from '../playground/kept-playground.ts';
import { contentsOf } from '../playground/older-link.ts';
import { queryOfSettings, readSettings, setEdges, sheetOf } from '../playground/settings.ts';
import { DRAWING, drawingOn, lossesOf } from './drawing.ts';
import { readSketch } from './sketch.ts';

/** The values of settings of the playground, and of a line that was drawn there. @throws Error in words for the reader */
export function valuesOfSettings(live: Pick<Figure, 'spec'>, found: unknown): Values {
  const settings = readSettings(found);
  const query = drawingOn(queryOfSettings(settings));
  const window = sheetOf(settings);
  const sketch = readSketch((found as { sketch?: unknown } | undefined)?.sketch, window);
  const path = sketch.map(([a, b]): Place => [shareOf(window.x, a), shareOf(window.y, b)]);
  if (path.length > 0) query.set('path', path.map(placeText).join(''));
  return valuesIn(live, query);
}

/** Whether the reader has written a text on this device, or the page has. */
function isOurs(ground: Value | undefined): boolean {
  const kept = keptPlayground();
  return [codeText(FIRST_LOSS), ...(kept ? lossesOf(kept) : [])].includes(String(ground));
}

/** Shows what the address holds in the playground's form. */
async function openLink(live: Figure): Promise<boolean> {
  try {
    const found = await contentsOf(location.hash);
    if (!found) return false;
    const values = valuesOfSettings(live, found);
    if (isOurs(values['ground'])) live.trust(values);
    live.bring(values);
    // The figure's own form stands in the address from here on.
    history.replaceState(history.state, '', `${location.pathname}${location.search}#${live.spec.name}`);
    return true;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    live.messages.value = [`${said} The page shows what it had instead.`];
    return false;
  }
}

/** The drawing as the page was left, or as the playground had it while paths were drawn there. */
const keptValues = (live: Figure): Values | undefined =>
  device.read(DRAWING.key, (found) => valuesIn(live, new URLSearchParams(String(found)))) ??
  device.read(PLAYGROUND.key, (found) => {
    const before = typeof found === 'string' ? undefined : valuesOfSettings(live, found);
    return before?.['path'] === '' ? undefined : before;
  });

/** Gives the figure what a link or this device has for it, and keeps what the reader makes of it. */
export async function bringDrawing(live: Figure): Promise<void> {
  addEventListener('hashchange', () => void openLink(live));
  if (!(await openLink(live))) {
    const before = live.changed.peek() ? undefined : keptValues(live);
    if (before) bringBack(live, before);
    // The address has a loss that was written here, beside a rule that was not.
    else if (isOurs(live.values.peek()['ground'])) live.trust();
  }
  let written = live.values.peek()['ground'];
  effect(() => {
    const { ground, loss } = live.values.value;
    // Whoever writes a loss wants to see it.
    if (ground !== written && ground !== '' && loss !== 'own') queueMicrotask(() => live.set({ loss: 'own' }));
    written = ground;
  });
  keepFigure(live, DRAWING.key);
  effect(() => {
    const ground = String(live.readerValues['ground']);
    if (!live.waiting.value && ground !== '') keepText(ruleName(live), ground);
  });
}

/** The playground in which the reader's own rule makes the run that is shown; undefined without a run. */
export function playgroundOfRun({
  values,
  presentation,
}: Pick<Figure, 'values' | 'presentation'>): URLSearchParams | undefined {
  const { panels = [], numbers = {} } = presentation.peek() ?? {};
  const sheet = panels.find((panel) => panel.kind === 'surface');
  const shown = sheet?.paths?.find(({ name }) => name === 'nearest run');
  const rule = panels.find(({ name }) => name === 'lines');
  const lines = (rule?.kind === 'table' ? rule.rows : [])
    .map(([line]) => line)
    .join('\n')
    .replaceAll('\u00a0', ' ');
  const { loss, path, ground, points } = values.peek();
  const [first] = placesOf(String(path));
  if (!sheet || !shown || lines === '' || !first || !isLoss(loss)) return undefined;
  // The playground's first rule is Nesterov's, and in its own words it needs no Python.
  const text =
    shown.label === shortNames.nesterov
      ? numbersAt(lines).reduce((own, { name, value }) => withNumber(own, name, value), FIRST_RULE)
      : lines;
  const query = keptPlayground() ?? new URLSearchParams();
  // On another loss the other rules begin with what suits it.
  if ((query.get('loss') ?? 'basins') !== loss) for (const name of ['rate2', 'rate3', 'rate4']) query.delete(name);
  const set = (name: string, value: unknown): void => query.set(name, String(value));
  set('loss', loss);
  if (loss === 'own') set('ground', ground);
  if (loss === 'line') set('points', points);
  if (loss === 'own' || loss === 'line') setEdges(query, { x: sheet.x.domain, y: sheet.y.domain });
  set('across', first[0]);
  set('up', first[1]);
  set('steps', Math.max(1, shown.x.length - 1));
  set('noise', 0);
  set('batch', numbers['shownBatch']?.value ?? 0);
  if (numbers['shownSeed']) set('seed', numbers['shownSeed'].value);
  set('own', true);
  set('rule', codeText(text));
  return query;
}

/** Lets a button take the rule along while there is a run. */
export function offerRule(live: Figure, button: HTMLButtonElement): void {
  effect(() => {
    button.disabled = live.presentation.value === null || !playgroundOfRun(live);
  });
  button.addEventListener('click', () => useRule(live));
}

/** Takes the run that is shown to the playground, where it becomes the reader's own rule. */
function useRule(live: Figure): void {
  const query = playgroundOfRun(live);
  if (!query) return;
  keepOwnRule(keptPlayground()?.get('rule') ?? '', query.get('rule') ?? '');
  leadTo(PLAYGROUND, query, live.waiting.peek());
}
