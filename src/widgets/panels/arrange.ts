import type { Presentation } from '../../figure/experiment.ts';
import type { Panel } from '../../figure/panels/panel.ts';

export interface Arranged {
  arrangement: NonNullable<Presentation['arrangement']>;
  /** Panels that share the main grid. */
  large: readonly Panel[];
  /** Charts stacked beside the first panel. */
  stacked: readonly Panel[];
  /** The stacked charts have more labels than fit into half a phone's width. */
  crowded: boolean;
  /** Under the rest, at full width: tables and equations, and small multiples under columns. */
  below: readonly Panel[];
}

/** Where each panel of a figure stands, both in the built page and in the live view. */
export function arrange({ panels, arrangement }: Pick<Presentation, 'panels' | 'arrangement'>): Arranged {
  const pictures = panels.filter((panel) => panel.kind !== 'table' && panel.kind !== 'equation');
  const below = panels.filter((panel) => panel.kind === 'table' || panel.kind === 'equation');
  const wanted = arrangement ?? (pictures.length > 2 ? 'sheet-and-stack' : pictures.length === 2 ? 'columns' : 'rows');
  if (wanted === 'columns' && pictures.length > 2) {
    // A row of small charts under two columns takes the full width.
    const rows = pictures.filter((panel) => panel.kind === 'multiples');
    return {
      arrangement: wanted,
      large: pictures.filter((panel) => panel.kind !== 'multiples'),
      stacked: [],
      crowded: false,
      below: [...rows, ...below],
    };
  }
  if (wanted !== 'sheet-and-stack') return { arrangement: wanted, large: pictures, stacked: [], crowded: false, below };
  const stacked = pictures.slice(1);
  return { arrangement: wanted, large: pictures.slice(0, 1), stacked, crowded: stacked.some(isCrowded), below };
}

/** Whether a panel has more labels than fit into a chart of half a phone's width. */
function isCrowded(panel: Panel): boolean {
  if (panel.kind !== 'chart') return panel.kind === 'multiples';
  const labels = [...panel.series, ...(panel.references ?? []), ...(panel.regions ?? [])].filter(({ label }) => label);
  return labels.length > 2;
}
