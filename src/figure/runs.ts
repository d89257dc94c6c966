/** Runs that an experiment lists. From the list follow its parts, its script, what is pinned, and the marks of each run in every picture. */
import type { Schema, Values } from '../engine/schema.ts';
import type { Trace } from '../engine/training/trace.ts';
import { train } from '../engine/training/train.ts';
import { defaults } from '../engine/values.ts';
import { type Fields, type Labelled, labelOf, some } from './defined.ts';
import type { Context, Experiment, Presented, RunEvent } from './experiment.ts';
import { atEachSeed, seedLines, seedPaths, withOwnRule } from './own-rule.ts';
import { line, type OnChart, point } from './panels/chart.ts';
import type { ChartSeries, Column, Role, SurfacePath } from './panels/panel.ts';
import { type OnSheet, path } from './panels/sheet.ts';
import type { Measures, Part, Parts, Replayed, Results } from './parts.ts';
import { lastStep, type PlaneRun, planeRun, standing } from './plane-run.ts';
import { pythonFunction, pythonScript, pythonScripts, type Run } from './python.ts';
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

type PathLook = Omit<Fields<SurfacePath>, 'name' | 'role' | 'x' | 'y' | 'label'> & {
  /** As long as it has not ended its disc and its name are at the step in view. */
  follows?: boolean;
  /** Left out: `step 3` beside the step in view, if it is the only run. */
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
    before: (PlaneRun & More) | undefined;
    /** Where it is at a step; left out: at `t`. */
    at(t?: number): readonly [number, number];
    /** Its path over a sheet, with its end, the step in view and the pinned run. */
    path(look?: PathLook): OnSheet;
    /** The same on a chart over the steps. */
    line(look?: LineLook): OnChart;
    /** By name the words for what happens, each at the first step after the start at which it is true. */
    events(of: Readonly<Record<string, readonly [label: string, happens: (t: number) => boolean]>>): RunEvent[];
  };

/** The words for the pinned run. */
const BEFORE = 'the run before';

interface View {
  at: number | undefined;
  isMain: boolean;
  isAlone: boolean;
  before: PlaneRun | undefined;
  seeds: readonly (PlaneRun | undefined)[];
}

function inView<More extends object>(
  { name, role, label = name }: Listed<More>,
  own: PlaneRun & More,
  { at, isMain, isAlone, before, seeds }: View,
): RunInView<More> {
  const last = lastStep(own);
  const now = at === undefined ? undefined : Math.min(at, last);
  const t = now ?? last;
  return {
    ...own,
    name,
    last,
    now,
    t,
    // Measured by the same run at other values.
    before: before as (PlaneRun & More) | undefined,
    at: (step = t) => standing(own, step),
    path({ follows = false, says = isAlone ? `step ${now}` : undefined, ...look } = {}) {
      const names = isAlone || label === '' ? undefined : label;
      const isOnWay = follows && t < last;
      return {
        paths: some(
          seedPaths(seeds),
          before && path(`pinned ${name}`, 'baseline', before, { label: BEFORE }),
          path(name, role, own, { steps: true, ...look, label: isOnWay ? undefined : names }),
        ),
        points: some(
          point('end', isAlone ? 'end' : `end, ${name}`, ...standing(own, follows ? t : last), {
            role,
            label: isOnWay && t > 0 ? names : undefined,
          }),
          now !== undefined &&
            (isMain || !follows) &&
            point('now', isAlone ? 'now' : `now, ${name}`, ...standing(own, now), { label: says }),
        ),
      };
    },
    line({ name: called = name, of = (run: PlaneRun) => run.loss, says, ends, ...look } = {}) {
      const y = of(own);
      const label = (step: number) => says?.(y[step]!, step);
      return {
        series: some(
          seedLines(seeds),
          before && line(`pinned ${called}`, 'baseline', of(before), { label: BEFORE }),
          line(called, role, y, { ...look, label: labelOf(look, called) ?? (isAlone ? undefined : called) }),
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

type Derived = 'parts' | 'measure' | 'present' | 'ruled' | 'python';

interface OfRuns<S extends Schema, L extends Lists, G extends Parts, M extends Measures<G>>
  extends Omit<Experiment<S, G, M>, Derived> {
  readonly runs: L;
  /** What the script computes, in a sentence. */
  readonly about: string | ((values: Values<S>) => string);
  /** Parts that are no runs, and what measures them. */
  parts?(values: Values<S>): G;
  readonly measure?: M;
  /** Called once all runs are there; `steps` follows from them. */
  present(values: Values<S>, results: InView<L> & Results<G, M>, context: Context<S, G, M>): Presented;
}

/** An experiment made of runs: each is a part of its name. */
export function experimentOfRuns<
  const S extends Schema,
  L extends Readonly<Record<string, (values: Values<S>) => Listed>>,
  G extends Parts = Record<never, never>,
  M extends Measures<G> = Measures<G>,
>({ runs, about, parts, measure, present, ...fields }: OfRuns<S, L, G, M>): Experiment<S> {
  const lists = Object.entries(runs);
  const [main = ''] = Object.keys(runs);
  const { parameters } = fields;
  const marks = Object.keys(parameters).filter((name) => 'onlyMarks' in parameters[name]!);
  const listed = (name: string) => (part: Part) => runs[name]!(part as Values<S>);
  /** The values by which a run is measured: of the reader's text the first alone. */
  const partOf = (name: string, values: Values): Part => ({
    ...Object.fromEntries(Object.entries(values).filter(([key]) => !marks.includes(key))),
    ...('rule' in values && name !== main && { rule: '' }),
  });
  const measured = (name: string) => (part: Part, replayed?: Replayed) => listed(name)(part).measured(replayed);
  const hasRule = 'rule' in parameters;
  const made: Experiment = {
    // The types of its values, its parts and its results end here: whoever shows it knows none of them.
    ...(fields as unknown as Experiment),
    ...(hasRule && { ruled: { [main]: listed(main), seeds: listed(main) } }),
    parts: (values) => ({
      ...Object.fromEntries(lists.map(([name]) => [name, partOf(name, values)])),
      ...('manySeeds' in values && {
        seeds: atEachSeed(values['manySeeds'] === true, partOf(main, values) as Part & { seed: number }),
      }),
      ...parts?.(values as Values<S>),
    }),
    measure: {
      ...Object.fromEntries(lists.map(([name]) => [name, measured(name)])),
      ...('manySeeds' in parameters && { seeds: measured(main) }),
      ...measure,
    } as Measures,
    present(values, results, context = {}) {
      if (lists.some(([name]) => results[name] === undefined)) return unmeasured;
      const { at, pinned } = context;
      const seeds = (results['seeds'] ?? []) as View['seeds'];
      const views = Object.fromEntries(
        lists.map(([name, list]) => {
          const isMain = name === main;
          const own = list(values as Values<S>);
          const before = isMain && own.role === 'run' ? (pinned?.results[name] as PlaneRun | undefined) : undefined;
          const view = { at, isMain, isAlone: lists.length === 1, before, seeds: isMain ? seeds : [] };
          return [name, inView(own, results[name] as PlaneRun, view)];
        }),
      );
      const made = said(
        present(
          values as Values<S>,
          { ...results, ...views } as InView<L> & Results<G, M>,
          context as Context<S, G, M>,
        ),
      );
      const whole = { steps: Math.max(...Object.values(views).map(({ last }) => last)), ...made };
      if (!hasRule) return whole;
      const run = results[main] as PlaneRun;
      const other = pinned && {
        run: pinned.results[main] as PlaneRun | undefined,
        seeds: (pinned.results['seeds'] ?? []) as View['seeds'],
        values: pinned.values,
      };
      return withOwnRule(values, whole, { run, seeds }, other);
    },
    ...(lists.some(([, list]) => list(defaults(parameters) as Values<S>).prints) && {
      python(values: Values) {
        const all = lists.map(([name, list]) => [name, list(values as Values<S>)] as const);
        const printed = all.filter(([, { prints }]) => prints);
        const head = typeof about === 'string' ? about : about(values as Values<S>);
        const [first] = printed;
        if (first && all.length === 1)
          return pythonScript({
            about: head,
            ...first[1],
            prints: first[1].prints!,
            rule: String(values['rule'] ?? ''),
          });
        return pythonScripts(
          head,
          printed.map(([name, list]) => pythonFunction(inPython(name), { ...list, prints: list.prints! })),
        );
      },
    }),
  };
  return made as unknown as Experiment<S>;
}

/** `plainDescent` as Python writes it: plain_descent. */
const inPython = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
