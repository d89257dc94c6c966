import type { Presentation } from '../../figure/experiment.ts';
import type { Panel } from '../../figure/panels/panel.ts';
import { kindOf } from './index.ts';

export interface Arranged {
  arrangement: NonNullable<Presentation['arrangement']>;
  /** Panels that share the main grid. */
  large: readonly Panel[];
  /** Charts stacked beside the first panel. */
  stacked: readonly Panel[];
  /** The stacked charts have more labels than fit into half a phone's width. */
  crowded: boolean;
  /** What the browser lays out, and small multiples under columns: at full width under the rest. */
  below: readonly Panel[];
}

/** Where each panel of a figure stands, both in the built page and in the live view. */
export function arrange({ panels, arrangement }: Pick<Presentation, 'panels' | 'arrangement'>): Arranged {
  const pictures = panels.filter((panel) => kindOf(panel).form !== 'text');
  const below = panels.filter((panel) => kindOf(panel).form === 'text');
  const wanted = arrangement ?? (pictures.length > 2 ? 'sheet-and-stack' : pictures.length === 2 ? 'columns' : 'rows');
  if (wanted === 'columns' && pictures.length > 2) {
    // A row of small charts under two columns takes the whole width.
    const rows = pictures.filter((panel) => kindOf(panel).form === 'row');
    return {
      arrangement: wanted,
      large: pictures.filter((panel) => kindOf(panel).form === 'picture'),
      stacked: [],
      crowded: false,
      below: [...rows, ...below],
    };
  }
  if (wanted !== 'sheet-and-stack') return { arrangement: wanted, large: pictures, stacked: [], crowded: false, below };
  const stacked = pictures.slice(1);
  return {
    arrangement: wanted,
    large: pictures.slice(0, 1),
    stacked,
    crowded: stacked.some((panel) => kindOf(panel).crowded?.(panel) === true),
    below,
  };
}
