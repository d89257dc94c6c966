import { useMemo, useRef } from 'preact/hooks';
import { fromPx } from '../../widgets/panels/axis-scale.ts';
import type { ChartLayout } from '../../widgets/panels/chart-layout.ts';
import { draw, layout } from '../../widgets/panels/index.ts';
import { Once } from '../../widgets/panels/once.ts';
import { useSize } from '../../widgets/panels/use-size.ts';
import { drawWalk } from '../../widgets/panels/walk.ts';
import type { Bench } from './bench.ts';
import { contestants } from './contestants.ts';
import { lossPanel } from './panels.ts';

/** Size in the built page, px. */
const BUILT = { width: 440, height: 158 };

/** The loss of each rule, up to the step that is shown; a press on it goes to that step. */
export function LossChart({ bench }: { bench: Bench }) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box, () => BUILT);
  const shown = bench.shown.value;
  const { steps } = shown.settings;
  const panel = useMemo(() => lossPanel(contestants(shown), steps), [shown, steps]);
  // A chart's layout is that of its kind.
  const placed = useMemo(() => layout(panel, width, height) as ChartLayout, [panel, width, height]);
  const picture = useMemo(() => draw(panel, placed, 'lab-losses'), [panel, placed]);
  const t = bench.at.value;
  const go = ({ clientX }: MouseEvent): void => {
    const { left } = box.current?.getBoundingClientRect() ?? { left: 0 };
    bench.standAt(fromPx(placed.x, clientX - left));
  };
  return (
    <div class="lab-chart panel-box" ref={box} data-runs={t < steps ? 'cut' : 'whole'}>
      <Once made={picture} />
      {t < steps && drawWalk(panel, placed, 'lab-losses-walk', t)}
      <div class="lab-plane" aria-hidden="true" onClick={go} />
    </div>
  );
}
