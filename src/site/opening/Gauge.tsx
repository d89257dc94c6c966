import type { Role } from '../../figure/panels/panel.ts';

/** The start stands below the top of the gauge by this share of the way down, since one may also climb. */
const ABOVE = 0.1;

interface Props {
  /** Share of the way down at which the reader stands; none if nobody walks. */
  you?: number | undefined;
  /** In fog: the share of the way down that has been felt. */
  deepest?: number | undefined;
  /** Without fog: where each rule ended, and the tints of the land, each over the one before it. */
  rules?: readonly { role: Role; way: number }[] | undefined;
  tints?: readonly { way: number; tint: number }[] | undefined;
}

/** Share of the gauge from its top, in per cent. */
const down = (way: number): string => (100 * Math.min(1, Math.max(0, (way + ABOVE) / (1 + ABOVE)))).toFixed(2);

/** How deep one stands between high and low: a line as far as one has felt it, and the tints of the land once they are seen. */
export function Gauge({ you, deepest, rules = [], tints }: Props) {
  return (
    <div class="gauge" aria-hidden="true">
      <b>high</b>
      <div class="scale">
        {tints?.map(({ way, tint }) => (
          <i key={tint} class="tint" style={`height:${down(way)}%;background:var(--s${tint})`} />
        )) ?? <i class="felt" style={`height:${down(deepest ?? 0)}%`} />}
        {rules.map(({ role, way }) => (
          <i key={role} class={`bar ${role}`} style={`top:${down(way)}%`} />
        ))}
        {you !== undefined && <i class="you" style={`top:${down(you)}%`} />}
      </div>
      <b>low</b>
    </div>
  );
}
