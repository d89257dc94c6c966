/** The state of the contest's page, and who answers it. */
import { batch, type Signal, signal } from '@preact/signals';
import { withNumber } from '../../python/numbers.ts';
import { type Keeping, keepText } from '../../widgets/code/kept-text.ts';
import { keepReplaced } from '../../widgets/code/replaced.ts';
import type { Python, Trouble } from '../index.ts';
import { WorkerLine } from '../worker-line.ts';
import { ownRuns, type Stopped, TAMPERED } from './own-runs.ts';
import { rateIn } from './rate.ts';
import type { Outcome } from './runs.ts';
import { type ContestSettings, DRAWS, firstContest, kindsOf, STARTS } from './settings.ts';
import type { Standings } from './standings.ts';
import { best, FIRST_STARTS, type Judged, ROUND_SIZES, rounds, TRAINING_SEED, TUNING_STARTS } from './tuning.ts';
import type { Answer, ProblemForPython, Question } from './worker.ts';
import address from './worker.ts?worker&url';

/** Standings, and what they are of. */
export interface Result {
  readonly standings: Standings;
  /** Kinds of problems, in the order of the standings. */
  readonly kinds: readonly string[];
  readonly seed: number;
  readonly budget: number;
}

/** How far a contest is: runs of the reader's rule. */
export interface Progress {
  readonly ran: number;
  readonly of: number;
  readonly what: string;
}

/** The text under which the device keeps the reader's rule. */
export const KEPT = 'contest';

class Halt extends Error {
  readonly stopped: Stopped;

  constructor(stopped: Stopped) {
    super('the contest was stopped');
    this.stopped = stopped;
  }
}

export class Contest {
  readonly settings: Signal<ContestSettings>;
  readonly result: Signal<Result>;
  readonly progress: Signal<Progress | undefined> = signal(undefined);
  /** What is wrong with the reader's text, or with the contest. */
  readonly trouble: Signal<Trouble | undefined> = signal(undefined);
  readonly printed = signal('');
  readonly keeping: Signal<Keeping> = signal('kept');
  /** Whether the text came with a link and the reader has not run it yet. */
  readonly foreign = signal(false);
  /** What is said aloud of the last contest. */
  readonly ended = signal('');

  readonly #side = new WorkerLine<Question, Answer>(
    () => new Worker(address, { type: 'module' }),
    'The computation could not be loaded. Check the connection, then run again.',
  );
  #turn = 0;
  /** The reader's own rule on the device, while a link's stands here: the first change takes its place. */
  #own: string | undefined;

  constructor(settings: ContestSettings, result: Result) {
    this.settings = signal(settings);
    this.result = signal(result);
  }

  set(change: Partial<ContestSettings>): void {
    this.settings.value = { ...this.settings.value, ...change };
    if (change.text === undefined) return;
    this.trouble.value = undefined;
    if (this.#own !== undefined && this.#own !== change.text) keepReplaced(KEPT, this.#own);
    this.#own = undefined;
    this.keeping.value = keepText(KEPT, change.text);
  }

  /** Shows the contest of a link; the reader's own rule stays on the device. */
  open(linked: ContestSettings, own: string): void {
    if (this.progress.peek()) this.cancel();
    this.#own = own === firstContest.text || own === linked.text ? undefined : own;
    batch(() => {
      this.settings.value = linked;
      this.foreign.value = linked.text !== firstContest.text;
      this.trouble.value = undefined;
    });
  }

  /** Back to the reader's own, where nothing of a link's has been changed. */
  close(own: ContestSettings): void {
    if (!this.foreign.peek() && this.#own === undefined) return;
    if (this.progress.peek()) this.cancel();
    this.#own = undefined;
    batch(() => {
      this.foreign.value = false;
      this.settings.value = own;
    });
  }

  /** Ends the contest that runs; what was there before stays. */
  cancel(): void {
    this.#turn += 1;
    batch(() => {
      this.progress.value = undefined;
      this.ended.value = 'The contest was stopped.';
    });
  }

  async run(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const settings = this.settings.peek();
    batch(() => {
      this.trouble.value = undefined;
      this.foreign.value = false;
      this.ended.value = '';
      this.progress.value = { ran: 0, of: runsIn(settings), what: 'Python is loading' };
    });
    try {
      const result = await this.#contest(settings, turn);
      if (turn !== this.#turn) return;
      batch(() => {
        this.result.value = result;
        this.progress.value = undefined;
        this.ended.value = 'The contest is over.';
      });
    } catch (error) {
      if (turn !== this.#turn) return;
      const stopped = error instanceof Halt ? error.stopped : undefined;
      batch(() => {
        this.progress.value = undefined;
        if (stopped === 'cancelled') return;
        this.trouble.value = stopped?.trouble ?? {
          kind: 'broken',
          message: error instanceof Error ? error.message : String(error),
        };
      });
    }
  }

  async #contest(settings: ContestSettings, turn: number): Promise<Result> {
    const { seed, budget, tune } = settings;
    const python = await pythonRoom();
    // Ours run beside the reader's, in a worker of their own.
    const problems = await this.#problems(seed);
    const run = { python, turn, budget, of: runsIn(settings) };
    const text = tune ? await this.#tuned(settings.text, run) : settings.text;
    const outcomes = await this.#outcomes(text, { ...run, problems, seed, starts: STARTS, what: 'the contest' });
    const rate = rateIn(text);
    const setting = rate ? { [rate.name]: rate.value } : {};
    const { standings } = await this.#side.ask({ kind: 'standings', seed, budget, own: { setting, outcomes } });
    if (!standings) throw new Error('The computation gave no answer.');
    return { standings, kinds: kindsOf(problems), seed, budget };
  }

  async #problems(seed: number): Promise<readonly ProblemForPython[]> {
    const { problems } = await this.#side.ask({ kind: 'problems', seed });
    if (!problems) throw new Error('The computation gave no answer.');
    return problems;
  }

  /** The text at the rate that is best for it on the problems for training, on the grid of our own rules. */
  async #tuned(text: string, run: Running): Promise<string> {
    const rate = rateIn(text);
    if (!rate) return text;
    const problems = await this.#problems(TRAINING_SEED);
    const judge = async (settings: readonly Judged['setting'][], starts: number): Promise<Judged[]> => {
      const judged: Judged[] = [];
      for (const setting of settings) {
        const tried = withNumber(text, rate.name, setting[rate.name] ?? rate.value);
        const course = { ...run, problems, seed: TRAINING_SEED, starts, what: 'finding its rate on other problems' };
        judged.push({ setting, outcomes: (await this.#outcomes(tried, course)).flat() });
      }
      return judged;
    };
    const first = await judge(rounds.first(rate.name), FIRST_STARTS);
    const [setting = {}] = best(await judge(rounds.second(rate.name, first), TUNING_STARTS));
    return withNumber(text, rate.name, setting[rate.name] ?? rate.value);
  }

  async #outcomes(text: string, course: Course): Promise<readonly (readonly Outcome[])[]> {
    const { python, problems, seed, budget, starts, turn, of, what } = course;
    const before = this.progress.peek()?.ran ?? 0;
    let ran = before;
    const runs = await ownRuns(python, text, {
      problems,
      budget,
      starts,
      isCancelled: () => turn !== this.#turn,
      ran: (more) => {
        ran += more;
        if (turn === this.#turn) this.progress.value = { ran, of, what };
      },
    });
    if (runs === 'cancelled' || 'trouble' in runs) throw new Halt(runs);
    if (turn !== this.#turn) throw new Halt('cancelled');
    this.printed.value = runs.printed;
    const { outcomes } = await this.#side.ask({ kind: 'outcomes', seed, budget, claims: runs.claims });
    if (!outcomes) throw new Halt({ trouble: { kind: 'wrong', message: TAMPERED } });
    return outcomes;
  }
}

/** Fetched when a contest is first run. */
async function pythonRoom(): Promise<Python> {
  try {
    const { openPython } = await import('../index.ts');
    return await openPython();
  } catch {
    throw new Error('Python could not be loaded. Check the connection, then run again.');
  }
}

interface Running {
  readonly python: Python;
  readonly turn: number;
  readonly budget: number;
  readonly of: number;
}
interface Course extends Running {
  readonly problems: readonly ProblemForPython[];
  readonly seed: number;
  readonly starts: number;
  readonly what: string;
}

/** How many runs of the reader's rule a contest takes. */
export function runsIn({ text, tune }: ContestSettings, kinds = 10): number {
  const training = tune && rateIn(text) ? ROUND_SIZES.first * FIRST_STARTS + ROUND_SIZES.second * TUNING_STARTS : 0;
  return kinds * (training + DRAWS * STARTS);
}
