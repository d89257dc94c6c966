import type { PointsParameter } from '../../engine/schema.ts';
import { countOf } from '../../figure/parameters/late.ts';
import { MathText } from '../panels/MathText.tsx';
import type { ControlProps } from './control.ts';

/** The points of a figure, the book's or the reader's, and the table in which they are edited; they are dragged on their chart. */
export function PointsControl({ spec, live, name, parameter, value, set }: ControlProps<PointsParameter>) {
  const count = countOf(value);
  const first = spec.defaults[name] ?? parameter.default;
  const whose = count === undefined ? 'the book’s' : `${count} of ${value === first ? 'this page' : 'your own'}`;
  return (
    <div class="control control-points" role="group" aria-label={parameter.label} title={parameter.help}>
      <span class="control-label">
        <MathText text={parameter.label} />
      </span>
      <span class="control-count">{whose}</span>
      <button
        type="button"
        name={name}
        onClick={() =>
          live && void import('../figure/points-dialog.tsx').then(({ openTable }) => openTable(live, name))
        }
      >
        Edit or paste
      </button>
      {value !== first && (
        <button type="button" onClick={() => set(name, first)}>
          {first === parameter.default ? 'The book’s' : 'The page’s'}
        </button>
      )}
      <span class="control-hint">You can also drag a point on the chart, or click between the points to add one.</span>
    </div>
  );
}
