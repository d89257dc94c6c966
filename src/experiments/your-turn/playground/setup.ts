/**
 * Everything derived from the values of the playground before a run is made: its map, its start, and the rules that
 * take part.
 */
import { isFirstRule, namedNumbers } from '../../kit/first-texts.ts';
import { type Frame, frameOf, type Point } from '../../kit/loss-frames.ts';
import { along, hasExamples, isCurve, isPython, lossOf, type Rates, type Span } from '../../kit/losses.ts';
import { chosenWindow, pointsOf } from '../../kit/own-map.ts';
import { type Look, looks, ruleNames } from '../../kit/rule-names.ts';
import { parameters, type V } from './parameters.ts';
import { type RunPart, textOfRule } from './runs.ts';
import { lossOfModel, type World } from './world.ts';

/** The parameters of a model on the map; with only one the other repeats it. */
function overOf({ count, shownAcross, shownUp }: V): Point {
  const last = count - 1;
  const a = Math.min(shownAcross, last);
  const b = Math.min(shownUp, last);
  return a !== b ? [a, b] : [a, a === 0 ? Math.min(1, last) : 0];
}

/** The initial parameters of a model, except those moved on the map by the reader. */
const phiOf = (values: V): number[] =>
  [values.phi0, values.phi1, values.phi2, values.phi3, values.phi4, values.phi5].slice(0, values.count);

export interface Setup extends Frame {
  x: Span;
  y: Span;
  over: Point;
  /** All parameters. */
  whole: number[];
  steps: number;
  /** The code that Python evaluates for the map; empty for a loss of ours. */
  ground: string;
  /** The reader's loss or model as written; empty for a loss of ours. */
  text: string;
}

/** Everything derived from the values without a run; undefined while code is missing. */
export function setupOf(values: V): Setup | undefined {
  const { loss } = values;
  const text = loss === 'own' ? values.ground : loss === 'model' ? values.model : '';
  if (isPython(loss) && text === '') return undefined;
  const frame = frameOf(loss, pointsOf(values));
  const { x, y } = chosenWindow(values) ?? frame.window;
  const over = loss === 'model' ? overOf(values) : ([0, 1] as const);
  const phi = phiOf(values);
  const isStill = values.across === parameters.across.default && values.up === parameters.up.default;
  const first = loss === 'model' ? ([phi[over[0]]!, phi[over[1]]!] as const) : frame.start;
  const start: Point = isStill ? first : [along(x, values.across), along(y, values.up)];
  const isOfOne = loss === 'own' && isCurve(text);
  const whole =
    loss === 'model'
      ? phi.map((at, i) => (i === over[0] ? start[0] : i === over[1] ? start[1] : at))
      : isOfOne
        ? [start[0]]
        : [...start];
  return {
    ...frame,
    x,
    y,
    start,
    over,
    whole,
    steps: values.steps || lossOf(loss).steps,
    text,
    ground: loss === 'model' ? lossOfModel(text, pointsOf(values), phi, over) : text,
  };
}

export const worldOf = (values: V, { x, y, ground }: Setup): World => ({
  loss: values.loss,
  points: values.loss === 'line' || values.loss === 'model' ? pointsOf(values) : [],
  ground,
  x,
  y,
});

/** A rule that takes part, and its run as a part. */
export interface Entrant {
  look: Look;
  own: boolean;
  /** Names in a table, on the map and in the chart, and within a sentence. */
  title: string;
  name: string;
  spoken: string;
  rate: number | undefined;
  /** The multiple of the suggested rate in its control. */
  times: number;
  part: RunPart;
}

const OWN = 'your rule';

/** The rule that runs as long as the reader has changed only its numbers, which the engine can do. */
export const firstRule = (rates: Rates, text = '') => ({
  id: 'nesterov' as const,
  hyper: { alpha: rates.own, beta: 0.9, ...(isFirstRule(text) && numbersOf(text)) },
});
const numbersOf = (text: string): Record<string, number> =>
  Object.fromEntries(namedNumbers(text).map(({ name, value }) => [name, value]));

export function entrantsOf(values: V, setup: Setup): Entrant[] {
  const { loss, noise, batch, seed } = values;
  const { text, whole, over, steps, rates } = setup;
  const isDrawn = noise > 0 || (hasExamples(loss) && batch > 0);
  const shared = {
    loss,
    points: loss === 'line' || loss === 'model' ? pointsOf(values) : [],
    text,
    start: whole,
    over,
    steps,
    noise,
    batch: hasExamples(loss) ? batch : 0,
    seed: isDrawn ? seed : 0,
  };
  const first = firstRule(rates, values.rule);
  const isOurs = values.rule === '' || isFirstRule(values.rule);
  const { alpha } = isOurs ? first.hyper : numbersOf(values.rule);
  const own: Entrant = {
    look: 'run',
    own: true,
    title: OWN,
    name: OWN,
    spoken: OWN,
    rate: alpha,
    times: 1,
    part: { ...shared, ...first, rule: !isOurs ? values.rule : text === '' ? '' : textOfRule(first), isOurs },
  };
  const rivals = ([2, 3, 4] as const).flatMap((k): Entrant[] => {
    const id = values[`rule${k}`];
    if (id === 'none') return [];
    const { title, short, spoken, rate: kind } = ruleNames[id];
    const rate = kind && Number((values[`rate${k}`] * rates[kind]).toPrecision(12));
    const ruled = { id, hyper: rate === undefined ? {} : { alpha: rate } };
    const part = { ...shared, ...ruled, rule: text === '' ? '' : textOfRule(ruled), isOurs: true };
    return [{ look: looks[k - 1]!, own: false, title, name: short, spoken, rate, times: values[`rate${k}`], part }];
  });
  return [...(values.own ? [own] : []), ...rivals];
}
