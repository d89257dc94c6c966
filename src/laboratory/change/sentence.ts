import type { meanInterval } from '../../engine/statistics/mean-interval.ts';
import type { Trouble } from '../python/errors.ts';
import type { RuleTrace } from '../python/python.ts';
import { said } from '../python/said.ts';

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

function endOf(whose: string, { status, loss, steps }: RuleTrace): string {
  if (status.kind === 'diverged') return `${whose} diverges at step ${status.step}`;
  return `${whose} stands at a loss of ${told(loss.at(-1) ?? Number.NaN)} after ${steps} steps`;
}

/** What the runs show, or what is wrong; read aloud when it changes. */
export function sentenceFor({ trouble, trace, original, ends }: Known): string {
  const wrong = trouble.value;
  if (wrong) {
    const line = wrong.line === undefined ? '' : `Line ${wrong.line}. `;
    return `${line}${said(wrong)}${trace.value ? ' The last rule that worked stays on the sheet.' : ''}`;
  }
  if (ends.value)
    return `Over ${SEEDS} seeds your rule ends at a loss of ${spread(ends.value.own)}, and the original at ${spread(ends.value.original)}.`;
  if (!trace.value) return '';
  const other = original.value ? `, and ${endOf('the original', original.value)}` : '';
  return `${endOf('Your rule', trace.value)}${other}.`;
}
