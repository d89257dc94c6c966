import { messageWithLine } from '../../python/error-message.ts';
import type { Finding, Likeness } from './diagnose.ts';
import type { Task } from './task.ts';

/** A number in a sentence or a table, with enough digits to distinguish it from its neighbour. */
export function shown(value: number | undefined, digits = 6): string {
  if (value === undefined) return 'nothing';
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value < 0 ? '\u2212infinity' : 'infinity';
  return String(Number(value.toPrecision(digits))).replaceAll('-', '\u2212');
}

/** The findings of the check as sentences, with code between backticks and symbols as in labels. */
export function verdictOf(task: Task, finding: Finding): string {
  switch (finding.kind) {
    case 'passed':
      return '';
    case 'error':
      return messageWithLine(finding.error);
    case 'met': {
      const right = `Right: all ${finding.reference.length} numbers match the reference run.`;
      return finding.variant ? `Right. ${finding.variant.says}` : right;
    }
    case 'differs':
      return `${where(task, finding)} ${finding.like ? looks(task, finding.like) : STRANGE}`;
  }
}

const STRANGE = 'It matches none of the usual mistakes. Compare your lines with the task one by one, or open a hint.';

function where(task: Task, { difference, reference }: Extract<Finding, { kind: 'differs' }>): string {
  const { step, quantity, own, reference: wanted } = difference;
  const name = task.quantities[quantity] ?? quantity;
  const digits = digitsFor(own, wanted);
  const values =
    own === undefined
      ? `${name} is missing; the reference has ${shown(wanted, digits)}.`
      : `${name} is ${shown(own, digits)}; the reference has ${shown(wanted, digits)}.`;
  const at = `at ${task.at(step)} ${values}`;
  const before = reference.findLast((row) => row.step < step)?.step;
  if (before === undefined) return capital(at);
  return before === reference[0]?.step
    ? `${capital(task.at(before))} is right, but ${at}`
    : `Right up to ${task.at(before)}, but ${at}`;
}

/** Enough digits to distinguish two numbers. */
function digitsFor(own: number | undefined, wanted: number): number {
  for (let digits = 4; digits < 12; digits++) if (shown(own, digits) !== shown(wanted, digits)) return digits;
  return 12;
}

function looks(task: Task, { slips, until }: Likeness): string {
  const [first, second] = slips;
  const says = second
    ? `This looks like two mistakes at once. The first is ${first?.says} The second is ${second.says}`
    : `This looks like ${first?.says}`;
  return until === undefined ? says : `${says} After ${task.at(until)} something else differs, too.`;
}

/** Capitalizes the first letter of a sentence; a Greek letter is a name, and stays. */
export const capital = (text: string): string => text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
