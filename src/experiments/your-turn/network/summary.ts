/** The short sentences of the network: one rule, or three of them side by side. */
import type * as f from '../../../figure/index.ts';
import type { Unit } from './fields.ts';
import type { Stand } from './training.ts';

/** Maximum number of ringed wrong points: more would be everywhere. */
const MOST_RINGED = 12;

/** One network: the instruction, or the number of correct points. */
export function summaryOf(
  { step, lost }: Stand,
  { layer }: Unit,
  layers: number,
  { wrong, swings, rate }: { wrong: number; swings: boolean; rate: number },
): string {
  if (lost !== undefined) return 'The weights left for good after step {lost}. Try a smaller rate.';
  if (layer < layers) return `This is what one unit of layer ${layer} makes of each place.`;
  if (step === 0) return 'Press Play. Every point should lie on its own colour.';
  if (wrong === 0) return 'Well done: all {learned} are on their own colour, for the first time at step {done}.';
  if (swings) return 'This rate is too high: the loss leaps up, and {right} of {learned} are on their own colour.';
  const at = rate === 1 ? '' : 'At {times} times the usual rate ';
  return `${at}{right} of {learned} are on their own colour${wrong <= MOST_RINGED ? '; the ringed are not' : ''}.`;
}

/** Three rules side by side: the one ahead, or the first to finish. */
export function summaryOfThree(
  trio: readonly { name: string; role: string; stand: Stand; field: f.NetworkField }[],
  step: number,
): string {
  if (step === 0) return 'One network, the same first weights, the same points.';
  const [first, ...late] = trio
    .filter(({ stand }) => stand.done !== undefined)
    .sort((a, b) => a.stand.done! - b.stand.done!);
  if (!first) {
    const most = Math.max(...trio.map(({ field }) => field.right));
    const ahead = trio.filter(({ field }) => field.right === most);
    const where = ahead.length === trio.length ? 'level' : 'ahead';
    return `${together(ahead)} ${where}, with {${ahead[0]!.role}Right} of {learned} on their own colour.`;
  }
  const last = late.at(-1);
  const level = late.filter(({ stand }) => stand.done === first.stand.done);
  if (level.length > 0)
    return `${together([first, ...level])} level: all {learned} right after {${first.role}Done} steps.`;
  return late.length === trio.length - 1 && last
    ? `${together([first])} first, after {${first.role}Done} steps; ${last.name} needed {${last.role}Done} steps.`
    : `${together([first])} first with all {learned} right, after {${first.role}Done} steps.`;
}

/** "Momentum is", "Momentum and Adam are", "All three are". */
function together(some: readonly { name: string }[]): string {
  if (some.length === 3) return 'All three are';
  const names = some.map(({ name }) => name).join(' and ');
  return `${names.replace(/^./, (letter) => letter.toUpperCase())} ${some.length > 1 ? 'are' : 'is'}`;
}
