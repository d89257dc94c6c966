/** Where an experiment stands on the pages of the chapter: its first figure with a number. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../../../engine/schema.ts';
import { pages, type Widget, widgetsOf } from '../../../references/page-widgets.ts';
import { PageError } from '../../../widgets/build/page-error.ts';

export interface PlacedFigure {
  /** `momentum` */
  page: string;
  /** The figure's name on it, and its number. */
  name: string;
  number: string;
  set: Readonly<Record<string, Value>>;
}

/** @throws PageError if no page shows it */
export function figureOf(id: string, loc?: string): PlacedFigure {
  for (const page of pages) {
    const figure = widgetsOf(page).find((one) => one.kind === 'Experiment' && one.id === id);
    const number = figure && numberOf(page, figure);
    if (figure && number) return { page: page.replace(/\.mdx$/, ''), name: figure.name, number, set: figure.set };
  }
  throw new PageError(loc, `no page shows ${id} in a figure with a number; name an experiment that a page shows`);
}

/** Figures of chapters are 6.1.1, or T.1; the first page borrows one, and calls it 1. */
function numberOf(page: string, { where }: Widget): string | undefined {
  const line = Number(where.split(':')[1]);
  const written = readFileSync(join(process.cwd(), 'src/content/docs', page), 'utf8')
    .split('\n')
    .slice(line - 1)
    .join('\n');
  return /^[^<]*<Experiment\b[^>]*?\sfigure="([^".]+\.[\d.]+)"/.exec(written)?.[1];
}
