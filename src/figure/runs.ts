/** Runs as listed by an experiment, and their marks in the pictures. */
import type { Trace } from '../engine/training/trace.ts';
import { train } from '../engine/training/train.ts';
import { type Fields, type Labelled, labelOf, some } from './defined.ts';
import type { RunEvent } from './experiment.ts';
import { type namesOf, seedLines, seedPaths } from './own-rule.ts';
import { line, type OnChart, point } from './panels/chart.ts';
import { type OnMap, path } from './panels/map.ts';
import type { ChartSeries, Column, Role, SurfacePath } from './panels/panel.ts';
import type { Replayed } from './parts.ts';
import { lastStep, type PlaneRun, planeRun, standing } from './plane-run.ts';
import type { Run } from './python.ts';

type Prints = Readonly<Record<string, string>>;

/**
 * A run as listed by an experiment. The first one is the reader's own: it uses the reader's rule and, if its role is
 * `run`, it is drawn over the pinned one.
 */
export interface Listed<More extends object = object> extends Run {
  role: Role;
  name: string;
  label: string | undefined;
  /** The values printed by its script; undefined if it is in no script. */
  prints: Prints | undefined;
  /** Makes the run. */
  measured(replayed?: Replayed): PlaneRun & More;
}

interface Choices<More extends object> {
  /** Label beside its path, if there are several; default: its name. Empty: none. */
  label?: string | undefined;
  prints?: Prints | undefined;
  /** Trains it, if more is needed than its positions and losses: plain data. */
  measure?(run: Run, isReplayed: boolean): readonly [Trace, More];
}

/** A run: its parts, its colour and its name in the pictures. */
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
      // Safe: without `measure`, More is empty.
      return planeRun(train(own)) as PlaneRun & More;
    },
  };
}

type PathLook = Omit<Fields<SurfacePath>, 'name' | 'role' | 'x' | 'y'> & {
  /** Until it has ended, its disc and its name are at the current step. */
  follows?: boolean;
  /** Default: `step 3` beside the current step of a run without a name. */
  says?: string | undefined;
};

type LineLook = Omit<Fields<ChartSeries>, 'name' | 'role' | 'kind' | 'x' | 'y' | 'label'> &
  Labelled & {
    name?: string;
    /** A number for each step; default: the losses. */
    of?: (run: PlaneRun) => Column;
    /** The words beside the current step, given its number and the step; default: none. */
    says?: (value: number, t: number) => string;
    /** A disc where the line ends; `said`: with the words of `says`. */
    ends?: 'disc' | 'said' | undefined;
  };

/** A run in a view: its results, the current step, and the pinned run. */
export type RunInView<More extends object = object> = PlaneRun &
  More & {
    name: string;
    last: number;
    /** The current step, at most its last; undefined if there is none. */
    now: number | undefined;
    /** The current step, or otherwise its last. */
    t: number;
    /** The run at the pinned values. */
    before: (PlaneRun & More) | undefined;
    /** Its position at a step; default: at `t`. */
    at(t?: number): readonly [number, number];
    /** Its path over a map, with its end, the current step and the pinned run. */
    path(look?: PathLook): OnMap;
    /** The run as a line of a chart over the steps. */
    line(look?: LineLook): OnChart;
    /** Events by name, with their labels, each at the first step after the start at which its condition is true. */
    events(of: Readonly<Record<string, readonly [label: string, happens: (t: number) => boolean]>>): RunEvent[];
  };

export interface View {
  at: number | undefined;
  isMain: boolean;
  isAlone: boolean;
  before: PlaneRun | undefined;
  /** The names of a run by the reader's rule, and of the pinned one. */
  names: ReturnType<typeof namesOf>;
  seeds: readonly (PlaneRun | undefined)[];
}

/** A run as passed to `present`. */
export function inView<More extends object>(
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
    // Safe: computed by the same run at other values.
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
          twin && line(`pinned ${title}`, 'baseline', of(twin), { label: pinned, stays: true }),
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
