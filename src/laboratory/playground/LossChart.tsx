import { useRef } from 'preact/hooks';
import type { Bench } from './bench.ts';
import { type ChartLine, chartShape, stepAt } from './chart-shape.ts';
import { contestants } from './contestants.ts';
import { useSize } from './size.ts';

/** Size in the built page, px. */
const BUILT = [440, 158] as const;

/** The loss of each rule up to the step that is shown; a press on it goes to that step. */
export function LossChart({ bench }: { bench: Bench }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box, BUILT);
  const { settings } = bench.shown.value;
  const go = ({ clientX }: MouseEvent): void => {
    const { left } = box.current?.getBoundingClientRect() ?? { left: 0 };
    bench.standAt(stepAt(clientX - left, settings.steps, size[0]));
  };
  const lines = contestants(bench.shown.value).map(
    ({ look, name, run }): ChartLine => ({ look, name, x: Float64Array.from(run.loss, (_, t) => t), y: run.loss }),
  );
  return (
    <div class="lab-chart" ref={box}>
      {chartShape(lines, settings.steps, bench.at.value, { size, title: 'The loss of each rule against the step' })}
      <div class="lab-plane" aria-hidden="true" onClick={go} />
    </div>
  );
}
