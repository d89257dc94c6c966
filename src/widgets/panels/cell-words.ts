import type { SurfaceCells } from '../../figure/panels/panel.ts';
import { around, type Box, overlap, type PlacedText } from './labels.ts';
import { textWidth } from './text.ts';

export const CELL_WORD = 12;
/** Height of a digit of that size. */
const DIGIT = 8.5;
/** Up or down, then aside, then into a corner. */
const AROUND = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
  [-1, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
] as const;

/** The words of single cells that are always seen and fit: in the middle of the cell, or beside the marks and lines that cross it. */
export function cellWords(
  { columns, rows, marks: words = [] }: SurfaceCells,
  box: Box,
  marks: readonly Box[],
  drawn: readonly (readonly [number, number])[],
): PlacedText[] {
  const [width, height] = [box.width / columns, box.height / rows];
  return words.flatMap(({ column, row, text = '', quiet }) => {
    const wide = textWidth(text, CELL_WORD);
    const [across, along] = [width - 6 - wide, height - 15];
    if (text === '' || quiet || across <= 0 || along <= 0) return [];
    const spots = [[0, 0], ...AROUND].map(([dx = 0, dy = 0]) => {
      const x = box.x + (column + 0.5) * width + (dx * across) / 2;
      const y = box.y + (rows - 0.5 - row) * height + 4 + (dy * along) / 2;
      const ink = { x: x - wide / 2, y: y - DIGIT, width: wide, height: DIGIT };
      const crossed =
        100 * marks.filter((mark) => overlap(mark, ink)).length +
        drawn.filter(([px, py]) => overlap(around(px, py, 1), ink)).length;
      return { x, y, crossed };
    });
    const { x, y } = spots.reduce((best, spot) => (spot.crossed < best.crossed ? spot : best));
    return [{ text, style: 'cell', x, y, anchor: 'middle' }];
  });
}
