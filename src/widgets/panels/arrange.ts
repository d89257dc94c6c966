import type { Presentation } from '../../engine/experiment.ts';
import type { Panel } from '../../engine/panels/panel.ts';

export interface Arranged {
  arrangement: NonNullable<Presentation['arrangement']>;
  /** Panels that share the main grid. */
  large: readonly Panel[];
  /** Charts stacked beside the first panel. */
  stacked: readonly Panel[];
  /** Tables and equations, and small multiples under columns: at full width under the rest. */
  below: readonly Panel[];
}

/** Where each panel of a figure stands; the built page and the live view ask the same question. */
export function arrange({ panels, arrangement }: Pick<Presentation, 'panels' | 'arrangement'>): Arranged {
  const pictures = panels.filter((panel) => panel.kind !== 'table' && panel.kind !== 'equation');
  const below = panels.filter((panel) => panel.kind === 'table' || panel.kind === 'equation');
  const wanted = arrangement ?? (pictures.length > 2 ? 'sheet-and-stack' : pictures.length === 2 ? 'columns' : 'rows');
  if (wanted === 'columns' && pictures.length > 2) {
    // A row of small charts under two columns takes the whole width.
    const rows = pictures.filter((panel) => panel.kind === 'multiples');
    return {
      arrangement: wanted,
      large: pictures.filter((panel) => panel.kind !== 'multiples'),
      stacked: [],
      below: [...rows, ...below],
    };
  }
  if (wanted !== 'sheet-and-stack') return { arrangement: wanted, large: pictures, stacked: [], below };
  return { arrangement: wanted, large: pictures.slice(0, 1), stacked: pictures.slice(1), below };
}
