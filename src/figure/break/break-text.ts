/** The findings of a search for a break, as sentences. Labels keep their markup, so that symbols are set as symbols. */
import { isNumeric, type Schema, type Value, type Values } from '../../engine/schema.ts';
import type { Outcome } from '../experiment.ts';
import { show } from '../parameters/index.ts';
import { changedBetween } from './axes.ts';
import type { Answer, Finding } from './find-turn.ts';

const VERB: Record<Outcome, string> = { holds: 'holds', fails: 'fails', depends: 'depends' };

/** An answer in one word, as a cell of the map is read aloud. */
export const wordOf = (answer: Answer | undefined): string =>
  answer === undefined
    ? 'not tried'
    : answer === 'open'
      ? 'no verdict'
      : answer === 'unknown'
        ? 'not computed'
        : VERB[answer];

/** `0.62`, `30 °`, `cosine to 0`, `on`. */
export function valueText(schema: Schema, name: string, value: Value): string {
  const parameter = schema[name]!;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const unit = isNumeric(parameter) && parameter.unit !== undefined ? `\u00a0${parameter.unit}` : '';
  const text = show(parameter, value).replace(/^-/, '\u2212') + unit;
  return isNumeric(parameter) ? text : `“${text}”`;
}

/** `“Learning rate α” at 0.62 instead of 0.4 and “Steps” at 20 instead of 80`. */
export function changeText(schema: Schema, now: Values, to: Values): string {
  const changes = changedBetween(schema, now, to).map(
    (name) =>
      `“${schema[name]!.label}” at ${valueText(schema, name, to[name]!)} instead of ${valueText(schema, name, now[name]!)}`,
  );
  return listed(changes);
}

/** `“Learning rate α” is 0.62 instead of 0.4, and “Steps” is 20 instead of 80`, as a clause after `when`. */
const turnText = (schema: Schema, now: Values, to: Values): string =>
  changedBetween(schema, now, to)
    .map(
      (name) =>
        `“${schema[name]!.label}” is ${valueText(schema, name, to[name]!)} instead of ${valueText(schema, name, now[name]!)}`,
    )
    .join(', and ');

const seedsText = (verb: string, { turned, of }: { turned: number; of: number }): string => {
  const seeds = turned === of ? `all ${of} other seeds that were tried` : `${turned} of ${of} other seeds`;
  return `With ${seeds} it ${verb} there too.`;
};

const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

interface BreakText {
  /** The findings, beginning with the answer. */
  found: readonly string[];
  /** The settings that were searched, and those that were not. */
  searched: readonly string[];
}

export function breakText(schema: Schema, finding: Finding): BreakText {
  return { found: foundText(schema, finding), searched: searchedText(schema, finding) };
}

function foundText(
  schema: Schema,
  { now, outcome, turn, chance, seedsNow, depends, tried, unknown }: Finding,
): string[] {
  const opposite = outcome === 'holds' ? 'fails' : 'holds';
  const texts: string[] = [];
  if (turn) {
    texts.push(`It ${opposite} when ${turnText(schema, now, turn.values)}.`);
    if (turn.before) {
      const differing = changedBetween(schema, turn.before, turn.values);
      const kept = listed(differing.map((name) => valueText(schema, name, turn.before![name]!)));
      texts.push(`At ${kept} it still ${outcome}.`);
    }
    if (turn.seeds) texts.push(seedsText(opposite, turn.seeds));
    else if (seedsNow) texts.push('The search ended before other seeds were tried there.');
    if (chance?.seeds)
      texts.push(
        `Nearer, with ${changeText(schema, now, chance.values)}, it ${opposite} only by chance: at ${chance.seeds.turned} of ${chance.seeds.of} other seeds.`,
      );
  } else if (tried === 0) {
    texts.push('Nothing was tried: no other setting of these controls has been computed ahead.');
  } else {
    const surely = chance ? ' for more than this seed' : '';
    const what =
      tried === 1 ? 'The one setting that was tried did not turn it' : `None of ${tried} settings turned it${surely}`;
    const also = depends ? `; at ${depends.count} of them it depends` : '';
    texts.push(`${what}${also}.`);
    if (depends) texts.push(`The nearest of those has ${changeText(schema, now, depends.values)}.`);
    if (chance?.seeds)
      texts.push(
        `With ${changeText(schema, now, chance.values)} it ${opposite} only by chance: at ${chance.seeds.turned} of ${chance.seeds.of} other seeds.`,
      );
  }
  if (seedsNow && seedsNow.turned > 0)
    texts.push(
      `With only another seed it ${opposite} at ${seedsNow.turned} of ${seedsNow.of}: here it rests on chance.`,
    );
  else if (seedsNow && !turn) texts.push(`Changing only the seed never changed the verdict (${seedsNow.of} tried).`);
  if (unknown > 0)
    texts.push(
      `Only what was computed ahead was looked at: ${count(unknown, 'other setting')} would have to be run first.`,
    );
  return texts;
}

function searchedText(schema: Schema, { searched, left, stopped }: Finding): string[] {
  const ranges = searched.map((name) => {
    const parameter = schema[name]!;
    if (!isNumeric(parameter)) return `“${parameter.label}”`;
    return `“${parameter.label}” from ${valueText(schema, name, parameter.min)} to ${valueText(schema, name, parameter.max)}`;
  });
  const texts = ['Each control by itself outward from its value, then two together.', `Changed: ${ranges.join('; ')}.`];
  if (left.length > 0) texts.push(`Left as they are: ${left.map((name) => `“${schema[name]!.label}”`).join('; ')}.`);
  texts.push(
    stopped
      ? 'The search ended with its time, so a nearer turn may have been missed.'
      : 'Between the settings that were tried a narrow turn may have been missed.',
  );
  return texts;
}
