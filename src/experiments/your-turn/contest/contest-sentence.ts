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
    const beside = second ? `, and ${second.name} from {second}` : '';
    return {
      text: `Of our rules ${best.name} leads: from {best} of the starts it got to the lowest place${beside}.`,
      numbers,
    };
  }
  const { text, least, most } = differenceOf(difference);
  return {
    text: `Your rule got to the lowest place from {own} of the starts, and ${best.name} from {best}. Other problems and starts like these ${text} ${rankText(own.rank, rows.length)}`,
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
  const spread = first === last ? 'do so again' : `come between ${first} and ${last}`;
  return `It comes ${placeText(value)} of the ${of} rules here, and on other problems it would nearly always ${spread}.`;
}
