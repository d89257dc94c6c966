import * as f from '../../../figure/index.ts';
import { intervalBand, type Measured, meanOf, whiskers } from '../../kit/measured.ts';
import { type Course, turnOf, WAYS, type Way, ways } from './ways.ts';

/** The end of one way: its last loss over the seeds, and its number of updates. */
export interface End {
  way: Way;
  loss: Measured | undefined;
  updates: number | undefined;
}

/** Mean loss of each way after every epoch. */
export function courseChart(
  { epochs, change, large }: { epochs: number; change: number; large: boolean },
  runsOf: (way: Way) => readonly Course[],
): f.ChartPanel {
  const turn = turnOf({ epochs, change });
  const series = WAYS.toReversed().flatMap((way) => {
    const runs = runsOf(way);
    const { label, role } = ways[way];
    // Before the change all four are the same; the control is not.
    const from = way === 'rate' || way === 'still' ? 0 : turn;
    const lossesAt = (k: number): number[] => runs.map(({ losses }) => losses[from + k] ?? Number.POSITIVE_INFINITY);
    const means = f.some(...Array.from({ length: epochs + 1 - from }, (_, k) => meanOf(lossesAt(k))));
    const infinite = means.findIndex(({ value }) => !Number.isFinite(value));
    const finite = infinite < 0 ? means : means.slice(0, infinite);
    const x = Float64Array.from(finite, (_, k) => from + k);
    const y = Float64Array.from(finite, ({ value }) => value);
    const banded = runs.length > 1 && way !== 'both' && way !== 'still';
    const each = runs.map(({ losses }) => x.map((at) => losses[at] ?? Number.NaN));
    return f.some<f.ChartSeries>(
      large && f.eachSeed(`each seed, ${label}`, role, x, each),
      banded && intervalBand(`interval, ${label}`, role, x, finite),
      runs.length > 0 && f.line(label, role, x, y, { label: true }),
    );
  });
  const after = series.flatMap(({ x, y }) => [...y].filter((_, k) => x[k]! >= Math.min(2, turn)));
  const [least, most] = after.length > 0 ? [Math.min(...after), Math.max(...after)] : [0.5, 2];
  return f.chart({
    name: 'course',
    title: 'Training loss after each epoch, for the four ways and the control without noise',
    x: f.axis('epoch', [0, epochs]),
    y: f.logAxis('training loss, mean over seeds', [0.93 * least, 1.05 * most]),
    references: [f.upright(turn, 'the change', 'baseline')],
    series,
  });
}

/** Final loss against the number of updates. */
export function endChart(ends: readonly End[]): f.ChartPanel {
  const found = ends.flatMap(({ way, loss, updates = 0 }) =>
    loss && Number.isFinite(loss.value) && updates > 0 ? [{ ...ways[way], loss, updates }] : [],
  );
  const [least, most] = [
    Math.min(...found.map(({ loss }) => loss.low ?? loss.value)),
    Math.max(...found.map(({ loss }) => loss.high ?? loss.value)),
  ];
  const room = 0.15 * Math.max(0.02, most - least);
  const updates = found.map((one) => one.updates);
  const some = found.length > 0;
  return f.chart({
    name: 'ends',
    title: 'Training loss at the end against the number of updates',
    x: f.axis('updates', some ? [0.75 * Math.min(...updates), 1.2 * Math.max(...updates)] : [0, 1]),
    y: f.axis('training loss at the end', some ? [least - room, most + room] : [0, 1]),
    series: found.map(({ label, role, loss, updates }) => whiskers(label, role, [updates], [loss])),
    points: found.map(({ label, role, loss, updates }) =>
      f.point('dot', label, updates, loss.value, { role, label: true }),
    ),
  });
}

export function endTable(ends: readonly End[]): f.TablePanel {
  const finite = (value: number | undefined): number | null => (Number.isFinite(value) ? (value ?? null) : null);
  return f.table({
    name: 'the four ways',
    title: 'The four ways and the control, in numbers',
    columns: [
      f.words('at the change'),
      f.figures('training loss', 4),
      f.figures('from', 4),
      f.figures('to', 4),
      f.figures('updates', 0),
    ],
    rows: ends.map(({ way, loss, updates }) => [
      ways[way].label,
      finite(loss?.value),
      finite(loss?.low),
      finite(loss?.high),
      finite(updates),
    ]),
  });
}
