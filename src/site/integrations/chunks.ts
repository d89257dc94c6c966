import { relative } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';

const root = process.cwd();

/** A module in the bundler: its static imports, without the dynamic ones. */
type InfoOf = (id: string) => { importedIds: readonly string[] } | null;

/** One script file: everything these modules import statically. */
interface Chunk {
  name: string;
  from: readonly string[];
  /** Modules with side effects: they stay separate, and only their imports go into the file. */
  without?: readonly string[];
  /** Only modules that one of these imports, too. */
  shared?: readonly string[];
}

/**
 * First match wins: a module belongs to the first chunk that claims it. A page without figures loads only the first, one with an island that
 * draws nothing the first two, and few load the last.
 */
const chunks: readonly Chunk[] = [
  {
    name: 'frame',
    from: [
      '\0vite/preload-helper.js',
      'src/widgets/page/folds.ts',
      'src/widgets/page/scrollers.ts',
      // The theme is stored there.
      'src/widgets/page/store.ts',
      'src/widgets/page/painted.ts',
      'src/widgets/page/intervals.ts',
    ],
  },
  {
    name: 'island',
    from: [
      'node_modules/@astrojs/preact/dist/client.js',
      'node_modules/preact/hooks/dist/hooks.mjs',
      'node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs',
      'node_modules/@preact/signals/dist/signals.module.js',
      // Also on the home page, whose figure loads after it can be played.
      'src/widgets/page/use-size.ts',
      'src/widgets/controls/pointer.ts',
    ],
    without: ['node_modules/@astrojs/preact/dist/client.js'],
  },
  // Modules with which the laboratory's islands draw and My sheet reads tasks; without the rest of a figure, which
  // neither uses.
  {
    name: 'drawing',
    from: ['src/widgets/figure/ExperimentView.tsx', 'src/widgets/page/page.ts'],
    shared: ['src/class/tasks/NotebookTask.tsx', 'src/class/sheets/MySheet.tsx'],
  },
  {
    name: 'figure',
    from: ['src/widgets/figure/ExperimentView.tsx', 'src/widgets/page/page.ts'],
    without: ['src/widgets/figure/ExperimentView.tsx', 'src/widgets/page/page.ts'],
  },
  // For the few figures whose points can be dragged.
  { name: 'points', from: ['src/figure/parameters/points-kit.ts'] },
];

/** Path of a module in the project; packages may also be in a folder above it. */
const placeOf = (id: string): string => {
  const path = relative(root, id).replaceAll('\\', '/');
  return /(?:^|\/)(node_modules\/.*)$/.exec(path)?.[1] ?? path;
};

/** The module and everything it imports statically. */
function importsOf(id: string, infoOf: InfoOf, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  for (const next of infoOf(id)?.importedIds ?? []) importsOf(next, infoOf, found);
  return found;
}

function unionOf(starts: readonly (string | undefined)[], infoOf: InfoOf): Set<string> {
  const found = new Set<string>();
  for (const start of starts) if (start !== undefined) importsOf(start, infoOf, found);
  return found;
}

/** Assigns each module to a file; null leaves it to the bundler. */
export function chunkOf(ids: readonly string[], infoOf: InfoOf): (id: string) => string | null {
  const places = new Map(ids.map((id) => [placeOf(id), id]));
  const taken = new Map<string, string>();
  for (const { name, from, without = [], shared } of chunks) {
    const wanted =
      shared &&
      unionOf(
        shared.map((place) => places.get(place)),
        infoOf,
      );
    for (const place of from) {
      const start = places.get(place);
      // A course may have no figures.
      if (start === undefined) continue;
      for (const id of importsOf(start, infoOf))
        if (!without.includes(placeOf(id)) && !taken.has(id) && (wanted?.has(id) ?? true)) taken.set(id, name);
    }
  }
  return (id) => taken.get(id) ?? null;
}

/**
 * Astro integration: bundles the scripts of a figure into a few files. By default the bundler splits them by importer
 * into forty, which together are a seventh larger, because each is compressed separately.
 */
export function figureChunks(): AstroIntegration {
  let chunk: (id: string) => string | null = () => null;
  const look: Plugin = {
    name: 'figure-chunks',
    applyToEnvironment: ({ name }) => name === 'client',
    buildEnd() {
      chunk = chunkOf([...this.getModuleIds()], (id) => this.getModuleInfo(id));
    },
  };
  const groups = chunks.map(({ name }, k) => ({
    name,
    test: (id: string) => chunk(id) === name,
    // A chunk includes its modules' imports, except those of an earlier chunk.
    priority: chunks.length - k,
  }));
  const output = { codeSplitting: { groups } };
  return {
    name: 'figure-chunks',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: { plugins: [look], environments: { client: { build: { rolldownOptions: { output } } } } },
        });
      },
    },
  };
}
