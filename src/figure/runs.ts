/** Runs as an experiment lists them, and the marks that each has in the pictures. */
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
 * A run as an experiment lists it. The first of the list is the reader's own: it goes by the reader's rule and, if its role
 * is `run`, it is drawn over the pinned one.
 */
export interface Listed<More extends object = object> extends Run {
  role: Role;
  name: string;
  label: string | undefined;
  /** What its script prints; a run without is in no script. */
  prints: Prints | undefined;
  /** Makes the run. */
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
      // If nothing more is wanted, the plane run is all there is.
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

export interface View {
  at: number | undefined;
  isMain: boolean;
  isAlone: boolean;
  before: PlaneRun | undefined;
  /** What a run by the reader's rule is called, and the pinned one. */
  names: ReturnType<typeof namesOf>;
  seeds: readonly (PlaneRun | undefined)[];
}

/** A run as `present` is given it. */
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
