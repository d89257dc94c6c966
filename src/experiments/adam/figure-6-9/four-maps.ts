import * as f from '../../../figure/index.ts';
import { valleyLosses, valleyRuns } from '../../kit/valley-runs.ts';
import { BOOK_RULES, type BookRule, DOWN, FLOOR, notesOf, type Runs } from './four-runs.ts';

const headings: Readonly<Record<BookRule, string>> = {
  small: 'Small rate',
  large: 'Large rate',
  normalized: 'Normalized gradients',
  adam: 'Adam',
};
const labels: Readonly<Record<BookRule, string>> = {
  small: 'small rate',
  large: 'large rate',
  normalized: 'normalized',
  adam: 'Adam',
};

/** The displayed parts: the runs, their start, the marked iteration, and the pinned runs. */
export interface Look {
  runs: Runs;
  start: readonly [number, number];
  /** Which of the two gradient descents is past the limit of its rate. */
  past: Readonly<Record<'small' | 'large', boolean>>;
  at: number | undefined;
  before: Runs | undefined;
}

/** Four copies of the map, each with the path of one rule and a note on its success or failure. */
export function fourMaps({ runs, start, past, at, before }: Look): f.MultiplesPanel {
  const notes = notesOf(runs);
  return {
    kind: 'multiples',
    name: 'four runs',
    title: `The paths of four rules from (${start[0]}, ${start[1]})`,
    items: BOOK_RULES.map((rule, index) => {
      const run = runs[rule];
      const now = at === undefined ? undefined : Math.min(at, f.lastStep(run));
      const note = rule === 'small' && past.small ? `past its limit: ${notes[rule]}` : notes[rule];
      return {
        heading: headings[rule],
        note,
        panel: valleyRuns({
          name: rule,
          title: `${headings[rule]}: ${note}`,
          paths: f.some(
            before && f.path('pinned path', 'baseline', before[rule]),
            f.path('path', 'run', run, { steps: true }),
          ),
          points: f.some(
            index > 0 && f.point('start', 'start', ...start, { role: 'run' }),
            f.point('end', 'end', ...f.standing(run), { role: 'run' }),
            now !== undefined && f.point('now', 'now', ...f.standing(run, now), { label: `${now}` }),
          ),
          // One handle for all four: they share their start.
          handle: index === 0 ? f.ring({ x: 'phi0', y: 'phi1' }, start, 'drag the start') : undefined,
        }),
      };
    }),
  };
}

export function fourLosses({ runs, past, at }: Look): f.ChartPanel {
  const roles: Readonly<Record<BookRule, f.Role>> = {
    small: 'baseline',
    large: past.large ? 'danger' : 'baseline',
    normalized: 'measured',
    adam: 'run',
  };
  const lines = BOOK_RULES.map((rule) => f.line(headings[rule], roles[rule], runs[rule].loss, { label: labels[rule] }));
  return lossChart(lines, 'Adam', runs.adam, at);
}

/** The losses of four runs, and the current step on one of them. */
export function lossChart(
  series: readonly f.ChartSeries[],
  name: string,
  { loss }: f.PlaneRun,
  at: number | undefined,
): f.ChartPanel {
  const now = at === undefined ? undefined : Math.min(at, loss.length - 1);
  return valleyLosses('Loss of the four runs at each step', {
    series,
    references: [f.level(FLOOR, DOWN, 'baseline')],
    points: f.some(
      now !== undefined &&
        f.point('now', 'now', now, loss[now]!, { label: `step ${now}: ${name} ${loss[now]!.toPrecision(3)}` }),
    ),
  });
}
