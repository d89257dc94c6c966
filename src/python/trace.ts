import type { Status, Trace } from '../engine/training/trace.ts';
import type { Reply } from './protocol.ts';

/** The fields of the engine's trace that a rule in Python has, too. */
export type RuleTrace = Pick<
  Trace,
  'dimension' | 'steps' | 'phi' | 'phiAt' | 'loss' | 'lossAt' | 'gradientEvaluations' | 'lossEvaluations' | 'status'
>;

/** The columns of a reply as a trace. */
export function traceOf({ columns, status = [], step = 1 }: Reply, dimension: number): RuleTrace {
  const loss = columns['loss'] ?? new Float64Array();
  const phi = columns['phi'] ?? new Float64Array();
  const rows = Int32Array.from(loss, (_, t) => t);
  const whole = (name: string): Int32Array<ArrayBuffer> => Int32Array.from(columns[name] ?? []);
  const [kind, at, reason] = status;
  const ended: Status =
    kind === 'diverged'
      ? { kind, step: typeof at === 'number' ? at : step, reason: typeof reason === 'string' ? reason : '' }
      : { kind: 'finished' };
  return {
    dimension,
    steps: loss.length - 1,
    phi,
    phiAt: rows,
    loss,
    lossAt: rows,
    gradientEvaluations: whole('gradients'),
    lossEvaluations: whole('losses'),
    status: ended,
  };
}

/** The state of an unfinished training, from a reply. */
export function trainedIn({ columns, status = [], step = 1, intact }: Reply): {
  phi?: Float64Array<ArrayBuffer>;
  made: number;
  end: 'finished' | 'diverged' | 'gone';
  intact: boolean;
} {
  const [kind] = status;
  const { phi } = columns;
  return {
    ...(phi && { phi }),
    made: Math.max(0, step - 1),
    end: kind === 'diverged' || kind === 'gone' ? kind : 'finished',
    intact,
  };
}
