/** A small experiment, and workers that behave like real ones: messages are copied. */
import { serialize } from 'node:v8';
import { integer } from '../../../src/engine/schema.ts';
import { axis, chart, defineExperiment, type Experiment, line, map, point } from '../../../src/figure/index.ts';
import type { Figure } from '../../../src/widgets/page/figure.ts';
import type { FromWorker, Task, ToWorker } from '../../../src/widgets/page/messages.ts';
import { type AskOptions, WorkerPool } from '../../../src/widgets/page/pool.ts';
import type { Spec } from '../../../src/widgets/page/spec.ts';
import { Workbench } from '../../../src/widgets/page/workbench.ts';

const parameters = { n: integer({ label: 'Number n', help: 'A number.', default: 1, min: 0, max: 1000 }) };

/** Contours as large as those of a real map, the same in every picture. */
const bands = { levels: [1], paths: ['M0 0h1000v1000h-1000z'.repeat(500)], label: 'loss L' };

interface ToyOptions {
  pace?: Spec['pace'];
  /** How many parts the values have. */
  count?: (n: number) => number;
  first?: (n: number) => number;
}

/**
 * Its parts are numbered; the result of one is its number in a column of a hundred; the verdict lists the available
 * ones.
 */
export function toyExperiment({ pace = 'ensemble', count = (n) => n, first = () => 0 }: ToyOptions = {}): Experiment {
  return defineExperiment({
    title: 'Toy',
    question: 'Which parts are there?',
    source: 'none',
    caption: 'None.',
    pace,
    parameters,
    parts: ({ n }: { n: number }) => ({
      runs: Array.from({ length: count(n) }, (_, i) => ({ seed: first(n) + i })),
    }),
    measure: { runs: ({ seed }: { seed: number }) => ({ seed, column: new Float64Array(100).fill(seed) }) },
    present(_, { runs }, { at, pinned, large } = {}) {
      if (runs.some((run) => run && run.seed < 0)) throw new Error('a run of seed -1 cannot be drawn');
      return {
        panels: [
          map({ name: 'sheet', title: 'Sheet', x: axis('x', [0, 1]), y: axis('y', [0, 1]), bands }),
          chart({
            name: 'runs',
            title: 'Runs',
            x: axis('step t', [0, 100]),
            y: axis('loss L', [0, 1]),
            series: runs.flatMap((run) => (run ? [line(`seed ${run.seed}`, 'run', run.column, run.column)] : [])),
            ...(at !== undefined && { points: [point('now', 'now', at, 0)] }),
          }),
        ],
        numbers: {},
        verdict: {
          text: JSON.stringify({
            runs: runs.map((run) => run?.seed ?? null),
            ...(at !== undefined && { at }),
            ...(large && { large }),
            ...(pinned && { pinned: pinned.results.runs.map((run) => run?.seed ?? null) }),
          }),
        },
      };
    },
    // Cast: a toy of any pace replaces any experiment.
  }) as unknown as Experiment;
}

export const specOf = (pace: Spec['pace'], more: Partial<Spec> = {}): Spec => ({
  name: 'toy',
  id: 'toy',
  title: 'Toy',
  pace,
  schema: parameters,
  defaults: { n: 1 },
  hide: [],
  together: [],
  main: ['n'],
  more: 0,
  hasPython: false,
  equations: {},
  initial: { numbers: {}, verdict: { text: '' } },
  embed: false,
  base: '/',
  ...more,
});

/** Performs its tasks on its own workbench, each in a later turn of the event loop. */
export class ToyWorker {
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  /** Messages to it, in order of arrival, and the bytes of both directions. */
  readonly received: ToWorker[] = [];
  readonly bytes: { kind: Task['kind']; to: number; from: number }[] = [];
  terminated = false;
  /** If true, the worker stays busy with the task until `finish`. */
  holds: (task: Task) => boolean = () => false;
  /** Milliseconds that it takes for a part. */
  slow = 0;
  #finish: (() => void) | undefined;
  readonly #bench = new Workbench();
  readonly #experiment: Experiment;

  constructor(experiment: Experiment) {
    this.#experiment = experiment;
  }

  postMessage(message: ToWorker): void {
    const { ticket, task } = structuredClone(message);
    this.received.push({ ticket, task });
    const done = (): void => {
      if (this.terminated) return;
      const answer = this.#answer(task);
      this.bytes.push({ kind: task.kind, to: serialize(message).length, from: serialize(answer).length });
      this.#say({ ticket, ...answer });
    };
    setTimeout(() => {
      if (this.terminated) return;
      this.#say({ type: 'started', ticket });
      if (this.holds(task)) this.#finish = done;
      else if (task.kind === 'measure' && this.slow > 0) setTimeout(done, this.slow);
      else done();
    });
  }

  #answer(task: Task): { type: 'done'; answer: unknown } | { type: 'failed'; message: string } {
    if (task.kind === 'path') throw new Error('a toy trains no networks');
    if (task.kind === 'seen') throw new Error('a toy is on no sheet');
    try {
      return structuredClone({ type: 'done', answer: this.#bench.perform(this.#experiment, task).answer });
    } catch (error) {
      return { type: 'failed', message: String(error) };
    }
  }

  #say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }

  finish(): void {
    const finish = this.#finish;
    this.#finish = undefined;
    finish?.();
  }

  crash(): void {
    this.onerror?.({ message: 'out of memory', preventDefault() {} });
  }

  terminate(): void {
    this.terminated = true;
  }

  /** Tasks of a kind sent to it. */
  tasks<Kind extends Task['kind']>(kind: Kind): Extract<Task, { kind: Kind }>[] {
    return this.received.flatMap(({ task }) => (task.kind === kind ? [task as Extract<Task, { kind: Kind }>] : []));
  }
}

/** A real pool of such workers; `workers` are those created so far. */
export function workersOf(
  experiment: Experiment,
  size: number,
  set: (worker: ToyWorker) => void = () => {},
): { pool: WorkerPool; workers: ToyWorker[] } {
  const workers: ToyWorker[] = [];
  const pool = new WorkerPool(size, () => {
    const worker = new ToyWorker(experiment);
    set(worker);
    workers.push(worker);
    // Safe: the pool uses only these members.
    return worker as unknown as Worker;
  });
  return { pool, workers };
}

/** A pool that performs tasks of a toy at once, and records them; a given answer replaces the toy's own. */
export function toyPool(
  experiment: Experiment,
  given: (task: Task) => unknown = () => undefined,
): { pool: WorkerPool; asked: Task[] } {
  const asked: Task[] = [];
  const bench = new Workbench();
  const worker = new ToyWorker(experiment) as unknown as Worker; // only its identity counts
  const ask = async (task: Task, _limit: number, { signal, prepare }: AskOptions<Task> = {}): Promise<unknown> => {
    await Promise.resolve();
    if (signal?.aborted) throw new Error('cancelled');
    const prepared = structuredClone(prepare?.(worker) ?? task);
    asked.push(prepared);
    const answer = await given(prepared);
    // A toy has neither a network nor a sheet.
    if (answer !== undefined || prepared.kind === 'path' || prepared.kind === 'seen') return answer;
    return structuredClone(bench.perform(experiment, prepared).answer);
  };
  return { pool: { ask } as unknown as WorkerPool, asked };
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const settle = (): Promise<void> => wait(5);

/** The verdict of a toy: the shown parts, and the current step. */
export const shownBy = ({ presentation }: Figure): unknown => JSON.parse(presentation.value?.verdict.text ?? 'null');
/** The parts computed by workers, by their numbers. */
export const measured = (asked: readonly Task[]): number[] =>
  asked.flatMap((task) => (task.kind === 'measure' ? [Number(task.part.part['seed'])] : []));
export const pictures = (asked: readonly Task[]): number => asked.filter(({ kind }) => kind === 'present').length;
