import type { RecordedRun } from '../engine/training/recorded.ts';
import type { Run } from './python.ts';

/** A complete, plain, independent piece of work. */
export type Part = Readonly<Record<string, unknown>>;

/**
 * The work of an experiment, by name: one part, a list of like parts, or a map of them by what tells them apart. What a
 * setting does not need is an empty list, or undefined.
 */
export type Parts = Readonly<Record<string, Part | readonly Part[] | ReadonlyMap<unknown, Part> | undefined>>;

type PartIn<Group> = Group extends readonly (infer P)[] ? P : Group extends ReadonlyMap<unknown, infer P> ? P : Group;

/** Takes the place of a run's own rule and its number of steps. */
export type Replayed = Pick<Run, 'optimizer' | 'hyper' | 'steps'>;

/** The product of Python for a part, as `measure` is given it: a run to replay, one with its losses, waypoints, curves, or its surface. */
type Given = Replayed | MadeRun | Waypoints | Curves | Surface;

/** Results of the parts that a part goes by, by their names, in the shape in which `follows` names them. */
type Before = Readonly<Record<string, unknown>>;

/** The functions that measure the parts of each name: with what Python made of a part; with the results that it goes by, and that. */
export type Measures<G extends Parts = Parts> = {
  // Method syntax compares parameters both ways, so that any experiment is one of the catalogue's.
  readonly [Name in keyof G]: {
    measure(part: NonNullable<PartIn<G[Name]>>, given?: Given | Before, made?: Given): unknown;
  }['measure'];
};

/** By the names of parts that go by the results of others: those others. They follow from the part, and so does its key. */
export type Follows<G extends Parts = Parts> = {
  readonly [Name in keyof G]?: { before(part: NonNullable<PartIn<G[Name]>>): Parts }['before'];
};

/** The runs that the engine makes of the parts whose rule a reader may write; or the request itself, where only Python can make them. */
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

/** How much work a part of each name is. */
export type Works<G extends Parts = Parts> = {
  readonly [Name in keyof G]?: { work(part: NonNullable<PartIn<G[Name]>>): number }['work'];
};

type ResultOf<M, Name> = Name extends keyof M
  ? M[Name] extends (part: never, given: never, made: never) => infer Result
    ? Result
    : never
  : never;

/** Results in the shape of the parts: of one that is not there yet `undefined`, of a map the entries that are there. */
export type Results<G extends Parts, M> = {
  readonly [Name in keyof G]: NonNullable<G[Name]> extends readonly unknown[]
    ? readonly (ResultOf<M, Name> | undefined)[]
    : NonNullable<G[Name]> extends ReadonlyMap<infer Key, unknown>
      ? ReadonlyMap<Key, ResultOf<M, Name>>
      : ResultOf<M, Name> | undefined;
};

/** A map of parts by themselves, where several things tell them apart: each result arrives beside its part. */
export const keyedByPart = <P extends Part>(parts: readonly P[]): ReadonlyMap<P, P> =>
  new Map(parts.map((part) => [part, part]));

const SIDE_BY_SIDE = Symbol('side by side');

/** Parts whose names are measured side by side, each as far as the others, instead of one name after the other. */
export const sideBySide = <G extends Parts>(parts: G): G => ({ ...parts, [SIDE_BY_SIDE]: true });

/** A run in Python, as the sandbox is asked for it: what is drawn by chance is drawn ahead, by the engine's own generator. */
export interface RuleAsk {
  readonly code: string;
  /** The engine's own in Python, or a loss or a model of the reader's: then the losses come back with the places. */
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
  /** For each step the examples of its batch, and what is added to its gradient. */
  readonly batches?: readonly (readonly number[])[];
  readonly noise?: readonly (readonly number[])[];
  /** The rule is one of ours: where it fails, its run ends there. */
  readonly isOurs?: true;
  /** For an endless run: it is made in pieces, and its state is stored after every so many steps. */
  readonly every?: number;
}

/** Numbers at one distance. */
export interface Rungs {
  readonly from: number;
  readonly apart: number;
  readonly count: number;
}

/** A loss of two numbers as a text, and the lattice at whose places it is measured; of one number, the rungs. */
export interface SurfaceAsk {
  /** Defines `loss(x, y)`, or `loss(x)`. */
  readonly loss: string;
  /** How many times dearer than a loss it is; left out: once. */
  readonly cost?: number;
  readonly across: Rungs;
  readonly up?: Rungs;
}

/** The places of a lattice, row after row from the lower left. */
export const placesOn = ({ across, up }: Pick<SurfaceAsk, 'across' | 'up'>): readonly [number, ...number[]][] =>
  Array.from({ length: across.count * (up?.count ?? 1) }, (_, k) => {
    const x = across.from + (k % across.count) * across.apart;
    return up ? [x, up.from + Math.floor(k / across.count) * up.apart] : [x];
  });

/** The surface of a loss: losses, and exact slopes each, in the order of the places. NaN where the text has none. */
export interface Surface {
  readonly values: Float64Array<ArrayBuffer>;
  readonly slopes: Float64Array<ArrayBuffer>;
}

/** Places on the way of a run that goes on by itself: that of its start, some between, and the one that it has come to. */
export interface Waypoints {
  /** The steps at which they are, ascending. */
  readonly at: readonly number[];
  /** Row after row. */
  readonly places: Float64Array;
  /** The next step led nowhere. */
  readonly isLost: boolean;
}

/** A run on a loss that the engine does not know, with the losses at its places. */
export interface MadeRun extends RecordedRun {
  readonly losses: Float64Array<ArrayBuffer>;
}

/** A model of the reader's, `model(x, phi)`, with some parameters, and where it is drawn. */
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

/** The product of Python for a part: its run, waypoints, curves, or its surface. */
export type Made = RecordedRun | MadeRun | Waypoints | Curves | Surface;

/** A part as every cache knows it: whose it is among its experiment's parts, and its key. */
export interface ListedPart {
  name: string;
  part: Part;
  key: string;
  /** Beside the other parts of the experiment; left out where all are alike. */
  work?: number;
  /** Keys of the parts by whose results it goes: they are measured before. */
  after?: readonly string[];
  /** The request that Python answers first: its answer is then measured. For a part that depends on others, it is derived from their results. */
  python?: PythonAsk;
  /** Where Python is asked: the newest request of a lane counts. */
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
  // Array.isArray does not narrow a readonly array; what is neither is a part itself.
  return Array.isArray(group) ? (group as readonly Part[]) : [group as Part];
}

/**
 * All parts in the order in which they are measured: the first of each name, so that each panel has something to show, then
 * the rest, name after name or side by side.
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
  // Sorting keeps the order of what is as far.
  if (SIDE_BY_SIDE in parts) rest.sort((a, b) => a.share - b.share);
  return [...firsts, ...rest.map(({ listed }) => listed)];
}

/**
 * Results in the shape of the parts they are of: one, a list as long as that of the parts (`undefined`: not there yet), or
 * a map of those that are there.
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
  // fromEntries forgets the names, and each result is what the measure of its name returned.
  return Object.fromEntries(gathered) as Results<G, M>;
}
