/** The figures, links and numbers that a page writes, as the build reads them: for tests that need no browser. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value, Values } from '../../src/engine/schema.ts';
import { check, defaults } from '../../src/engine/values.ts';
import { experiments } from '../../src/experiments/index.ts';
import type { Experiment } from '../../src/figure/experiment.ts';
import { root } from './compile.ts';

export interface Widget {
  kind: 'Experiment' | 'Try' | 'Value';
  id: string;
  /** The instance: `as`, else the id. */
  name: string;
  /** Of a number: which. */
  of: string;
  fixed: boolean;
  /** The parameters that it sets. */
  set: Readonly<Record<string, Value>>;
  /** Page and line, for messages. */
  where: string;
}

const STRUCTURAL = new Set([
  'id',
  'as',
  'of',
  'fixed',
  'hide',
  'wide',
  'class',
  'title',
  'caption',
  'digits',
  'figure',
]);
const ELEMENT = /<(Experiment|Try|Value)\b((?:\s+\w+(?:=(?:"[^"]*"|\{[^{}]*\}))?)*)\s*\/?>/g;

const docs = join(root, 'src/content/docs');
export const pages = globSync('*.mdx', { cwd: docs }).sort();

/**
 * Every widget of a page, in order.
 * @throws Error where one is written in a way that this cannot read.
 */
export function widgetsOf(page: string): Widget[] {
  const source = readFileSync(join(docs, page), 'utf8');
  const found = [...source.matchAll(ELEMENT)];
  const all = source.match(/<(?:Experiment|Try|Value)\b/g) ?? [];
  if (found.length !== all.length) throw new Error(`${page}: read ${found.length} of ${all.length} widgets`);
  return found.map((match) => {
    const props = propsOf(match[2] ?? '');
    const id = String(props['id']);
    return {
      // The pattern names the three.
      kind: match[1] as Widget['kind'],
      id,
      name: String(props['as'] ?? id),
      of: String(props['of'] ?? ''),
      fixed: props['fixed'] === true,
      set: Object.fromEntries(Object.entries(props).filter(([name]) => !STRUCTURAL.has(name))),
      where: `${page}:${source.slice(0, match.index).split('\n').length}`,
    };
  });
}

function propsOf(text: string): Record<string, Value> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)(?:="([^"]*)"|=\{([^{}]*)\})?/g)].map(([, name = '', quoted, braced]) => [
      name,
      // A chapter writes plain numbers, texts and true or false: the build refuses anything else.
      quoted ?? (braced === undefined ? true : (JSON.parse(braced) as Value)),
    ]),
  );
}

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
