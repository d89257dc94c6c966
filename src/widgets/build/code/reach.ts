/** The code that a piece of code reaches by name, declaration by declaration, wherever it stands. */
import type ts from 'typescript';
import type { Modules } from './modules.ts';
import { shapeOf, shownProperties } from './shape.ts';

/**
 * All that `piece` does, as one text: its own shape, and that of each top-level declaration it reaches by name, in the
 * order in which they are met. No path is in it, so a declaration may stand in any file.
 */
export function reachedFrom(piece: ts.Node, file: string, modules: Modules): string {
  let shown = shownProperties;
  for (;;) {
    const { text, reads } = walk(piece, file, modules, shown);
    // A label that the code reads may decide: it is left in, and what it is made of is followed.
    const unread = new Set([...shown].filter((name) => !reads.has(name)));
    if (unread.size === shown.size) return text;
    shown = unread;
  }
}

function walk(
  piece: ts.Node,
  file: string,
  modules: Modules,
  shown: ReadonlySet<string>,
): { text: string; reads: ReadonlySet<string> } {
  const lines: string[] = [];
  const reads = new Set<string>();
  const numbers = new Map<string, number>();
  const entered = new Set<string>();

  /** Writes a piece and all it reaches, once; the number stands for it from then on. */
  function visit(key: string, node: ts.Node, at: string): number {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(key, number);
    const shape = shapeOf(node, shown);
    for (const name of shape.reads) reads.add(name);
    const reached = shape.references.flatMap((reference): (string | number)[] => {
      const place = modules.find(at, reference);
      if (!place) return [];
      if ('outside' in place) return [place.outside];
      enter(place.file);
      return [visit(`${place.file} ${place.name}`, place.node, place.file)];
    });
    lines[number] = `${shape.text} -> ${reached.join(' ')}`;
    return number;
  }

  /** What a file does when it is loaded may change what it declares. */
  function enter(at: string): void {
    if (entered.has(at)) return;
    entered.add(at);
    for (const [k, statement] of modules.looseIn(at).entries()) visit(`${at} statement ${k}`, statement, at);
  }

  enter(file);
  visit('the piece itself', piece, file);
  return { text: lines.join('\n'), reads };
}
