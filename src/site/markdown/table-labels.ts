import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';

/** A table with fewer columns fits on a phone. */
const WIDE = 4;

/**
 * Rehype plugin, before KaTeX: in a table with many columns each cell gets its column's heading as a label. On a phone
 * such a table becomes a list (text.css), with the cells below one another.
 */
export function tableLabels() {
  return (tree: Root): void => {
    visit(tree, 'element', (table) => {
      if (table.tagName !== 'table') return;
      const heads = cellsIn(table, 'th').map((head) => textOf(head));
      if (heads.length < WIDE) return;
      table.properties['className'] = ['wide-table'];
      visit(table, 'element', (row) => {
        if (row.tagName !== 'tr') return;
        cellsIn(row, 'td').forEach((cell, column) => {
          cell.properties['dataLabel'] = heads[column] ?? '';
        });
      });
    });
  };
}

function cellsIn(node: Element, tagName: string): Element[] {
  const cells: Element[] = [];
  visit(node, 'element', (cell) => {
    if (cell.tagName === tagName) cells.push(cell);
  });
  return cells;
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}
