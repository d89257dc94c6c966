import { BOOK, pointsIn } from '../../engine/points.ts';
import type { PointsParameter } from '../../engine/schema.ts';
import { MathText } from '../panels/MathText.tsx';
import type { ControlProps } from './control.ts';

/** Whose points the figure has, and the table in which they are edited; they are dragged on their chart. */
export function PointsControl({ live, name, parameter, value, set }: ControlProps<PointsParameter>) {
  const own = pointsIn(value);
  return (
    <div class="control control-points" role="group" aria-label={parameter.label} title={parameter.help}>
      <span class="control-label">
        <MathText text={parameter.label} />
      </span>
      <span class="control-count">{own ? `${own.length} of your own` : 'the book’s'}</span>
      <button
        type="button"
        name={name}
        onClick={() => live && void import('../points/open-table.tsx').then(({ openTable }) => openTable(live, name))}
      >
        Edit or paste
      </button>
      {own && parameter.default === BOOK && live?.spec.defaults[name] === BOOK && (
        <button type="button" onClick={() => set(name, BOOK)}>
          The book’s
        </button>
      )}
      <span class="control-hint">Or drag one on its chart. A click beside them adds one.</span>
    </div>
  );
}
