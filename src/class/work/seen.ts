import { effect } from '@preact/signals';
import { codeIn } from '../../figure/code-in.ts';
import type { Seen } from '../../figure/goal.ts';
import { format, STEP } from '../../figure/permalink.ts';
import type { Figure } from '../../widgets/page/figure.ts';

/** A figure's numbers at rest (not dragged, nothing being typed, every part measured), with its setting as a query. */
export interface Settled extends Seen {
  query: string;
}

/** Calls with each complete picture that the reader reaches. @returns a function that stops it */
export const whenSettled = (live: Figure, heed: (settled: Settled) => void): (() => void) =>
  effect(() => {
    const [whole, shown, standing] = [live.whole.value, live.presentation.value, live.standing.value];
    const isNow = whole?.values === live.values.value && whole.iteration === standing;
    if (!whole || !shown || !isNow || live.dragging.value || live.typing.value) return;
    // A setting made by a passage is not the reader's answer.
    if (live.passage.value && !live.taken.value) return;
    const { schema, stepper } = live.spec;
    // A task is about the figure's own rule, not the reader's code.
    if (codeIn(schema, whole.values) !== '') return;
    const query = format(schema, whole.values, live.spec.defaults, { all: true });
    // Except in a ledger, the numbers are those of the whole run, whatever the current step is.
    if (stepper && standing !== undefined && standing !== stepper.start) query.set(STEP, String(standing));
    heed({ values: whole.values, numbers: shown.numbers, outcome: shown.verdict.outcome, query: query.toString() });
  });
