import { linearRegression } from '../../engine/problems/linear-regression.ts';
import { NOTEBOOK_FRAME } from '../../engine/problems/linear-regression-frame.ts';
import { gaborMap } from '../../experiments/kit/gabor-map.ts';
import { lineMap, tintsOf } from '../../experiments/kit/line-map.ts';
import { valleyMap } from '../../experiments/kit/valley-map.ts';
import { path, point } from '../../figure/index.ts';
import type { SurfacePanel } from '../../figure/panels/panel.ts';
import type { Noted } from '../../python/noted.ts';
import type { Finding } from './diagnose.ts';
import type { Task } from './task.ts';

const sheets: Readonly<Record<NonNullable<Task['picture']>['sheet'], () => SurfacePanel>> = {
  line: () => lineMap(NOTEBOOK_FRAME, tintsOf(linearRegression, NOTEBOOK_FRAME), { title: 'Loss of the line' }),
  gabor: gaborMap,
  valley: valleyMap,
};

interface Track {
  x: Float64Array<ArrayBuffer>;
  y: Float64Array<ArrayBuffer>;
}

/** The first recorded run only: at the start of a second one the path would jump. */
function trackOf(rows: readonly Noted[], task: Task, [startX, startY]: readonly [number, number]): Track {
  const at = (quantity: string) =>
    rows
      .filter((row) => row.quantity === quantity && task.at(row.step) === `step ${row.step}`)
      .map(({ value }) => value);
  const [x, y] = [
    [startX, ...at('phi_0')],
    [startY, ...at('phi_1')],
  ];
  // A path ends at the first value that is not finite.
  const end = x.findIndex((value, k) => !Number.isFinite(value) || !Number.isFinite(y[k]));
  const whole = (values: readonly number[]) => Float64Array.from(end < 0 ? values : values.slice(0, end));
  return { x: whole(x), y: whole(y) };
}

/** The task's map with the reader's path over the reference; undefined if the task has none. */
export function drawnIn(task: Task, finding: Finding): SurfacePanel | undefined {
  if (!task.picture || !('own' in finding)) return undefined;
  const { start } = task.picture;
  const sheet = sheets[task.picture.sheet]();
  const [own, reference] = [trackOf(finding.own, task, start), trackOf(finding.reference, task, start)];
  const end = (name: string, role: 'run' | 'measured', { x, y }: Track, label: string) => {
    const [lastX, lastY] = [x.at(-1), y.at(-1)];
    return lastX === undefined || lastY === undefined ? [] : [{ ...point('end', name, lastX, lastY, { label }), role }];
  };
  const differs = finding.kind === 'differs';
  return {
    ...sheet,
    name: 'task',
    title: `${sheet.title}, with your path${differs ? ' and that of the reference' : ''}`,
    paths: [...(differs ? [path('reference', 'measured', reference)] : []), path('yours', 'run', own, { steps: true })],
    points: [
      ...(sheet.points ?? []),
      { name: 'start', x: start[0], y: start[1], mark: 'start' },
      ...(differs ? end('reference end', 'measured', reference, 'reference') : []),
      ...end('own end', 'run', own, 'yours'),
    ],
  };
}
