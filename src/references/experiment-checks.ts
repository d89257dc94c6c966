/** Compares each experiment's stored numbers with NumPy's output of its script; for the page of checks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shownGroups } from '../../site.config.ts';
import { experiments } from '../experiments/index.ts';
import { isOwn } from './page-widgets.ts';
import { precisionOf, TOLERANCE } from './python-runs.ts';
import { readStored } from './references.ts';

export interface ExperimentCheck {
  id: string;
  title: string;
  /** Largest difference of a printed number, relative to its size or 1; undefined if there is no script. */
  difference: number | undefined;
  /** The largest difference allowed by a test. */
  tolerance: number;
  numbers: number;
  checked: string;
}

/**
 * The first place of each experiment, `momentum/#momentum-valley`, on the course's pages; pages of the notes come
 * before a course's own, which may show it under another name.
 */
export function placesOf(): Map<string, string> {
  const folder = join(process.cwd(), 'src', 'content', 'docs');
  const places = new Map<string, string>();
  const pages = shownGroups
    .flatMap(({ pages }) => pages)
    .map((slug) => ({ slug, text: readFileSync(join(folder, `${slug}.mdx`), 'utf8') }))
    .sort((a, b) => Number(isOwn(a.text)) - Number(isOwn(b.text)));
  for (const { slug, text } of pages)
    for (const [, props = ''] of text.matchAll(/<Experiment\s([^>]*)/g)) {
      const [, id = ''] = /\bid="([\w-]+)"/.exec(props) ?? [];
      const [, name = id] = /\bas="([\w-]+)"/.exec(props) ?? [];
      if (id !== '' && !places.has(id)) places.set(id, `${slug}/#${name}`);
    }
  return places;
}

export async function experimentChecks(): Promise<ExperimentCheck[]> {
  return Promise.all(
    Object.entries(experiments).map(async ([id, load]) => {
      const { default: experiment } = await load();
      const own = readStored('scripts', id) ?? [];
      const differences = own.flatMap(({ printed: all, engine }) =>
        Object.entries(all).map(
          ([name, printed]) =>
            Math.abs(Number(printed) - (engine[name] ?? Number.NaN)) / Math.max(1, Math.abs(Number(printed))),
        ),
      );
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
