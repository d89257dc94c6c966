/** The figures, links and numbers that a page writes, as the build reads them: for tests that need no browser. */
import type { Value, Values } from '../../src/engine/schema.ts';
import { check, defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { widgetsOf } from '../../src/references/page-widgets.ts';

export { pages, type Widget, widgetsOf } from '../../src/references/page-widgets.ts';

/** A figure of a page with the links that set it and the numbers that follow it. */
export interface FigureOfPage {
  page: string;
  name: string;
  experiment: Experiment;
  /** The values it is built at, and after each link, with where that link stands. */
  settings: readonly { where: string; values: Values }[];
  followers: readonly { of: string; where: string }[];
}

const loaded = new Map<string, Experiment>();
for (const [id, load] of Object.entries(experiments)) loaded.set(id, (await load()).default);

export const experimentOf = (id: string): Experiment => {
  const found = loaded.get(id);
  if (!found) throw new Error(`no experiment "${id}"`);
  return found;
};

export function figuresOf(page: string): FigureOfPage[] {
  const widgets = widgetsOf(page);
  return widgets
    .filter(({ kind }) => kind === 'Experiment')
    .map(({ id, name, set, where }) => {
      const experiment = experimentOf(id);
      const own = widgets.filter((one) => one.name === name);
      const valuesAt = (change: Readonly<Record<string, Value>>): Values =>
        // As the build does: check() has seen that every value is one of its parameter's.
        ({ ...defaults(experiment.parameters), ...check(experiment.parameters, { ...set, ...change }) }) as Values;
      return {
        page,
        name,
        experiment,
        settings: [
          { where, values: valuesAt({}) },
          ...own.filter(({ kind }) => kind === 'Try').map((one) => ({ where: one.where, values: valuesAt(one.set) })),
        ],
        followers: own
          .filter((one) => one.kind === 'Value' && !one.fixed && Object.keys(one.set).length === 0)
          .map(({ of, where }) => ({ of, where })),
      };
    });
}
