/** Connects the network's figure with the page: its stored setting and its goal. */
import { effect } from '@preact/signals';
import { isNumeric, type Schema, type Value } from '../engine/schema.ts';
import type { Figure } from '../widgets/page/figure.ts';
import { device } from '../widgets/page/store.ts';
import { ruleName, storedText, storeText } from '../widgets/page/stored-text.ts';
import { Bests, firstOf, goals, isReached, orderSays, type Standing, standingOf } from './goals.ts';
import { bringBack, storedQuery, storeFigure, valuesIn } from './stored-figure.ts';
import { writtenRule } from './stored-playground.ts';

const KEY = 'laboratory network';
/** The playground's rule as it was last copied to the network. */
const TAKEN = 'network from the playground';

/** Copies the reader's rule from the playground into the editor, unless the network has its own. */
function takeOver(live: Figure): void {
  const name = ruleName(live);
  const own = storedText(name);
  const theirs = writtenRule();
  if ((own !== undefined && own !== device.text(TAKEN)) || theirs === undefined) return;
  storeText(name, theirs);
  device.keep(TAKEN, theirs);
}

/** Restores the figure's stored setting, unless the URL has one, and stores the reader's changes. */
export function bringNetwork(live: Figure, place: HTMLElement, three: HTMLButtonElement): void {
  takeOver(live);
  const before = storedQuery(KEY);
  if (before && !live.changed.peek()) bringBack(live, { ...valuesIn(live, before), steps: 0 });
  storeFigure(live, KEY);
  showGoal(live, place);
  showLoss(live, place.parentElement?.querySelector('.goal-loss'));
  three.hidden = false;
  three.addEventListener('click', () => live.set({ compare: !live.values.peek()['compare'] }));
  effect(() => {
    const isThree = live.values.value['compare'] === true;
    three.setAttribute('aria-pressed', String(isThree));
    three.classList.toggle('goal-back', isThree);
    three.textContent = isThree ? 'Back to one' : 'Three rules side by side';
    const question = three.parentElement?.querySelector('.question');
    if (question)
      question.textContent = isThree ? 'Which rule parts them first?' : 'Can a few units tell two kinds apart?';
  });
}

/** Minimum number of steps across the small line of the loss: its first steps do not fill it. */
const FEWEST = 100;

/** A small line of the loss, step by step, from the first step on. */
function showLoss(live: Figure, drawn: Element | null | undefined): void {
  effect(() => {
    const panel = live.presentation.value?.panels[0];
    const { step = [], loss = [] } =
      (panel?.kind === 'network' && panel.fields.length === 1 && panel.fields[0]?.losses) || {};
    const last = Math.max(FEWEST, step.at(-1) ?? 0);
    const highest = Math.max(...loss);
    const points = Array.from(step, (t, k) => {
      return `${((100 * t) / last).toFixed(1)} ${(35 - (34 * (loss[k] ?? 0)) / highest).toFixed(1)}`;
    });
    drawn?.toggleAttribute('data-empty', points.length < 2);
    drawn?.querySelector('path')?.setAttribute('d', points.length < 2 ? '' : `M${points.join('L')}`);
  });
}

/** One line: the goal, the best result on this device, and the next suggestion. */
function showGoal(live: Figure, place: HTMLElement): void {
  const bests = new Bests();
  /** The first rule by started run. */
  const firsts = new Map<string, NonNullable<ReturnType<typeof firstOf>>>();
  let last = '';
  effect(() => {
    const { value: presentation } = live.presentation;
    const values = live.whole.value?.values;
    if (!presentation || !values) return;
    const parts: Part[] = [];
    if (values['compare']) {
      const first = firstOf(presentation);
      const { points, first: one, second, start, rate } = values;
      if (first) firsts.set([points, one, second, start, rate].join(), first);
      parts.push(orderSays(firsts));
    } else {
      const standing = standingOf(values, live.spec.defaults, presentation);
      if (standing) {
        bests.note(standing);
        parts.push(...goalSays(standing, bests, values, live.spec.schema));
      }
    }
    const text = parts.map((part) => (typeof part === 'string' ? part : part[0])).join('');
    if (text === last) return;
    last = text;
    place.replaceChildren(
      ...parts.map((part) => {
        if (typeof part === 'string') return part;
        const [words, set] = part;
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = words;
        button.addEventListener('click', () => {
          live.set({ ...set, steps: 0 });
          live.begin();
          // The pressed words are gone.
          const figure = document.getElementById(live.spec.name);
          figure?.querySelector<HTMLElement>('.stepper-play')?.focus({ preventScroll: true });
        });
        return button;
      }),
    );
  });
}

type Part = string | readonly [text: string, set: Readonly<Record<string, Value>>];

/** The line of a goal: words, and buttons that set something. */
export function goalSays(
  standing: Standing,
  bests: Pick<Bests, 'of'>,
  values: Readonly<Record<string, Value>>,
  schema: Schema,
): Part[] {
  const { data, of, units, done, step } = standing;
  const { name, counts, next } = goals[data];
  const best = bests.of(data);
  const isUnits = counts === 'units';
  const nextStart = (Number(values['start']) % mostOf(schema, 'start')) + 1;
  if (!isReached(standing)) {
    const you = !best
      ? ''
      : isUnits
        ? ` Your best: ${best[0]} with ${best[1]}.`
        : best[0] === of
          ? ` Your best: ${best[1]}.`
          : ` Your best: ${best[0]} right.`;
    const goal = `${name}: all ${of} right ${isUnits ? 'with the fewest units' : 'in the fewest steps'}.${you}`;
    // Play stops at the largest value of `steps`.
    if (step < mostOf(schema, 'steps')) return [goal];
    return [`${goal} Stuck? Try `, ['another start', { start: nextStart }], '.'];
  }
  const [first, second] = [Number(values['first']), Number(values['second'])];
  const parts: Part[] = isUnits
    ? [
        `All ${of} with ${units} units. `,
        ...(units > 1
          ? ([
              'Can you do it with ',
              ['fewer', first >= second ? { first: first - 1 } : { second: second - 1 }],
              '? ',
            ] as const)
          : []),
      ]
    : best && done !== undefined && done > best[1]
      ? [`All ${of} in ${done} steps; your best is ${best[1]}. Try `, ['another start', { start: nextStart }], '. ']
      : [
          `All ${of} in ${done} steps, your best. Would `,
          ['twice the rate', { rate: Math.min(mostOf(schema, 'rate'), 2 * Number(values['rate'])) }],
          ' need fewer? ',
        ];
  if (next) parts.push('Next: ', [goals[next].name, { points: next, ...usualIn(schema, ['first', 'second', 'rate']) }]);
  return parts;
}

function usualIn(schema: Schema, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(names.flatMap((name) => (schema[name] ? [[name, schema[name].default]] : [])));
}

function mostOf(schema: Schema, name: string): number {
  const parameter = schema[name];
  return isNumeric(parameter) ? parameter.max : Number.POSITIVE_INFINITY;
}
