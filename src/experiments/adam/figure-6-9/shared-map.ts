import * as f from '../../../figure/index.ts';
import { valleyRing, valleyRuns } from '../../kit/valley-runs.ts';
import { type Look, lossChart } from './four-maps.ts';
import type { OwnRule, Rule, Runs } from './four-runs.ts';

/** A run on the shared map: its colour and dash, and its name there. */
export interface Runner {
  rule: Rule;
  role: f.Role;
  name: string;
  /** Its label. */
  label: string;
  run: f.PlaneRun;
}

const OWN_NAMES: Readonly<Record<OwnRule, string>> = {
  large: 'descent',
  normalized: 'normalized',
  rmsprop: 'RMSProp',
  nesterov: 'Nesterov',
};

/** The reader's own run comes last, above the others. */
export const runnersOf = (runs: Runs, own: OwnRule): Runner[] => [
  { rule: 'small', role: 'descent', name: 'small rate', label: 'descent, small rate', run: runs.small },
  { rule: 'momentum', role: 'momentum', name: 'momentum', label: 'momentum', run: runs.momentum },
  { rule: 'adam', role: 'adam', name: 'Adam', label: 'Adam', run: runs.adam },
  { rule: own, role: 'run', name: 'yours', label: `yours: ${OWN_NAMES[own]}`, run: runs[own] },
];

/** Whether two runs have the same path: then the pinned one is hidden under its successor. */
const isSame = (a: f.PlaneRun, b: f.PlaneRun): boolean =>
  a.x.length === b.x.length && a.x.every((x, t) => x === b.x[t] && a.y[t] === b.y[t]);

/** One surface, one start, and the paths of four rules. */
export function oneMap(own: OwnRule, { runs, start, at, before }: Look): f.SurfacePanel {
  const runners = runnersOf(runs, own);
  return valleyRuns({
    name: 'four runs',
    title: `Descent, momentum, Adam and your run from (${start[0]}, ${start[1]})`,
    paths: f.some(
      before &&
        runnersOf(before, own)
          .filter(({ rule, run }) => !isSame(run, runs[rule]))
          .map(({ rule, run }) => f.path(`pinned path, ${rule}`, 'baseline', run)),
      runners.map(({ role, name, label, run }) => f.path(name, role, run, { steps: true, label })),
    ),
    points: f.some(
      runners.map(({ role, name, run }) => f.point('end', `end, ${name}`, ...f.standing(run), { role })),
      at !== undefined &&
        runners.map(
          ({ name, role, run }): f.PanelPoint =>
            f.point('now', `now, ${name}`, ...f.standing(run, at), {
              label: role === 'run' && at > 0 ? `${Math.min(at, f.lastStep(run))}` : undefined,
            }),
        ),
    ),
    handle: valleyRing(start),
  });
}

export function oneChart(own: OwnRule, { runs, at }: Look): f.ChartPanel {
  const lines = runnersOf(runs, own).map(({ name, label, role, run }) => f.line(name, role, run.loss, { label }));
  return lossChart(lines, 'yours', runs[own], at);
}
