import type { Role, SurfaceBands } from '../../figure/panels/panel.ts';
import { tintOf } from '../../widgets/panels/tint.ts';

/** The start stands below the top of the gauge by this share of the way down, since one may also climb. */
const ABOVE = 0.1;

interface Props {
  /** Share of the way down at which the reader stands; none where nobody walks. */
  you?: number | undefined;
  /** In fog: the share of the way down that has been felt. */
  deepest?: number | undefined;
  /** Without fog: where each rule ended, and the tints of the land with their levels as shares of the way down. */
  rules?: readonly { role: Role; way: number }[] | undefined;
  tints?: { bands: SurfaceBands; wayAt(height: number): number } | undefined;
}

/** Share of the gauge from its top, in per cent. */
const down = (way: number): string => (100 * Math.min(1, Math.max(0, (way + ABOVE) / (1 + ABOVE)))).toFixed(2);

/** How deep one stands between high and low: a line as far as one has felt it, and the tints of the land once they are seen. */
export function Gauge({ you, deepest, rules = [], tints }: Props) {
  return (
    <div class="gauge" aria-hidden="true">
      <b>high</b>
      <div class="scale">
        {tints ? <Tints {...tints} /> : <i class="felt" style={`height:${down(deepest ?? 0)}%`} />}
        {rules.map(({ role, way }) => (
          <i key={role} class={`bar ${role}`} style={`top:${down(way)}%`} />
        ))}
        {you !== undefined && <i class="you" style={`top:${down(you)}%`} />}
      </div>
      <b>low</b>
    </div>
  );
}

/** The bands of the land, each as high as the heights that it stands for. */
function Tints({ bands: { levels, deepest }, wayAt }: NonNullable<Props['tints']>) {
  return (
    <>
      <i class="tint" style={`top:0;height:100%;background:var(--s${tintOf(0, levels.length, deepest)})`} />
      {levels.map((level, k) => (
        <i
          key={level}
          class="tint"
          style={`top:0;height:${down(wayAt(level))}%;background:var(--s${tintOf(k + 1, levels.length, deepest)})`}
        />
      ))}
    </>
  );
}
