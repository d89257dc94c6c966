import { h } from 'preact';
import { adoptStyles } from '../page/adopt-styles.ts';
import type { Figure } from '../page/figure.ts';
import { plainText } from '../panels/math-text.ts';
import { PointsTable } from '../points/PointsTable.tsx';
import styles from '../points/points.css?inline';
import { show } from './dialogs.ts';

adoptStyles(styles);

/** Opens the points of a figure as a table. */
export async function openTable(live: Figure, name: string): Promise<void> {
  // The book's points are only in the picture.
  if (!live.presentation.value) await live.run();
  show(`Points of “${plainText(live.spec.title)}”`, [h(PointsTable, { live, name })]);
}
