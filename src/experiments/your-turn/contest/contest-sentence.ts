/** The sentence on a contest, and its numbers. */
import { fixed, percent, type ShownNumber } from '../../../figure/index.ts';
import type { Standing, Standings } from './standings.ts';

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const placeText = (rank: number): string => PLACES[Math.round(rank) - 1] ?? `number ${Math.round(rank)}`;

interface Told {
  text: string;
  numbers: Record<string, ShownNumber>;
}

/** How the reader's rule came out, beside the best of the others; without one, who leads. */
export function verdictOf({ rows, difference }: Standings): Told {
  const own = rows.find((row) => row.own);
  const [best, second] = rows.filter((row) => !row.own);
  if (!best) return { text: 'No rule has run.', numbers: {} };
  const numbers = { best: percent(best.arrived, 0), ...(second && { second: percent(second.arrived, 0) }) };
  if (!own || !difference) {
    const beside = second ? `, and ${second.name} {second}` : '';
    return { text: `Of our rules ${best.name} leads: it reached {best} of the starts${beside}.`, numbers };
  }
  const { text, least, most } = differenceOf(difference);
  return {
    text: `Your rule reached {own} of the starts, and ${best.name} {best}. Other problems and starts like these ${text} ${rankText(own.rank, rows.length)}`,
    numbers: { ...numbers, own: percent(own.arrived, 0), least: fixed(100 * least, 0), most: fixed(100 * most, 0) },
  };
}

function differenceOf({ low, high }: Standing['arrived']): { text: string; least: number; most: number } {
  if (low > 0 || high < 0) {
    const [least, most] = low > 0 ? [low, high] : [-high, -low];
    const side = low > 0 ? 'higher' : 'lower';
    return {
      text: `would put yours from {least} to {most} points ${side}, so the difference is more than chance.`,
      least,
      most,
    };
  }
  return {
    text: 'could put yours anywhere from {least} points lower to {most} points higher, so the difference may be chance.',
    least: -low,
    most: high,
  };
}

function rankText({ value, low, high }: Standing['rank'], of: number): string {
  const [first, last] = [placeText(low), placeText(high)];
  const spread = first === last ? 'as in nearly every draw' : `and between ${first} and ${last} in nearly every draw`;
  return `Among the ${of} rules of this contest it comes ${placeText(value)}, ${spread}.`;
}
