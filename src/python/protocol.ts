/**
 * The page's requests to Python, and the parsing of replies, which are not trusted, since the reader's code may have
 * made them.
 */

/**
 * A problem to be minimized: the engine's own code, a reader's `def loss(x, y)` or `def loss(x)`, or a `def model(x,
 * phi)` on data.
 */
export type ProblemText =
  | { readonly kind: 'python'; readonly code: string }
  | { readonly kind: 'loss'; readonly code: string }
  | { readonly kind: 'model'; readonly code: string; readonly data: Points };

interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** One run of a rule. Random numbers are drawn in the page, by the engine's own generator: see `drawsOf`. */
export interface RuleAsk extends Draws {
  readonly code: string;
  readonly problem: ProblemText;
  readonly start: readonly number[];
  readonly steps: number;
  /** When a run counts as diverged; default: the engine's bound. */
  readonly bound?: number;
}

export interface Draws {
  /** For each step the examples of its batch. */
  readonly batches?: readonly (readonly number[])[];
  /** For each step the noise added to its gradient. */
  readonly noise?: readonly (readonly number[])[];
  /** For each step the factor on alpha. */
  readonly factors?: readonly number[];
}

interface CurveAsk {
  /** Defines `model(x, phi)`. */
  readonly code: string;
  readonly phi: readonly number[];
  readonly xs: readonly number[];
}

interface SlopesAsk {
  readonly problem: ProblemText;
  readonly points: readonly (readonly number[])[];
}

/** A reader's function, called by the check of a task: src/class/tasks/. */
export interface TaskAsk {
  readonly code: string;
  /** The name of the requested function. */
  readonly name: string;
  /** Code that precedes the reader's. */
  readonly given: string;
  /** The calls; `note(step, quantity, value)` in it records a number. */
  readonly check: string;
  /** Names accepted by `note`. */
  readonly quantities: readonly string[];
  /** The last step needed; default: the last of the check. */
  readonly until?: number;
}

/** Some more steps of a training, whose loop is paused between two requests. */
export interface TrainAsk extends Pick<Draws, 'batches'> {
  readonly code: string;
  /** Sent with the first request; empty in later ones. */
  readonly problem: ProblemText;
  readonly start: readonly number[];
  /** The value of `steps` in the code; the training may continue beyond. */
  readonly steps: number;
  /** Identifies the training, and the number of steps it has made. */
  readonly session: number;
  readonly first: number;
  readonly more: number;
}

export interface Asks {
  train: TrainAsk;
  rule: RuleAsk;
  curve: CurveAsk;
  slopes: SlopesAsk;
  task: TaskAsk;
}
export type Kind = keyof Asks;

/** An error as reported by the interpreter; `errors.ts` explains it in plain words. */
export interface RawError {
  readonly type: string;
  readonly message: string;
  /** Whether the message is already ours. */
  readonly ours: boolean;
  readonly trace: string;
}

export interface Reply {
  readonly id: number;
  readonly columns: Readonly<Record<string, Float64Array<ArrayBuffer>>>;
  readonly error?: RawError;
  /** How the run of a rule ended, and at which step. */
  readonly status?: readonly unknown[];
  readonly step?: number;
  readonly printed: string;
  /** Number of printed lines beyond the stored ones. */
  readonly left: number;
  /** False if the code has changed something on which later runs depend: they need a new worker. */
  readonly intact: boolean;
}

export type FromWorker =
  /** With the start time of the interpreter in milliseconds. */
  | { readonly kind: 'ready'; readonly took: number }
  | { readonly kind: 'unstarted'; readonly why: string }
  | { readonly kind: 'broken'; readonly id: number; readonly why: string }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** Maximum length of a column: a map of 512 x 512. */
const MOST_NUMBERS = 512 * 512;
/** Maximum in all columns together. */
const MOST_IN_ALL = 8 * MOST_NUMBERS;
const MOST_TEXT = 20_000;

/** The content of a message from the worker; undefined for one that our worker would not send. */
export function readMessage(data: unknown): FromWorker | undefined {
  if (!isRecord(data)) return undefined;
  const { id, ready, took, told, columns, broken, printed, left, why } = data;
  if (ready === true) return { kind: 'ready', took: typeof took === 'number' ? took : 0 };
  if (ready === false) return { kind: 'unstarted', why: textOf(why) };
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined;
  if (typeof broken === 'string') return { kind: 'broken', id, why: textOf(broken) };
  if (typeof told !== 'string' || told.length > 4 * MOST_TEXT || !isRecord(columns)) return undefined;
  const answer = parsed(told);
  if (!isRecord(answer)) return undefined;
  const kept: Record<string, Float64Array<ArrayBuffer>> = {};
  let all = 0;
  for (const [name, column] of Object.entries(columns)) {
    if (!(column instanceof Float64Array) || column.length > MOST_NUMBERS) return undefined;
    all += column.length;
    if (all > MOST_IN_ALL) return undefined;
    // Safe: it came by a message, which contains no shared memory here.
    kept[name] = column as Float64Array<ArrayBuffer>;
  }
  const error = errorIn(answer['error']);
  const { status, step, intact } = answer;
  return {
    kind: 'reply',
    reply: {
      id,
      columns: kept,
      ...(error && { error }),
      ...(Array.isArray(status) && { status }),
      ...(typeof step === 'number' && { step }),
      printed: textOf(printed),
      left: typeof left === 'number' ? left : 0,
      intact: intact === true,
    },
  };
}

function errorIn(found: unknown): RawError | undefined {
  if (!isRecord(found)) return undefined;
  const { type, message, ours, trace } = found;
  return { type: textOf(type), message: textOf(message), ours: ours === true, trace: textOf(trace) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MOST_TEXT) : '');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
