/** Sentences on the nearest run, and on why plain descent cannot draw a line. */
import type { Piece } from '../playground/race-sentence.ts';
import { lossText } from '../playground/race-sentence.ts';
import { familyNames } from './families.ts';
import type { Reason } from './reasons.ts';
import type { Candidate } from './search.ts';

/** Mean distances up to which a run lies on the line for any eye, and up to which it comes near, in widths of the sheet. */
const ON = 0.01;
const NEAR = 0.03;
/** Farther than this, plain descent has not drawn the line. */
const DRAWN = 0.015;

const live = (text: string): Piece => ({ text, live: true });
const plain = (text: string): Piece => ({ text });

/** Of the width of a sheet, in percent. */
export const shareText = (distance: number): string => `${(100 * distance).toFixed(1)}\u00a0%`;
export function numberText(value: number): string {
  if (value === 0 || (value >= 1e-3 && value < 1e4)) return String(Number(value.toPrecision(4)));
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa} · 10^{${exponent.replace('+', '').replace('-', '\u2212')}}`;
}

/** The numbers of a run within a sentence. */
function numbersOf({ alpha, beta, batch, seed }: Candidate): Piece[] {
  return [
    plain(' at a rate of '),
    live(numberText(alpha)),
    ...(beta === undefined ? [] : [plain(' with beta '), live(numberText(beta))]),
    ...(batch === undefined
      ? []
      : [
          plain(
            batch === 1 ? ', one example at a step, drawn by seed ' : `, ${batch} examples at a step, drawn by seed `,
          ),
          live(String(seed)),
        ]),
  ];
}

const stepsOf = ({ steps }: Candidate): Piece[] =>
  steps === 1
    ? [plain('in one step it stays, on average, ')]
    : [plain('over '), live(String(steps)), plain(' steps it stays, on average, ')];

/** How near the nearest run comes, and whether plain descent could do it. */
export function answerOf(best: readonly Candidate[], free: boolean): Piece[] {
  const [first] = best;
  if (!first) return [plain('No rule makes a run from where your line begins.')];
  const [title, spoken] = familyNames[first.family];
  const far = live(shareText(first.distance));
  const said: Piece[] =
    first.distance <= ON
      ? [
          plain(title),
          ...numbersOf(first),
          plain(' draws your line as well as a hand can tell: '),
          ...stepsOf(first),
          far,
          plain(' of the sheet’s width from it.'),
        ]
      : first.distance <= NEAR
        ? [
            plain(title),
            ...numbersOf(first),
            plain(' comes nearest: '),
            ...stepsOf(first),
            far,
            plain(' of the sheet’s width from your line.'),
          ]
        : [
            plain(`No rule comes near your line. The nearest is ${spoken}`),
            ...numbersOf(first),
            plain(': '),
            ...stepsOf(first),
            far,
            plain(' of the sheet’s width away.'),
          ];
  if (free && first.distance <= NEAR)
    said.push(
      plain(
        first.beta === undefined
          ? ' Half the rate and twice the steps would draw the same line, so the line alone does not tell the rate.'
          : ' A smaller rate with a beta nearer to 1 would draw the same line, so the line alone does not tell the rate.',
      ),
    );
  return [...said, ...descentOf(best)];
}

function descentOf(best: readonly Candidate[]): Piece[] {
  const descent = best.find(({ family }) => family === 'descent');
  if (!descent || descent === best[0]) return [];
  return cannot(best)
    ? [
        plain(' Plain descent cannot draw it: its nearest run stays '),
        live(shareText(descent.distance)),
        plain(' away.'),
      ]
    : [
        plain(' Plain descent could nearly draw it too, and stays '),
        live(shareText(descent.distance)),
        plain(' away.'),
      ];
}

/** Whether plain descent, at the best of its rates, does not draw the line. */
export function cannot(best: readonly Candidate[]): boolean {
  const descent = best.find(({ family }) => family === 'descent');
  return descent !== undefined && descent.distance > DRAWN;
}

/** Why descent with small steps cannot draw a line, at one place. */
export function reasonOf(reason: Reason): Piece[] {
  switch (reason.kind) {
    case 'climb':
      return [
        plain('Your line climbs here, from a loss of '),
        live(lossText(reason.low)),
        plain(' to '),
        live(lossText(reason.high)),
        plain('. Descent with small steps never climbs, because each step leads down the slope.'),
      ];
    case 'rim':
      return [
        plain(
          'Your line crosses the rim between two basins here. Descent with small steps ends in the basin where it begins.',
        ),
      ];
    case 'twice':
      return [
        plain('Your line passes this point twice, in two directions '),
        live(String(Math.round(reason.degrees / 5) * 5)),
        plain(' degrees apart. Plain descent remembers nothing, so from one point it always goes one way.'),
      ];
    case 'aside':
      return [
        plain('Here your line turns '),
        live(String(Math.round(reason.degrees / 5) * 5)),
        plain(' degrees away from straight down. Descent with small steps has no other direction than straight down.'),
      ];
  }
}

/** The sentence if no place of the line forbids plain descent, and it is far away all the same. */
export const NO_REASON =
  'No single place of your line forbids it. But from where you begin the slope leads another way, a little more with each step.';
