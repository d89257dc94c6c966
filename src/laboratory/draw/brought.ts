/** The drawn path outside its figure: links from the playground, old ones too, what this device keeps, and the way back. */
import { effect } from '@preact/signals';
import { codeText } from '../../engine/code.ts';
import { type Place, placesOf, placeText } from '../../engine/places.ts';
import { pointsIn, pointsText } from '../../engine/points.ts';
import type { Value, Values } from '../../engine/schema.ts';
import { FIRST_RULE } from '../../experiments/kit/first-texts.ts';
import { along, FIRST_LOSS, isLoss, losses, shareOf } from '../../experiments/kit/losses.ts';
import { shortNames } from '../../experiments/kit/rule-families.ts';
import { format, parse } from '../../figure/permalink.ts';
import { numbersAt, withNumber } from '../../python/numbers.ts';
import { keepText, ruleName } from '../../widgets/code/kept-text.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { device } from '../../widgets/page/store.ts';
import { contentsOf, hashOf, keep, keepOwnRule, kept } from '../playground/keeping.ts';
import { firstSettings, onLoss, readSettings, type Settings, sheetOf } from '../playground/settings.ts';
import { readSketch } from './sketch.ts';

const KEY = 'laboratory draw';
/** The place of what the playground keeps, with a line in it as long as it was drawn there. */
const PLAYGROUND = 'laboratory';

/** The loss of settings as a text; empty where it is the engine's. */
function groundIn({ loss, lossText, modelText, points, over }: Settings): string {
  if (loss === 'own') return codeText(lossText);
  if (loss !== 'model') return '';
  // A model is a loss too: the sum of squares over its points.
  return codeText(`${modelText.trimEnd()}

points = ${JSON.stringify(points)}

def loss(x, y):
    phi = np.array([${over[0] === 0 ? 'x, y' : 'y, x'}])
    total = 0
    for at, value in points:
        total = total + (model(at, phi) - value) ** 2
    return total`);
}

/** The values of settings of the playground, and of a line that was drawn there. @throws Error in words for the reader */
export function valuesOfSettings({ spec }: Pick<Figure, 'spec'>, found: unknown): Values {
  const settings = readSettings(found);
  const { loss, points, phi } = settings;
  if (loss === 'model' && phi.length !== 2)
    throw new Error('A line on the sheet says where two parameters go. Give your model two, or take another loss.');
  const window = sheetOf(settings);
  const { x, y } = window;
  const sketch = readSketch((found as { sketch?: unknown } | undefined)?.sketch, window);
  const path = sketch.map(([a, b]): Place => [shareOf(x, a), shareOf(y, b)]);
  const isOwn = loss === 'own' || loss === 'model';
  const isUsual = JSON.stringify([x, y]) === JSON.stringify([losses[loss].x, losses[loss].y]);
  const query = new URLSearchParams({
    loss: loss === 'model' ? 'own' : loss,
    path: path.map(placeText).join('') || 'none',
    ground: groundIn(settings),
    points: pointsText(points),
  });
  if (isOwn || !isUsual)
    for (const [name, at] of Object.entries({ left: x[0], right: x[1], bottom: y[0], top: y[1] }))
      query.set(name, String(at));
  return parse(spec.schema, query, spec.defaults).values;
}

/** Whether the reader has written a text on this device, or the page has. */
function isOurs(ground: Value | undefined): boolean {
  const own = kept();
  const theirs = own ? (['own', 'model'] as const).map((loss) => groundIn({ ...own, loss })) : [];
  return [codeText(FIRST_LOSS), ...theirs].includes(String(ground));
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

/** The drawing as the page was left, or as the playground had it. */
function keptValues(live: Figure): Values | undefined {
  const { spec } = live;
  const own = device.read(KEY, (found) => parse(spec.schema, new URLSearchParams(String(found)), spec.defaults).values);
  if (own) return own;
  const before = device.read(PLAYGROUND, (found) => valuesOfSettings(live, found));
  return before && before['path'] !== '' ? before : undefined;
}

/** Gives the figure what a link or this device has for it, and keeps what the reader makes of it. */
export async function bringDrawing(live: Figure): Promise<void> {
  const { spec } = live;
  addEventListener('hashchange', () => void openLink(live));
  if (!(await openLink(live)) && !live.changed.peek()) {
    const before = keptValues(live);
    if (before) {
      live.trust(before);
      live.bring(before);
    }
  }
  let written = live.values.peek()['ground'];
  effect(() => {
    const { ground, loss } = live.values.value;
    // Whoever writes a loss wants to see it.
    if (ground !== written && ground !== '' && loss !== 'own') queueMicrotask(() => live.set({ loss: 'own' }));
    written = ground;
  });
  effect(() => {
    const query = new URLSearchParams([...format(spec.schema, live.readerValues, spec.defaults)]);
    // A text that waits for the reader's word is not kept.
    if (live.waiting.value) return;
    device.keep(KEY, query.size > 0 ? JSON.stringify(String(query)) : undefined);
    const ground = String(live.readerValues['ground']);
    if (ground !== '') keepText(ruleName(live), ground);
  });
}

/** The settings of the playground in which the reader's own rule makes the run that is shown; undefined without a run. */
export function settingsOfRun({ values, presentation }: Pick<Figure, 'values' | 'presentation'>): Settings | undefined {
  const { panels = [], numbers = {} } = presentation.peek() ?? {};
  const sheet = panels.find((panel) => panel.kind === 'surface');
  const shown = sheet?.paths?.find(({ name }) => name === 'nearest run');
  const family = shown?.label;
  const rule = panels.find(({ name }) => name === 'lines');
  const lines = (rule?.kind === 'table' ? rule.rows : [])
    .map(([line]) => line)
    .join('\n')
    .replaceAll('\u00a0', ' ');
  const { loss, path, ground, points } = values.peek();
  const [first] = placesOf(String(path));
  if (!sheet || !shown || lines === '' || !first || !isLoss(loss)) return undefined;
  const number = (name: string): number | undefined => numbers[name]?.value;
  // The playground's first rule is Nesterov's, and in its own words it needs no Python.
  const text =
    family === shortNames.nesterov
      ? numbersAt(lines).reduce((own, { name, value }) => withNumber(own, name, value), FIRST_RULE)
      : lines;
  const before = kept() ?? firstSettings();
  const window = { x: sheet.x.domain, y: sheet.y.domain };
  return {
    ...(before.loss === loss ? before : onLoss(before, loss)),
    ...(loss === 'own' && { lossText: String(ground), window }),
    ...(loss === 'line' && { points: pointsIn(String(points)) ?? before.points, window }),
    start: [along(window.x, first[0]), along(window.y, first[1])],
    steps: Math.max(1, shown.x.length - 1),
    noise: 0,
    batch: number('shownBatch') ?? 0,
    seed: number('shownSeed') ?? before.seed,
    own: { on: true, text },
  };
}

/** Takes the run that is shown to the playground, where it becomes the reader's own rule. */
export async function useRule(live: Figure): Promise<void> {
  const settings = settingsOfRun(live);
  if (!settings) return;
  keepOwnRule(kept()?.own.text, settings.own.text);
  keep(settings);
  location.href = `${import.meta.env.BASE_URL}laboratory/${await hashOf(settings, settings.steps)}`;
}
