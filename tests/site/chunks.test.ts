import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunkOf } from '../../src/site/integrations/chunks.ts';

const root = process.cwd();
const hooks = 'node_modules/preact/hooks/dist/hooks.mjs';

/** Modules with their static imports, by paths in the project. */
const graph: Readonly<Record<string, readonly string[]>> = {
  '\0vite/preload-helper.js': [],
  'src/widgets/page/folds.ts': [],
  'node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs': ['node_modules/preact/dist/preact.mjs'],
  'node_modules/@astrojs/preact/dist/client.js': ['\0vite/preload-helper.js', 'node_modules/preact/dist/preact.mjs'],
  'node_modules/preact/dist/preact.mjs': [],
  [hooks]: ['node_modules/preact/dist/preact.mjs'],
  'node_modules/@preact/signals/dist/signals.module.js': [hooks],
  'src/widgets/figure/ExperimentView.tsx': [hooks, 'src/widgets/panels/index.ts', 'src/widgets/page/scrollers.ts'],
  'src/widgets/page/page.ts': ['src/widgets/page/figure.ts'],
  'src/widgets/page/figure.ts': ['src/widgets/panels/index.ts'],
  'src/widgets/page/scrollers.ts': [],
  'src/widgets/panels/index.ts': [],
  'src/widgets/figure/dialogs.ts': ['src/widgets/panels/index.ts'],
};
const idOf = (place: string) => join(root, place);
const infoOf = (id: string) => ({
  importedIds: (graph[Object.keys(graph).find((place) => idOf(place) === id) ?? ''] ?? []).map(idOf),
});
const chunk = chunkOf(Object.keys(graph).map(idOf), infoOf);
const of = (place: string) => chunk(idOf(place));

describe('the files in which the scripts come', () => {
  it('are one for every page, one for every island, and one for what a figure imports at once', () => {
    expect(of('\0vite/preload-helper.js')).toBe('frame');
    expect(of('src/widgets/page/scrollers.ts')).toBe('frame');
    expect(of(hooks)).toBe('island');
    expect(of('node_modules/preact/dist/preact.mjs')).toBe('island');
    expect(of('src/widgets/panels/index.ts')).toBe('figure');
    expect(of('src/widgets/page/figure.ts')).toBe('figure');
  });

  it('hold nothing that is fetched on need, though it shares what a figure draws with', () => {
    expect(of('src/widgets/figure/dialogs.ts')).toBeNull();
  });

  it('hold nothing that does something as soon as it is loaded', () => {
    expect(of('src/widgets/page/page.ts')).toBeNull();
  });

  it('are only those that a course needs', () => {
    const alone = chunkOf([idOf(hooks)], infoOf);
    expect(alone(idOf(hooks))).toBe('island');
    expect(alone(idOf('src/widgets/panels/index.ts'))).toBeNull();
  });
});
