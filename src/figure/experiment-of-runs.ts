/**
 * Experiments defined by a list of their runs: the part, the script, the pinned run and the reader's own rule are
 * derived from it.
 */
import type { Schema, Values } from '../engine/schema.ts';
import { defaults } from '../engine/values.ts';
import type { Context, Experiment, Presented } from './experiment.ts';
import { atEachSeed, namesOf, withOwnRule } from './own-rule.ts';
import type { Measures, Part, Parts, Replayed, Results } from './parts.ts';
import type { PlaneRun } from './plane-run.ts';
import { pythonFunction, pythonScript, pythonScripts, type Script } from './python.ts';
import { inView, type Listed, type RunInView, type View } from './runs.ts';
import { resolved } from './sentences.ts';
import { unmeasured } from './unanswered.ts';

/** A function of the values for each run, by name. */
type Lists = Readonly<Record<string, (values: never) => Listed>>;
type MoreOf<List> = List extends (values: never) => Listed<infer More> ? More : never;
type InView<L extends Lists> = { readonly [Name in keyof L]: RunInView<MoreOf<L[Name]>> };

/** All runs as one part; types rather than interfaces, which have no index signature. */
type RunParts = { readonly runs: Part };
type MeasuredRuns<L extends Lists> = { readonly [Name in keyof L]: PlaneRun & MoreOf<L[Name]> };
type RunMeasures<L extends Lists> = { readonly runs: (part: Part) => MeasuredRuns<L> };

type Derived = 'parts' | 'measure' | 'present' | 'ruled';

interface OfRuns<S extends Schema, L extends Lists, G extends Parts, M extends Measures<G>>
  extends Omit<Experiment<S, G, M>, Derived> {
  readonly runs: L;
  /** The script's description in a sentence, if runs print something; otherwise `python` may write it. */
  readonly about?: string | ((values: Values<S>) => string);
  /** Parts other than runs, and the functions that compute them. */
  parts?(values: Values<S>): G;
  readonly measure?: M;
  /** Called once the runs are ready; by default `steps` is that of the longest. */
  present(values: Values<S>, results: InView<L> & Results<G, M>, context: Context<S, G, M>): Presented;
}

/**
 * An experiment made of runs, all in one part.
 * @typeParam L a function of the values for each run, by name
 */
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
  // Parts, values and results are typed outside; here they are those of any experiment.
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
      return withOwnRule(values, resolved(whole), { run: own[main], seeds: ofSeeds }, beside);
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

/** The script of the runs that print something: if there is only one, with the code of the reader's rule. */
function scriptOf(about: string, runs: readonly (readonly [string, Listed])[], rule: string): string | Script {
  const printed = runs.flatMap(([name, { prints, ...run }]) => (prints ? [{ name, run: { ...run, prints } }] : []));
  const [first, ...others] = printed;
  if (first && others.length === 0) return pythonScript({ about, ...first.run, rule });
  return pythonScripts(
    about,
    printed.map(({ name, run }) => pythonFunction(inPython(name), run)),
  );
}

/** `plainDescent` in Python style: plain_descent. */
const inPython = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
