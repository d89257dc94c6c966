import { problems } from '../../../engine/problems/index.ts';
import { axis, map, type PanelPoint, path, point, ring, type SurfacePanel, some } from '../../../figure/index.ts';
import { bands } from '../../../figure/panels/contours.ts';
import { gaborMap, gaborMarks } from '../../kit/gabor-map.ts';
import { lossGrid } from '../../kit/loss-grid.ts';
import { cacheLast } from '../../kit/made-once.ts';
import { valleyMap } from '../../kit/valley-map.ts';
import { PROBLEMS, type ProblemName, raceProblems, raceRules } from './entries.ts';
import { type Look, runnersOf } from './runners.ts';

const CELLS = 48;
/** How far a map extends beyond the starts, as a fraction of their window: some runs overshoot. */
const BEYOND = 0.1;

/** The chosen problem as a map, with one start and the paths of the highlighted rules. */
export function raceMap(look: Look, start: number): SurfacePanel {
  const { problem, at, before } = look;
  const { name } = raceProblems[problem];
  const empty = emptyMap(problem);
  const runs = runnersOf(look).flatMap((runner) => {
    const track = runner.race.paths[start - 1];
    return track ? [{ ...runner, track, last: track.x.length - 1 }] : [];
  });
  const pinned = before?.problem === problem ? before.race.paths[start - 1] : undefined;
  const [own] = runs.slice(-1);
  const places = (own?.race.paths ?? []).map(({ x, y }) => [x[0]!, y[0]!] as const);
  const here = places[start - 1];
  return {
    ...empty,
    name: 'sheet',
    title: `Paths of ${runs.map(({ rule }) => raceRules[rule].name).join(', ')} on the ${name} from start ${start}`,
    paths: some(
      pinned && path('pinned path', 'baseline', pinned),
      runs.map(({ rule, role, track }) => path(raceRules[rule].name, role, track, { steps: true, label: true })),
    ),
    points: some(
      empty.points,
      some(...places.map(([x, y], k) => place(k, start, x, y))),
      runs.map(({ rule, role, track, last }) =>
        point('end', `end, ${raceRules[rule].name}`, track.x[last]!, track.y[last]!, { role }),
      ),
      at !== undefined &&
        runs.map(({ rule, track, last }) => {
          const now = Math.min(at, last);
          return point('now', `now, ${raceRules[rule].name}`, track.x[now]!, track.y[now]!);
        }),
    ),
    ...(here && { handle: ring({ picks: { name: 'start', places } }, here, 'click or tap for another start') }),
  };
}

/** Another start, to which a click near it moves the handle. */
const place = (k: number, start: number, x: number, y: number): PanelPoint | undefined =>
  k === start - 1 ? undefined : point('hollow', `start ${k + 1}`, x, y, { role: 'baseline' });

/** A map without runs. */
const emptyMap = cacheLast((problem: ProblemName): SurfacePanel => {
  if (problem === 'gabor') return { ...gaborMap(), points: gaborMarks('minimum') };
  if (problem === 'gaussianValley') return valleyMap();
  const { name, window, lowestAt } = raceProblems[problem];
  const [xDomain, yDomain] = window.map(([low, high]): [number, number] => {
    const more = BEYOND * (high - low);
    return [low - more, high + more];
  }) as [[number, number], [number, number]]; // two in, two out
  const grid = lossGrid({ xDomain, yDomain }, { across: CELLS }, problems[problem].loss);
  return map({
    name: 'surface',
    title: `Loss surface: ${name}`,
    x: axis('ϕ_0', xDomain),
    y: axis('ϕ_1', yDomain),
    bands: bands({ ...grid, label: 'loss *L*' }),
    points: lowestAt().map(([a, b], k): PanelPoint => point('minimum', `lowest ${k + 1}`, a, b)),
  });
}, PROBLEMS.length);
