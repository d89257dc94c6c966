import {
  type ChartPanel,
  level,
  line,
  type PanelPoint,
  path,
  point,
  type Role,
  type SurfacePanel,
  some,
  stepsOf,
} from '../../../figure/index.ts';
import { lastStep, type PlaneRun, standing } from '../../kit/plane-run.ts';
import { valleyLosses, valleyRing, valleyRuns } from '../../kit/valley-runs.ts';
import { DOWN, FLOOR, type OwnRule, type Rule, type Runs } from './four-runs.ts';
import type { Look } from './four-sheets.ts';

/** A run on the sheet that all share: its colour and dash, and its name there. */
export interface Runner {
  rule: Rule;
  role: Role;
  name: string;
  /** The words beside it. */
  label: string;
  run: PlaneRun;
}

const OWN_NAMES: Readonly<Record<OwnRule, string>> = {
  large: 'descent',
  normalized: 'normalized',
  rmsprop: 'RMSProp',
  nesterov: 'Nesterov',
};

/** The reader's own run is the last, and lies over the others. */
export const runnersOf = (runs: Runs, own: OwnRule): Runner[] => [
  { rule: 'small', role: 'descent', name: 'small rate', label: 'descent, small rate', run: runs.small },
  { rule: 'momentum', role: 'momentum', name: 'momentum', label: 'momentum', run: runs.momentum },
  { rule: 'adam', role: 'adam', name: 'Adam', label: 'Adam', run: runs.adam },
  { rule: own, role: 'run', name: 'yours', label: `yours: ${OWN_NAMES[own]}`, run: runs[own] },
];

/** Whether two runs go the same way: one that was pinned lies under its own then. */
const isSame = (a: PlaneRun, b: PlaneRun): boolean =>
  a.x.length === b.x.length && a.x.every((x, t) => x === b.x[t] && a.y[t] === b.y[t]);

/** One surface, one start, and the paths of four rules. */
export function oneSheet(own: OwnRule, { runs, start, at, before }: Look): SurfacePanel {
  const runners = runnersOf(runs, own);
  return valleyRuns({
    name: 'four runs',
    title: `Descent, momentum, Adam and your run from (${start[0]}, ${start[1]})`,
    paths: some(
      before &&
        runnersOf(before, own)
          .filter(({ rule, run }) => !isSame(run, runs[rule]))
          .map(({ rule, run }) => path(`pinned path, ${rule}`, 'baseline', run)),
      runners.map(({ role, name, label, run }) => path(name, role, run, { steps: true, label })),
    ),
    points: some(
      runners.map(({ role, name, run }) => point('end', `end, ${name}`, ...standing(run), { role })),
      at !== undefined &&
        runners.map(
          ({ name, role, run }): PanelPoint =>
            point('now', `now, ${name}`, ...standing(run, at), {
              label: role === 'run' ? `${Math.min(at, lastStep(run))}` : undefined,
            }),
        ),
    ),
    handle: valleyRing(start),
  });
}

export function oneChart(own: OwnRule, { runs, at }: Look): ChartPanel {
  const runners = runnersOf(runs, own);
  const { loss } = runs[own];
  const now = at === undefined ? undefined : Math.min(at, loss.length - 1);
  return valleyLosses(
    'Loss of the four runs at each step',
    runners.map(({ name, label, role, run }) => line(name, role, stepsOf(run.loss), run.loss, { label })),
    {
      references: [level(FLOOR, DOWN, 'baseline')],
      points: some(
        now !== undefined &&
          point('now', 'now', now, loss[now]!, { label: `step ${now}: yours ${loss[now]!.toPrecision(3)}` }),
      ),
    },
  );
}
