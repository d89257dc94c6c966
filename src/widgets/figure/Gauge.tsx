import type { Presentation } from '../../figure/experiment.ts';

/** The start is below the top of the gauge by this share of the way down, since one may also climb. */
const ABOVE = 0.1;
/** Share of the gauge from its top, in per cent. */
const down = (way: number): string =>
  `${((100 * (Math.min(1, Math.max(-ABOVE, way)) + ABOVE)) / (1 + ABOVE)).toFixed(1)}%`;

/** How deep a game has come between high and low: as far as it has been felt, and without fog where each run has ended. */
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
