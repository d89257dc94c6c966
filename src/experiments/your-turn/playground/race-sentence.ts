/** Writes the sentence about the four runs at a step. */

import { count, fixed, type ShownNumber, significant } from '../../../figure/index.ts';
import { showNumber } from '../../../figure/sentence.ts';
import { listed } from '../../kit/in-words.ts';
import type { Span } from '../../kit/losses.ts';
import type { Run } from './runs.ts';
import { isHigher, type Minimum } from './world.ts';

export interface Contestant {
  name: string;
  own: boolean;
  run: Run;
}

/** A loss with as many digits as distinguish runs: three decimals, or a power of ten if it is far from 1. */
export function shownLoss(loss: number): ShownNumber {
  const size = Math.abs(loss);
  if (size >= 1e5 || (size > 0 && size < 5e-4)) return significant(loss, 2);
  return fixed(loss, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
}
const lossText = (loss: number): string => showNumber(shownLoss(loss));

export const lossAt = ({ loss }: Run, step: number): number => loss[Math.min(step, loss.length - 1)] ?? Number.NaN;

/** Whether a run has diverged by a step. */
export const isLost = ({ lost }: Run, step: number): boolean => lost !== undefined && step >= lost;

const RANKS = ['first', 'second', 'third', 'fourth'];
const COUNTS = ['none', 'one', 'two', 'three', 'four'];

/** Maximum distance from a minimum of a run that counts as caught there, as a fraction of the map. */
const CAUGHT = 0.03;

interface View {
  minima: readonly Minimum[];
  x: Span;
  y: Span;
}

/**
 * The minimum above the lowest one at which a run stays from a step on; undefined if it is still moving, or at none.
 */
function restingAt({ run }: Contestant, step: number, { minima, x, y }: View): Minimum | undefined {
  const [lowest, ...others] = minima;
  if (!lowest || run.lost !== undefined) return undefined;
  const from = Math.min(step, run.x.length - 1);
  const staysNear = (one: Minimum): boolean =>
    run.x
      .subarray(from)
      .every(
        (atX, k) =>
          Math.abs(one.x - atX) < CAUGHT * (x[1] - x[0]) &&
          Math.abs(one.y - (run.y[from + k] ?? Number.NaN)) < CAUGHT * (y[1] - y[0]),
      );
  return others.find((other) => isHigher(other, lowest) && staysNear(other));
}

/** The basin in which a run is caught at a step, in words. */
function caughtIn(one: Contestant, step: number, view: View): string | undefined {
  const { minima, x, y } = view;
  const [lowest, ...others] = minima;
  const here = restingAt(one, step, view);
  if (!lowest || !here) return undefined;
  const [dx, dy] = [(here.x - lowest.x) / (x[1] - x[0]), (here.y - lowest.y) / (y[1] - y[0])];
  const side = Math.abs(dx) >= Math.abs(dy) ? (dx < 0 ? 'left' : 'right') : dy < 0 ? 'lower' : 'upper';
  return `is caught in ${others.length === 1 ? 'the other' : `${others.length > 2 ? 'a' : 'the'} ${side}`} basin`;
}

const NO_VALUE = 'The loss has no value at the start. Choose another start, or look at the text of the loss.';

/** The sentence that a run has diverged, and when. */
const divergence = ({ name, run: { lost = 1 } }: Contestant, after: string): Said =>
  lost <= 1
    ? { text: `${name} diverged at its first step`, numbers: {} }
    : { text: `${name} diverged after step {${after}}`, numbers: { [after]: count(lost - 1) } };

const textAt = ({ run }: Contestant, step: number): string => lossText(lossAt(run, step));

/** The sentence that is true of all rules at once, if their losses are indistinguishable; otherwise undefined. */
function sharedBy(all: readonly Contestant[], step: number, view: View): string | undefined {
  if (new Set(all.map((one) => textAt(one, step))).size > 1) return undefined;
  const caught = new Set(all.map((one) => caughtIn(one, step, view)));
  const [where] = caught;
  if (caught.size === 1 && where !== undefined) return where.replace(/^is /, 'are ');
  // At their start all runs are at the same point anyway.
  return step === 0 ? undefined : 'are equally high';
}

/** A sentence, or a part of one, with its numbers by name. */
interface Said {
  text: string;
  numbers: Readonly<Record<string, ShownNumber>>;
}

export function verdictOf(all: readonly Contestant[], step: number, view: View): Said {
  if (all.length === 0) return { text: 'No rule is chosen. Choose one to see it run.', numbers: {} };
  if (all.every(({ run }) => Number.isNaN(run.loss[0] ?? Number.NaN))) return { text: NO_VALUE, numbers: {} };
  const said: Said[] = [];
  const running = all.filter(({ run }) => !isLost(run, step));
  const ranked = [...running].sort((a, b) => lossAt(a.run, step) - lossAt(b.run, step));
  const say = (name: string, one: Contestant, text: string): Said => ({
    text: `${text} {${name}}`,
    numbers: { [name]: shownLoss(lossAt(one.run, step)) },
  });
  const own = all.find((one) => one.own);
  const [lowest] = ranked;
  // Rules whose losses are written alike are named together.
  const level = lowest ? ranked.filter((one) => textAt(one, step) === textAt(lowest, step)) : [];
  const together =
    lowest && ranked.length > 1 && ranked.length === all.length ? sharedBy(ranked, step, view) : undefined;
  if (lowest && together) {
    const who = all.length === 2 ? 'both' : `all ${COUNTS[all.length]}`;
    said.push(say('lowest', lowest, `${who} rules ${together}, at`));
    return joined(step, said);
  }
  if (own && isLost(own.run, step)) {
    said.push(divergence(own, 'ownAfter'));
  } else if (own && !level.includes(own) && ranked.length > 1) {
    const rank = ranked.indexOf(own);
    const place = rank === ranked.length - 1 ? 'last' : RANKS[rank];
    said.push(say('own', own, `${own.name} is ${place} of the ${COUNTS[ranked.length]} rules, at`));
  }
  if (lowest)
    said.push(
      say(
        'lowest',
        lowest,
        `${listed(level.map(({ name }) => name))} ${level.length > 1 ? 'are' : 'is'} ${ranked.length > 1 ? 'lowest, at' : 'at'}`,
      ),
    );
  const others = all.filter((one) => one !== own && !level.includes(one));
  const gone = others.find(({ run }) => isLost(run, step));
  // A run in the basin of the lowest minimum is not caught beside it.
  const best = lowest && restingAt(lowest, lowest.run.x.length - 1, view);
  const caught = others.find((other) => {
    const there = isLost(other.run, step) ? undefined : restingAt(other, step, view);
    return there !== undefined && there !== best;
  });
  const highest = ranked.at(-1);
  if (gone) said.push(divergence(gone, 'goneAfter'));
  else if (caught) said.push(say('other', caught, `${caught.name} ${caughtIn(caught, step, view)}, at`));
  else if (highest && others.includes(highest)) said.push(say('other', highest, `${highest.name} is highest, at`));
  return joined(step, said);
}

/** Runs that diverged have their own step, and are mentioned before the state of the others at this one. */
function joined(step: number, said: readonly Said[]): Said {
  const isGone = ({ text }: Said): boolean => / diverged /.test(text);
  const gone = said.filter(isGone).map(({ text }) => text);
  const there = said.filter((one) => !isGone(one)).map(({ text }) => text);
  const sentences = [gone.join('; '), there.length > 0 ? `at step {at} ${there.join('; ')}` : ''];
  return {
    text: sentences
      .filter((text) => text !== '')
      .map((text) => `${text.replace(/^[a-z]/, (letter) => letter.toUpperCase())}.`)
      .join(' '),
    numbers: Object.assign({ at: count(step) }, ...said.map(({ numbers }) => numbers)),
  };
}
