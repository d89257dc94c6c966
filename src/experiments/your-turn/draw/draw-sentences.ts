/** Sentences on the nearest run, and on why plain descent cannot draw a line. */
import { count, known, percent, type ShownNumber, significant } from '../../../figure/index.ts';
import { familyNames } from '../../kit/rule-families.ts';
import type { Candidate } from './nearest-run.ts';
import type { Reason } from './reasons.ts';

/** Mean distances up to which a run lies on the line for any eye, and up to which it comes near, in widths of the sheet. */
const ON = 0.01;
const NEAR = 0.03;
/** Farther than this, plain descent has not drawn the line; it cannot, if another rule is so many times nearer. */
const DRAWN = 0.015;
const FARTHER = 2;

const MINUS = '\u2212';
/** A number in a table. */
export function numberText(value: number): string {
  if (value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4))
    return String(Number(value.toPrecision(4))).replace('-', MINUS);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa} · 10^{${exponent.replace('+', '').replace('-', MINUS)}}`.replace('-', MINUS);
}

/** A number in as few digits as it has, four at most. */
export function short(value: number): ShownNumber {
  const [mantissa = ''] = Number(value.toPrecision(4)).toExponential().split('e');
  return significant(value, mantissa.replace(/[-.]/g, '').length);
}

/** How near the nearest run comes, and whether plain descent could do it: a text, and the numbers that it names. */
export function answerOf(
  best: readonly Candidate[],
  free = false,
): { text: string; numbers: Record<string, ShownNumber> } {
  const [first] = best;
  if (!first) return { text: 'No rule makes a run from where your line begins.', numbers: {} };
  const { alpha, beta, batch, seed, steps, distance } = first;
  const descent = best.find(({ family }) => family === 'descent');
  return {
    text: [nearest(best, first), free && distance <= NEAR && rateFree(first), besides(best)].filter(Boolean).join(' '),
    numbers: known({
      rate: short(alpha),
      beta: beta === undefined ? undefined : short(beta),
      batch: batch === undefined ? undefined : count(batch),
      seed: seed === undefined ? undefined : count(seed),
      steps: count(steps),
      away: percent(distance, 1),
      descent: descent && percent(descent.distance, 1),
    }),
  };
}

function nearest(best: readonly Candidate[], { family, beta, batch, steps, distance }: Candidate): string {
  const [title, spoken] = familyNames[family];
  const chance =
    batch === undefined ? '' : `, ${batch === 1 ? 'one example' : '{batch} examples'} at a step, drawn by seed {seed}`;
  const numbers = `at a rate of {rate}${beta === undefined ? '' : ' with beta {beta}'}${chance}`;
  const stays = `${steps === 1 ? 'in one step' : 'over {steps} steps'} it stays, on average, {away} of the sheet’s width`;
  if (distance <= ON) return `${title} ${numbers} draws your line as closely as a hand can draw: ${stays} from it.`;
  if (distance <= NEAR) {
    // It is the simplest of those that the eye cannot tell apart, and the table may show a smaller number.
    const isNearest = best.every((other) => distance <= other.distance);
    return `${title} ${numbers} comes ${isNearest ? 'nearest' : 'as near as any rule to the eye'}: ${stays} from your line.`;
  }
  return `No rule comes near your line. The nearest is ${spoken} ${numbers}: ${stays} away.`;
}

const rateFree = ({ beta }: Candidate): string =>
  beta === undefined
    ? 'Half the rate and twice the steps would draw the same line, so the line alone does not tell the rate.'
    : 'A smaller rate with a beta nearer to 1 would draw the same line, so the line alone does not tell the rate.';

function besides(best: readonly Candidate[]): string {
  const descent = best.find(({ family }) => family === 'descent');
  if (!descent || descent === best[0]) return '';
  if (cannot(best)) return 'Plain descent cannot draw it: its nearest run stays {descent} away.';
  return descent.distance <= NEAR
    ? 'Plain descent could nearly draw it too, and stays {descent} away.'
    : 'Plain descent comes a little less near, and stays {descent} away.';
}

/**
 * Whether plain descent, at the best of its rates, does not draw the line: it stays away from it, and much farther than the
 * rule that is named, unless none comes near.
 */
export function cannot(best: readonly Candidate[]): boolean {
  const [first] = best;
  const descent = best.find(({ family }) => family === 'descent');
  if (!first || !descent || descent.distance <= DRAWN) return false;
  return first.distance > NEAR || descent.distance > FARTHER * first.distance;
}

const turned = (degrees: number): number => Math.round(degrees / 5) * 5;

/** Why descent with small steps cannot draw a line, at one place. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'climb': {
      const [low, high] = [reason.low, reason.high].map((loss) => numberText(Number(loss.toPrecision(3))));
      return `Your line climbs here, from a loss of ${low} to ${high}. Descent with small steps never climbs, because each step leads down the slope.`;
    }
    case 'rim':
      return 'Your line crosses the rim between two basins here. Descent with small steps ends in the basin where it begins.';
    case 'twice':
      return `Your line passes this point twice, in two directions ${turned(reason.degrees)} degrees apart. Plain descent remembers nothing, so from one point it always goes one way.`;
    case 'aside':
      return `Here your line turns ${turned(reason.degrees)} degrees away from straight down. Descent with small steps has no other direction than straight down.`;
  }
}

/** The sentence if no place of the line forbids plain descent, and it is far away all the same. */
export const NO_REASON =
  'No single place of your line forbids it. But from where you begin the slope leads another way, a little more with each step.';
