import type { RecordedRun } from '../engine/training/recorded.ts';
import type { Run } from './python.ts';

/** A complete, plain, independent piece of work. */
export type Part = Readonly<Record<string, unknown>>;

/**
 * The work of an experiment, by name: one part, a list of similar parts, or a map of them by their distinguishing
 * value. Parts that a setting does not need are an empty list, or undefined.
 */
export type Parts = Readonly<Record<string, Part | readonly Part[] | ReadonlyMap<unknown, Part> | undefined>>;

type PartIn<Group> = Group extends readonly (infer P)[] ? P : Group extends ReadonlyMap<unknown, infer P> ? P : Group;

/** Replaces a run's own rule and its number of steps. */
export type Replayed = Pick<Run, 'optimizer' | 'hyper' | 'steps'>;

/**
 * Python's result for a part, passed to `measure`: a run to replay, one with its losses, waypoints, curves, or its
 * surface.
 */
type Given = Replayed | MadeRun | Waypoints | Curves | Surface;

/** Results of the parts on which a part depends, by their names, in the shape used by `follows`. */
type Before = Readonly<Record<string, unknown>>;

/**
 * The functions that compute the parts of each name, given Python's result for the part; or given the results on which
 * it depends, and Python's.
 */
export type Measures<G extends Parts = Parts> = {
  // Method syntax compares parameters bivariantly, so that any experiment fits the catalogue's type.
  readonly [Name in keyof G]: {
    measure(part: NonNullable<PartIn<G[Name]>>, given?: Given | Before, made?: Given): unknown;
  }['measure'];
};

/** By the names of parts that depend on others: those others. They are determined by the part, and so is its key. */
export type Follows<G extends Parts = Parts> = {
  readonly [Name in keyof G]?: { before(part: NonNullable<PartIn<G[Name]>>): Parts }['before'];
};

/**
 * The engine's runs for the parts whose rule a reader may write; or the request itself, if only Python can make them.
 */
export type Ruled<G extends Parts = Parts> = {
  readonly [Name in keyof G]?: { run(part: NonNullable<PartIn<G[Name]>>): Run | RuleAsk }['run'];
};

/** Results of Python for parts with a reader's code that are not runs: curves of a model. */
export type Tried<G extends Parts = Parts> = {
  readonly [Name in keyof G]?: {
    ask(part: NonNullable<PartIn<G[Name]>>, before?: Before): CurvesAsk;
  }['ask'];
};

/** The points at which the loss written by a reader is sampled, for the parts that use it. */
export type Sampled<G extends Parts = Parts> = {
  readonly [Name in keyof G]?: { ask(part: NonNullable<PartIn<G[Name]>>): SurfaceAsk }['ask'];
};

/** The amount of work of a part of each name. */
export type Works<G extends Parts = Parts> = {
  readonly [Name in keyof G]?: { work(part: NonNullable<PartIn<G[Name]>>): number }['work'];
};

type ResultOf<M, Name> = Name extends keyof M
  ? M[Name] extends (part: never, given: never, made: never) => infer Result
    ? Result
    : never
  : never;

/** Results in the shape of the parts: `undefined` for a missing one, and for a map the entries available. */
export type Results<G extends Parts, M> = {
  readonly [Name in keyof G]: NonNullable<G[Name]> extends readonly unknown[]
    ? readonly (ResultOf<M, Name> | undefined)[]
    : NonNullable<G[Name]> extends ReadonlyMap<infer Key, unknown>
      ? ReadonlyMap<Key, ResultOf<M, Name>>
      : ResultOf<M, Name> | undefined;
};

/** A map of parts keyed by themselves, if several values distinguish them: each result is then found by its part. */
export const keyedByPart = <P extends Part>(parts: readonly P[]): ReadonlyMap<P, P> =>
  new Map(parts.map((part) => [part, part]));

const SIDE_BY_SIDE = Symbol('side by side');

/** Parts whose names are computed in parallel, each as far as the others, instead of one name after the other. */
export const sideBySide = <G extends Parts>(parts: G): G => ({ ...parts, [SIDE_BY_SIDE]: true });

/** A request to run code in the sandbox: random numbers are drawn in advance, by the engine's own generator. */
export interface RuleAsk {
  readonly code: string;
  /**
   * The engine's own problem in Python, or a loss or a model of the reader's: then the losses are returned with the
   * positions.
   */
  readonly problem:
    | { readonly kind: 'python' | 'loss'; readonly code: string }
    | {
        readonly kind: 'model';
        readonly code: string;
        readonly data: { readonly x: readonly number[]; readonly y: readonly number[] };
      };
  readonly start: readonly number[];
  readonly steps: number;
  readonly bound: number;
  /** For each step the examples of its batch, and the noise added to its gradient. */
  readonly batches?: readonly (readonly number[])[];
  readonly noise?: readonly (readonly number[])[];
  /** The rule is one of ours: if it fails, its run ends there. */
  readonly isOurs?: true;
  /** For an endless run: it is made in pieces, and its state is stored after every so many steps. */
  readonly every?: number;
}

/** Equidistant numbers. */
export interface Rungs {
  readonly from: number;
  readonly apart: number;
  readonly count: number;
}

/** Code of a loss of two numbers, and the grid on which it is evaluated; for one number, a line of points. */
export interface SurfaceAsk {
  /** Defines `loss(x, y)`, or `loss(x)`. */
  readonly loss: string;
  /** Cost of an evaluation relative to a loss; default: 1. */
  readonly cost?: number;
  readonly across: Rungs;
  readonly up?: Rungs;
}

/** The points of a grid, row after row from the lower left. */
export const placesOn = ({ across, up }: Pick<SurfaceAsk, 'across' | 'up'>): readonly [number, ...number[]][] =>
  Array.from({ length: across.count * (up?.count ?? 1) }, (_, k) => {
    const x = across.from + (k % across.count) * across.apart;
    return up ? [x, up.from + Math.floor(k / across.count) * up.apart] : [x];
  });

/**
 * The evaluated loss surface: losses with exact slopes, in the order of the points. NaN where the code returns none.
 */
export interface Surface {
  readonly values: Float64Array<ArrayBuffer>;
  readonly slopes: Float64Array<ArrayBuffer>;
}

/** Positions on the way of a run without an end: its start, some in between, and the latest one. */
export interface Waypoints {
  /** Their steps, ascending. */
  readonly at: readonly number[];
  /** Row after row. */
  readonly places: Float64Array;
  /** The next step has no finite result. */
  readonly isLost: boolean;
}

/** A run on a loss unknown to the engine, with the losses at its positions. */
export interface MadeRun extends RecordedRun {
  readonly losses: Float64Array<ArrayBuffer>;
}

/** A model of the reader's, `model(x, phi)`, with its parameters and the x values to draw. */
export interface CurvesAsk {
  readonly model: string;
  /** The parameters of each curve. */
  readonly rows: readonly (readonly number[])[];
  readonly xs: readonly number[];
}

/** Curve after curve. */
export interface Curves {
  readonly values: Float64Array<ArrayBuffer>;
}

/** Python's result for a part: its run, waypoints, curves, or its surface. */
export type Made = RecordedRun | MadeRun | Waypoints | Curves | Surface;

/** A part as identified in every cache: its name in the experiment, and its key. */
export interface ListedPart {
  name: string;
  part: Part;
  key: string;
  /** Relative to the other parts of the experiment; undefined if all are alike. */
  work?: number;
  /** Keys of the parts on which it depends: they are computed first. */
  after?: readonly string[];
  /**
   * The request that Python answers first: its answer is then processed. For a part that depends on others, it is
   * derived from their results.
   */
  python?: PythonAsk;
  /** For requests to Python: the newest request of a lane replaces older ones. */
  lane?: string;
}

export type PythonAsk = RuleAsk | CurvesAsk | SurfaceAsk;

/** JSON with sorted keys: the same values always have the same key, whatever order they were written in. */
export function canonicalKey(value: object): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The name of a part in every cache and file of stored results. */
const partKey = (name: string, part: Part): string => `${name} ${canonicalKey(part)}`;

/** The parts of one name, in order. */
function partsIn(group: Parts[string]): readonly Part[] {
  if (group === undefined) return [];
  if (group instanceof Map) return [...group.values()];
  // Safe: Array.isArray does not narrow a readonly array; anything else is a single part.
  return Array.isArray(group) ? (group as readonly Part[]) : [group as Part];
}

/**
 * All parts in the order of computation: the first of each name, so that each panel has something to show, then the
 * rest, name after name or in parallel.
 */
export function listParts(parts: Parts, works: Works = {}): ListedPart[] {
  const groups = Object.entries(parts).map(([name, group]) =>
    partsIn(group).map((part): ListedPart => {
      const work = works[name]?.(part);
      return { name, part, key: partKey(name, part), ...(work !== undefined && { work }) };
    }),
  );
  const firsts = groups.flatMap((group) => group.slice(0, 1));
  const rest = groups.flatMap((group) =>
    group.slice(1).map((listed, k) => ({ listed, share: (k + 1) / group.length })),
  );
  // Sorting is stable, so equally advanced parts keep their order.
  if (SIDE_BY_SIDE in parts) rest.sort((a, b) => a.share - b.share);
  return [...firsts, ...rest.map(({ listed }) => listed)];
}

/**
 * Results in the shape of their parts: one, a list as long as that of the parts (`undefined`: missing), or a map of
 * those available.
 */
export function gatherResults<G extends Parts, M>(parts: G, resultOf: (key: string) => unknown): Results<G, M> {
  const gathered = Object.entries(parts).map(([name, group]) => {
    const resultAt = (part: Part): unknown => resultOf(partKey(name, part));
    if (group instanceof Map) {
      const entries = [...group].map(([key, part]: [unknown, Part]) => [key, resultAt(part)] as const);
      return [name, new Map(entries.filter(([, result]) => result !== undefined))];
    }
    const [first] = partsIn(group);
    return [name, Array.isArray(group) ? partsIn(group).map(resultAt) : first && resultAt(first)];
  });
  // Safe: fromEntries loses the names, and each result is the return value of its name's measure.
  return Object.fromEntries(gathered) as Results<G, M>;
}
