/** Runs that an experiment lists. From the list follow its parts, its script, what is pinned, and the marks of each run in every picture. */
import type { Schema, Values } from '../engine/schema.ts';
import type { Trace } from '../engine/training/trace.ts';
import { train } from '../engine/training/train.ts';
import { defaults } from '../engine/values.ts';
import { type Fields, type Labelled, labelOf, some } from './defined.ts';
import type { Context, Experiment, Presented, RunEvent } from './experiment.ts';
import { atEachSeed, namesOf, seedLines, seedPaths, withOwnRule } from './own-rule.ts';
import { line, type OnChart, point } from './panels/chart.ts';
import { type OnMap, path } from './panels/map.ts';
import type { ChartSeries, Column, Role, SurfacePath } from './panels/panel.ts';
import type { Measures, Part, Parts, Replayed, Results } from './parts.ts';
import { lastStep, type PlaneRun, planeRun, standing } from './plane-run.ts';
import { pythonFunction, pythonScript, pythonScripts, type Run, type Script } from './python.ts';
import { said } from './sentences.ts';
import { unmeasured } from './unanswered.ts';

type Prints = Readonly<Record<string, string>>;

/** A run as an experiment lists it. The first of the list is the reader's own: it goes by the reader's rule and, if its role is `run`, it is pinned. */
export interface Listed<More extends object = object> extends Run {
  role: Role;
  name: string;
  label: string | undefined;
  /** What its script prints; a run without is in no script. */
  prints: Prints | undefined;
  measured(replayed?: Replayed): PlaneRun & More;
}

interface Choices<More extends object> {
  /** Beside its path, where there are several; left out: its name. Empty: none. */
  label?: string | undefined;
  prints?: Prints | undefined;
  /** Trains it, where more is wanted of it than its places and its losses: plain data. */
  measure?(run: Run, isReplayed: boolean): readonly [Trace, More];
}

/** A run: what it is made of, its colour and its name in the pictures. */
export function run<More extends object = object>(
  of: Run,
  role: Role,
  name: string,
  { measure, label, prints }: Choices<More> = {},
): Listed<More> {
  return {
    ...of,
    role,
    name,
    label,
    prints,
    measured(replayed) {
      const own = { ...of, ...replayed };
      if (measure) {
        const [trace, more] = measure(own, replayed !== undefined);
        return { ...planeRun(trace), ...more };
      }
      // Of a run of which nothing more is wanted there is no more.
      return planeRun(train(own)) as PlaneRun & More;
    },
  };
}

type PathLook = Omit<Fields<SurfacePath>, 'name' | 'role' | 'x' | 'y'> & {
  /** As long as it has not ended its disc and its name are at the step in view. */
  follows?: boolean;
  /** Left out: `step 3` beside the step in view of a run without a name. */
  says?: string | undefined;
};

type LineLook = Omit<Fields<ChartSeries>, 'name' | 'role' | 'kind' | 'x' | 'y' | 'label'> &
  Labelled & {
    name?: string;
    /** A number for each step; left out: the losses. */
    of?: (run: PlaneRun) => Column;
    /** The words beside the step in view, for its number and the step; left out: none. */
    says?: (value: number, t: number) => string;
    /** A disc where the line ends; `said`: with the words of `says`. */
    ends?: 'disc' | 'said' | undefined;
  };

/** A run as a reader looks at it: what was measured, the step in view, and the run that was pinned. */
export type RunInView<More extends object = object> = PlaneRun &
  More & {
    name: string;
    last: number;
    /** The step in view, at most its last; undefined if there is none. */
    now: number | undefined;
    /** The step in view, or else its last. */
    t: number;
    /** The same run at the values that are pinned. */
    before: (PlaneRun & More) | undefined;
    /** Where it is at a step; left out: at `t`. */
    at(t?: number): readonly [number, number];
    /** Its path over a map, with its end, the step in view and the pinned run. */
    path(look?: PathLook): OnMap;
    /** The same on a chart over the steps. */
    line(look?: LineLook): OnChart;
    /** By name the words for what happens, each at the first step after the start at which it is true. */
    events(of: Readonly<Record<string, readonly [label: string, happens: (t: number) => boolean]>>): RunEvent[];
  };

interface View {
  at: number | undefined;
  isMain: boolean;
  isAlone: boolean;
  before: PlaneRun | undefined;
  /** What a run by the reader's rule is called, and the pinned one. */
  names: ReturnType<typeof namesOf>;
  seeds: readonly (PlaneRun | undefined)[];
}

function inView<More extends object>(
  { name, role, label = name }: Listed<More>,
  own: PlaneRun & More,
  { at, isMain, isAlone, before, names: { own: yours, pinned }, seeds }: View,
): RunInView<More> {
  const last = lastStep(own);
  const now = at === undefined ? undefined : Math.min(at, last);
  const t = now ?? last;
  const twin = isMain && role === 'run' ? before : undefined;
  const alone = isAlone || label === '';
  const named = yours ?? (alone ? '' : label);
  const called = (mark: string): string => (alone ? mark : `${mark}, ${name}`);
  return {
    ...own,
    name,
    last,
    now,
    t,
    // Measured by the same run at other values.
    before: before as (PlaneRun & More) | undefined,
    at: (step = t) => standing(own, step),
    path({ follows = false, label: beside = named, says = alone ? `step ${now}` : undefined, ...look } = {}) {
      const isOnWay = follows && t < last;
      return {
        paths: some(
          seedPaths(seeds),
          twin && path(`pinned ${name}`, 'baseline', twin, { label: pinned }),
          path(name, role, own, { steps: true, ...look, label: isOnWay ? undefined : beside || undefined }),
        ),
        points: some(
          point('end', called('end'), ...standing(own, follows ? t : last), {
            role,
            label: (isOnWay && t > 0 && beside) || undefined,
          }),
          now !== undefined &&
            (isMain || !follows) &&
            point('now', called('now'), ...standing(own, now), { label: says }),
        ),
      };
    },
    line({ name: title = name, of = (run: PlaneRun) => run.loss, says, ends, ...look } = {}) {
      const y = of(own);
      const label = (step: number) => says?.(y[step]!, step);
      return {
        series: some(
          seedLines(seeds),
          twin && line(`pinned ${title}`, 'baseline', of(twin), { label: pinned }),
          line(title, role, y, { ...look, label: yours ?? labelOf(look, title) ?? (alone ? undefined : title) }),
        ),
        points: some(
          ends && point('end', 'end', last, y[last]!, { role, label: ends === 'said' ? label(last) : undefined }),
          isMain && now !== undefined && point('now', 'now', now, y[now]!, { label: label(now) }),
        ),
      };
    },
    events: (of) =>
      Object.entries(of).flatMap(([event, [words, happens]]) => {
        const first = own.loss.findIndex((_, step) => step > 0 && happens(step));
        return first < 0 ? [] : [{ name: event, label: words, at: first }];
      }),
  };
}

/** A function of the values for each run, by name. */
type Lists = Readonly<Record<string, (values: never) => Listed>>;
type MoreOf<List> = List extends (values: never) => Listed<infer More> ? More : never;
type InView<L extends Lists> = { readonly [Name in keyof L]: RunInView<MoreOf<L[Name]>> };

/** All runs as one part; types and not interfaces, which have no index. */
type RunParts = { readonly runs: Part };
type MeasuredRuns<L extends Lists> = { readonly [Name in keyof L]: PlaneRun & MoreOf<L[Name]> };
type RunMeasures<L extends Lists> = { readonly runs: (part: Part) => MeasuredRuns<L> };

type Derived = 'parts' | 'measure' | 'present' | 'ruled';

interface OfRuns<S extends Schema, L extends Lists, G extends Parts, M extends Measures<G>>
  extends Omit<Experiment<S, G, M>, Derived> {
  readonly runs: L;
  /** What the script computes, in a sentence, if runs print something; else `python` may write it. */
  readonly about?: string | ((values: Values<S>) => string);
  /** Parts that are no runs, and what measures them. */
  parts?(values: Values<S>): G;
  readonly measure?: M;
  /** Called once the runs are there; left out, `steps` are those of the longest. */
  present(values: Values<S>, results: InView<L> & Results<G, M>, context: Context<S, G, M>): Presented;
}

/** An experiment made of runs, all of which are one part. */
export function experimentOfRuns<
  const S extends Schema,
  L extends Readonly<Record<string, (values: Values<S>) => Listed>>,
  G extends Parts = Record<never, never>,
  M extends Measures<G> = Measures<G>,
>({
  runs,
  about,
  parts,
  measure,
  present,
  ...fields
}: OfRuns<S, L, G, M>): Experiment<S, RunParts & G, RunMeasures<L> & M> {
  const names = Object.keys(runs);
  const [main = ''] = names;
  const { parameters } = fields;
  const marks = Object.keys(parameters).filter((name) => 'onlyMarks' in parameters[name]!);
  // Parts, values and results have their types outside; here they are whatever the experiment has.
  const listed = (name: string, values: Part): Listed => runs[name]!(values as Values<S>);
  const ofMain = (part: Part): Listed => listed(main, part);
  const partOf = (values: Values): Part =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !marks.includes(name)));
  const made: Experiment = {
    ...(fields as unknown as Experiment),
    ...('rule' in parameters && { ruled: { runs: ofMain, seeds: ofMain } }),
    parts: (values) => ({
      runs: partOf(values),
      ...('manySeeds' in values && {
        seeds: atEachSeed(values['manySeeds'] === true, partOf(values) as Part & { seed: number }),
      }),
      ...parts?.(values as Values<S>),
    }),
    measure: {
      runs: (part: Part, replayed?: Replayed) =>
        Object.fromEntries(
          names.map((name) => [name, listed(name, part).measured(name === main ? replayed : undefined)]),
        ),
      ...('manySeeds' in parameters && {
        seeds: (part: Part, replayed?: Replayed) => ofMain(part).measured(replayed),
      }),
      ...measure,
    } as Measures,
    present(values, { runs: measured, seeds = [], ...others }, context = {}) {
      if (!measured) return unmeasured;
      const { at, pinned } = context;
      const own = measured as Record<string, PlaneRun>;
      const before = pinned?.results['runs'] as Record<string, PlaneRun> | undefined;
      const ofSeeds = seeds as View['seeds'];
      const called = namesOf(values, pinned?.values);
      const views = Object.fromEntries(
        names.map((name) => {
          const run = listed(name, values);
          const isMain = name === main;
          const view = {
            at,
            isMain,
            isAlone: names.length === 1,
            before: before?.[name],
            names: isMain ? called : { ...called, own: undefined },
            seeds: isMain ? ofSeeds : [],
          };
          return [name, inView(run, own[name]!, view)];
        }),
      );
      const results = { ...others, ...views } as InView<L> & Results<G, M>;
      const shown = present(values as Values<S>, results, context as Context<S, G, M>);
      const whole = { steps: Math.max(...Object.values(views).map(({ last }) => last)), ...shown };
      if ((values['rule'] ?? '') === '') return whole;
      const beside = pinned && {
        run: before?.[main],
        seeds: (pinned.results['seeds'] ?? []) as View['seeds'],
        values: pinned.values,
      };
      return withOwnRule(values, said(whole), { run: own[main], seeds: ofSeeds }, beside);
    },
    ...(names.some((name) => listed(name, defaults(parameters)).prints) && {
      python: (values: Values) =>
        scriptOf(
          typeof about === 'function' ? about(values as Values<S>) : (about ?? fields.title),
          names.map((name) => [name, listed(name, values)]),
          String(values['rule'] ?? ''),
        ),
    }),
  };
  return made as unknown as Experiment<S, RunParts & G, RunMeasures<L> & M>;
}

/** The script of the runs that print something: of one by itself, with the lines of the reader's rule. */
function scriptOf(about: string, runs: readonly (readonly [string, Listed])[], rule: string): string | Script {
  const printed = runs.flatMap(([name, { prints, ...run }]) => (prints ? [{ name, run: { ...run, prints } }] : []));
  const [first, ...others] = printed;
  if (first && others.length === 0) return pythonScript({ about, ...first.run, rule });
  return pythonScripts(
    about,
    printed.map(({ name, run }) => pythonFunction(inPython(name), run)),
  );
}

/** `plainDescent` as Python writes it: plain_descent. */
const inPython = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
