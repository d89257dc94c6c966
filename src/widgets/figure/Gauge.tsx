import type { Presentation } from '../../figure/experiment.ts';

/** The start is below the top of the gauge by this fraction of its height, since a walker may also climb. */
const ABOVE = 0.1;
/** Position on the gauge from its top, in percent. */
const down = (way: number): string =>
  `${((100 * (Math.min(1, Math.max(-ABOVE, way)) + ABOVE)) / (1 + ABOVE)).toFixed(1)}%`;

/**
 * The depths reached in a game, between high and low: what has been felt so far, and without fog the end of each run.
 */
export function Gauge({ felt, ends }: NonNullable<Presentation['gauge']>) {
  return (
    <div class="gauge" data-felt={felt !== undefined} aria-hidden="true">
      high
      <div class="gauge-scale">
        {felt !== undefined && <i class="felt" style={`height:${down(felt)}`} />}
        {ends.map(({ role, way }) => (
          <i key={role} class={role} style={`top:${down(way)}`} />
        ))}
      </div>
      low
    </div>
  );
}
