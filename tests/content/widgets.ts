/** The figures, links and numbers on a page, as read by the build: for tests without a browser. */
import { join } from 'node:path';
import type { Value, Values } from '../../src/engine/schema.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { widgetsOf } from '../../src/references/page-widgets.ts';
import { valuesOf } from '../../src/widgets/prerender/experiments.ts';
import { dataValues } from '../../src/widgets/prerender/own-data.ts';

export { pages, type Widget, widgetsOf } from '../../src/references/page-widgets.ts';

/** A figure of a page with the links that set it and the numbers that depend on it. */
export interface FigureOfPage {
  page: string;
  name: string;
  id: string;
  experiment: Experiment;
  /** Its values in the build and after each link, with the position of the link. */
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

/** Values of a figure as read by the build: some ranges depend on the points of the page. */
export const valuesOn = (id: string, set: Readonly<Record<string, Value>>, where: string): Values =>
  valuesOf(id, experimentOf(id), set, where);

export function figuresOf(page: string): FigureOfPage[] {
  const widgets = widgetsOf(page);
  return widgets
    .filter(({ kind }) => kind === 'Experiment')
    .map(({ id, name, set: { data, ...given }, where }) => {
      const experiment = experimentOf(id);
      const set = { ...given, ...dataValues(id, experiment, data, join('src/content/docs', page)) };
      const own = widgets.filter((one) => one.name === name);
      const valuesAt = (change: Readonly<Record<string, Value>>): Values => valuesOn(id, { ...set, ...change }, where);
      return {
        page,
        name,
        id,
        experiment,
        settings: [
          { where, values: valuesAt({}) },
          ...own.filter(({ kind }) => kind === 'Try').map((one) => ({ where: one.where, values: valuesAt(one.set) })),
        ],
        followers: own.flatMap(({ kind, of, fixed, set: at, where }) => {
          if (kind === 'Value') return fixed || Object.keys(at).length > 0 ? [] : [{ of, where }];
          // Under a letter there is a number or a setting.
          const names = kind === 'Part' ? of.split(/\s+/) : [];
          return names
            .filter((one) => one !== '' && !Object.hasOwn(experiment.parameters, one))
            .map((one) => ({ of: one, where }));
        }),
      };
    });
}
