/** Finds the place of an experiment on the pages of the chapter: its first numbered figure. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../../../engine/schema.ts';
import { pages, type Widget, widgetsOf } from '../../../references/page-widgets.ts';
import { PageError } from '../../../widgets/prerender/page-error.ts';

interface PlacedFigure {
  /** `momentum` */
  page: string;
  /** The figure's name on that page, and its number. */
  name: string;
  number: string;
  /** Whether it is the main figure of a scene. */
  inScene: boolean;
  set: Readonly<Record<string, Value>>;
}

/** @throws PageError if no page shows it */
export function figureOf(id: string, loc?: string): PlacedFigure {
  for (const page of pages) {
    const figure = widgetsOf(page).find((one) => one.kind === 'Experiment' && one.id === id);
    const placed = figure && placeOf(page, figure);
    if (figure && placed) return { page: page.replace(/\.mdx$/, ''), name: figure.name, ...placed, set: figure.set };
  }
  throw new PageError(loc, `no page shows ${id} in a figure with a number; name an experiment that a page shows`);
}

/** Figures of chapters are 6.1.1, or T.1; the home page borrows one and numbers it 1. */
function placeOf(page: string, { where }: Widget): Pick<PlacedFigure, 'number' | 'inScene'> | undefined {
  const line = Number(where.split(':')[1]);
  const lines = readFileSync(join(process.cwd(), 'src/content/docs', page), 'utf8').split('\n');
  const number = /^[^<]*<Experiment\b[^>]*?\sfigure="([^".]+\.[\d.]+)"/.exec(lines.slice(line - 1).join('\n'))?.[1];
  return number === undefined ? undefined : { number, inScene: lines[line - 3]?.trim() === '<Scene>' };
}
