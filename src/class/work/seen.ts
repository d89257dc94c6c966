import { effect } from '@preact/signals';
import { codeIn } from '../../figure/code-in.ts';
import type { Seen } from '../../figure/goal.ts';
import { format, STEP } from '../../figure/permalink.ts';
import type { Figure } from '../../widgets/page/figure.ts';

/** The numbers of a figure while nobody drags it or types into it and every part is measured, with its setting as a query. */
export interface Settled extends Seen {
  query: string;
}

/** Calls with each whole picture of a figure that the reader has come to. @returns what ends it */
export const whenSettled = (live: Figure, heed: (settled: Settled) => void): (() => void) =>
  effect(() => {
    const [whole, shown, standing] = [live.whole.value, live.presentation.value, live.standing.value];
    const isNow = whole?.values === live.values.value && whole.iteration === standing;
    if (!whole || !shown || !isNow || live.dragging.value || live.typing.value) return;
    // What a passage sets is not the reader's answer.
    if (live.passage.value && !live.taken.value) return;
    const { schema, stepper } = live.spec;
    // A task is about the figure's own rule.
    if (codeIn(schema, whole.values) !== '') return;
    const query = format(schema, whole.values, live.spec.defaults, { all: true });
    // Outside a ledger the numbers are those of the whole run, whatever the current step is.
    if (stepper && standing !== undefined && standing !== stepper.start) query.set(STEP, String(standing));
    heed({ values: whole.values, numbers: shown.numbers, outcome: shown.verdict.outcome, query: query.toString() });
  });
