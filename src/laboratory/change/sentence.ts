import type { meanInterval } from '../../engine/statistics/mean-interval.ts';
import type { Trouble } from '../../python/errors.ts';
import type { RuleTrace } from '../../python/python.ts';
import { saidOfLine } from '../../python/said.ts';

/** Seeds of an ensemble. */
export const SEEDS = 20;

/** Where the runs of an ensemble end, on average. */
export interface Ends {
  readonly own: ReturnType<typeof meanInterval>;
  readonly original: ReturnType<typeof meanInterval>;
}

/** What is known of the reader's rule. */
interface Known {
  readonly trouble: Readonly<{ value: Trouble | undefined }>;
  /** The last run that worked, and the run of the rule as the figure has it. */
  readonly trace: Readonly<{ value: RuleTrace | undefined }>;
  readonly original: Readonly<{ value: RuleTrace | undefined }>;
  readonly ends: Readonly<{ value: Ends | undefined }>;
}

/** Three digits that tell. */
export function told(value: number): string {
  if (!Number.isFinite(value)) return 'infinity';
  return String(Number(value.toPrecision(3))).replace('-', '\u2212');
}

const spread = (mean: Ends['own']): string =>
  told(mean.value) + ('low' in mean ? ` (${told(mean.low)} to ${told(mean.high)})` : '');

function endOf(whose: string, { status }: RuleTrace, stands: string): string {
  return status.kind === 'diverged' ? `${whose} diverges at step ${status.step}` : `${whose} ${stands}`;
}

/** What is wrong; empty where nothing is. */
export function troubleIn({ trouble, trace }: Pick<Known, 'trouble' | 'trace'>): string {
  const wrong = trouble.value;
  if (!wrong) return '';
  return `${saidOfLine(wrong)}${trace.value ? ' The last rule that worked stays on the sheet.' : ''}`;
}

/** What the runs of the last rule that worked show. */
export function sentenceFor({ trace, original, ends }: Omit<Known, 'trouble'>): string {
  if (ends.value)
    return `Over ${SEEDS} seeds your rule ends at a loss of ${spread(ends.value.own)}, and the original at ${spread(ends.value.original)}.`;
  const own = trace.value;
  if (!own) return '';
  const mine = endOf('your rule', own, `stands at a loss of ${lastOf(own)} after ${own.steps} steps`);
  const short = own.status.kind === 'diverged' ? 'stands at a loss of' : 'at';
  const other = original.value && endOf('the original', original.value, `${short} ${lastOf(original.value)}`);
  const both = other === undefined ? mine : `${mine}, and ${other}`;
  return `${both.charAt(0).toUpperCase()}${both.slice(1)}.`;
}

const lastOf = ({ loss }: RuleTrace): string => told(loss.at(-1) ?? Number.NaN);
