/** The sentence on a contest. */
import type { Standing, Standings } from './standings.ts';

const percent = (share: number): string => `${Math.round(100 * share)}`;

/** A share with its interval, as in `61 % [57, 65]`. */
export const shareText = ({ value, low, high }: Standing['arrived']): string =>
  `${percent(value)} % [${percent(low)}, ${percent(high)}]`;

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const placeText = (rank: number): string => PLACES[Math.round(rank) - 1] ?? `number ${Math.round(rank)}`;

/** What the reader's rule came to, beside the best of the others; without one, who leads. */
export function verdictOf({ rows, difference }: Standings): string {
  const own = rows.find((row) => row.own);
  const [best, second] = rows.filter((row) => !row.own);
  if (!best) return '';
  if (!own || !difference) {
    const beside = second ? `, and ${second.name} ${shareText(second.arrived)}` : '';
    return `Of our rules ${best.name} leads: it reached ${shareText(best.arrived)} of the starts${beside}.`;
  }
  const shares = `Your rule reached ${shareText(own.arrived)} of the starts, and ${best.name} ${shareText(best.arrived)}.`;
  return `${shares} ${differenceText(difference)} ${rankText(own.rank, rows.length)}`;
}

function differenceText({ low, high }: Standing['arrived']): string {
  const others = 'Other problems and starts like these';
  if (low > 0 || high < 0) {
    const [least, most] = low > 0 ? [low, high] : [-high, -low];
    const side = low > 0 ? 'higher' : 'lower';
    return `${others} would put yours from ${percent(least)} to ${percent(most)} points ${side}, so the difference is more than chance.`;
  }
  return `${others} could put yours anywhere from ${percent(-low)} points lower to ${percent(high)} points higher, so the difference may be chance.`;
}

function rankText({ value, low, high }: Standing['rank'], of: number): string {
  const [first, last] = [placeText(low), placeText(high)];
  const spread = first === last ? 'as in nearly every draw' : `and between ${first} and ${last} in nearly every draw`;
  return `Among the ${of} rules of this contest it comes ${placeText(value)}, ${spread}.`;
}
