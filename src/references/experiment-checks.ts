/** How each experiment's numbers stand beside what NumPy printed from its own script; for the checking page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { course } from '../../site.config.ts';
import { experiments } from '../experiments/index.ts';
import { measuredRun } from './measured-run.ts';
import { precisionOf, TOLERANCE } from './python-runs.ts';
import { readKept } from './references.ts';

export interface ExperimentCheck {
  id: string;
  title: string;
  /** Largest difference of a printed number, relative to its size or 1; absent where there is no script. */
  difference: number | undefined;
  /** The largest difference that a test allows. */
  tolerance: number;
  /** Numbers compared. */
  numbers: number;
  checked: string;
}

/** Slug of the first chapter that shows each experiment, of those that the course has. */
export function pagesOf(): Map<string, string> {
  const folder = join(process.cwd(), 'src', 'content', 'docs');
  const pages = new Map<string, string>();
  for (const file of readdirSync(folder)
    .filter(
      (name) => name.endsWith('.mdx') && name !== 'index.mdx' && !course.leftOut.includes(name.replace(/\.mdx$/, '')),
    )
    .sort()) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, id = ''] of text.matchAll(/<Experiment\s[^>]*\bid="([\w-]+)"/g))
      if (!pages.has(id)) pages.set(id, file.replace(/\.mdx$/, ''));
  }
  return pages;
}

export async function experimentChecks(): Promise<ExperimentCheck[]> {
  return Promise.all(
    Object.entries(experiments).map(async ([id, load]) => {
      const { default: experiment } = await load();
      const own = readKept('scripts', id) ?? [];
      const differences = own.flatMap((run) => {
        const { numbers } = measuredRun(id, experiment, run.values);
        return Object.entries(run.printed).map(
          ([name, printed]) =>
            Math.abs(Number(printed) - (numbers[name]?.value ?? Number.NaN)) / Math.max(1, Math.abs(Number(printed))),
        );
      });
      return {
        id,
        title: experiment.title,
        difference: differences.length > 0 ? Math.max(...differences) : undefined,
        tolerance: TOLERANCE[precisionOf(experiment)],
        numbers: differences.length,
        checked: experiment.checked ?? 'some expected values',
      };
    }),
  );
}
