/**
 * Shared parts of the experiments on the loss of Figure 6.9: the start of their runs, the map beneath them, their
 * losses.
 */
import { number } from '../../engine/schema.ts';
import * as f from '../../figure/index.ts';
import { type Start, startRing } from './start-on-map.ts';
import { valleyMap } from './valley-map.ts';

/** The start of runs, as the two parameters dragged by a handle on the map. `whose`: `the run starts`. */
export function valleyStart(whose: string): Start {
  const part = (label: string, initial: number) =>
    number({ label, help: `Where ${whose}.`, default: initial, min: -1, max: 1, step: 0.01 });
  return { phi0: part('Start ϕ_0', -0.7), phi1: part('Start ϕ_1', -0.9) };
}

/** The handle of that start. */
export const valleyRing = (at: readonly [number, number]): f.Handle => startRing(valleyStart(''), at);

type Over = Pick<Parameters<typeof f.map>[0], 'title' | 'paths' | 'points' | 'runs' | 'handle'> & { name?: string };

/** The map with runs over it; its minimum stays marked. */
export const valleyRuns = ({ points = [], ...over }: Over): f.SurfacePanel =>
  f.map({ ...valleyMap(), ...over, points: [...(valleyMap().points ?? []), ...points] });

/** The losses of runs in the valley at each step. */
export const valleyLosses = (
  title: string,
  over: Pick<Parameters<typeof f.chart>[0], 'series' | 'runs' | 'points' | 'references'>,
): f.ChartPanel => {
  const drawn = [...(over.series ?? []), ...(over.runs ?? []).flatMap(({ series }) => series)];
  return f.chart({
    name: 'loss',
    title,
    x: f.axis('step *t*', [0, Math.max(1, ...drawn.map(({ x }) => x.length - 1))]),
    y: f.logAxis('loss *L*, log scale', [1e-5, 2], { ticks: [1e-4, 1e-2, 1], format: 'power' }),
    steps: true,
    ...over,
  });
};
