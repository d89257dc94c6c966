/** Texts in the figures of a page, in English: at their settings, at those of the page, and at the ends of their ranges. */
import { readFileSync } from 'node:fs';
import { isNumeric, type Parameter, type Value, type Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import type { Experiment, Presentation } from '../../../src/figure/experiment.ts';
import { listParts } from '../../../src/figure/parts.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { measurePart, presentWith } from '../../../src/figure/run.ts';
import { propsIn } from '../../../src/references/page-widgets.ts';
import { findExperiment } from '../../../src/widgets/build/find-experiment.ts';
import { keptResults } from '../../../src/widgets/build/precomputed.ts';
import { plainLabels, withoutSymbols } from '../../../src/widgets/page/spec.ts';
import '../../../src/widgets/panels/bring-all.ts';
import { sheetsIn } from '../../../src/widgets/panels/index.ts';
import { translated } from '../../../src/widgets/words/translated.ts';

export interface Texts {
  /** Texts that a page may need once it is there. */
  live: Set<string>;
  /** Texts that only the build needs, or hands to the page. */
  built: Set<string>;
}

/** @param source of a page */
export async function figureTexts(source: string): Promise<Texts> {
  const texts: Texts = { live: new Set(), built: new Set() };
  for (const { id, props } of figuresOf(source))
    addTexts(texts, await findExperiment(id), id, props, settingsIn(source, id));
  return texts;
}

type Settings = Readonly<Record<string, Value>>;

const TAG = /<(Experiment|Try|Value|Task|Part)\b((?:\s+[\w-]+(?:=(?:"[^"]*"|\{[^{}]*\}))?)*)\s*\/?>/g;

const tagsOf = (source: string): { tag: string; props: Record<string, Value> }[] =>
  [...source.matchAll(TAG)].map(([, tag = '', text = '']) => ({ tag, props: propsIn(text) }));

const figuresOf = (source: string): { id: string; props: Settings }[] =>
  tagsOf(source)
    .filter(({ tag }) => tag === 'Experiment')
    .map(({ props }) => ({ id: String(props['id']), props }));

/** Settings of one experiment in the links, numbers and tasks of a page. */
const settingsIn = (source: string, id: string): Settings[] =>
  tagsOf(source)
    .filter(({ props }) => props['id'] === id)
    .flatMap(({ props }) => [
      props,
      ...['at', 'solution'].map((name) =>
        Object.fromEntries(
          String(props[name] ?? '')
            .split(/\s+/)
            .map((pair) => pair.split('=') as [string, string]),
        ),
      ),
    ]);

function addTexts(
  texts: Texts,
  experiment: Experiment,
  id: string,
  figure: Settings,
  settings: readonly Settings[],
): void {
  const heard =
    (where: keyof Texts) =>
    (text: string): string => {
      texts[where].add(text);
      return text;
    };
  const { parameters, title, question, claim, caption } = experiment;
  for (const text of [title, question, claim, figure['caption'] === undefined ? caption : undefined])
    if (text !== undefined) heard('built')(text);
  translated(withoutSymbols(parameters), heard('built'));
  const known = new Map<string, unknown>(
    experiment.pace === 'long' ? keptResults(id).parts.map(({ key, result }) => [key, result]) : [],
  );
  const own = valid(parameters, defaults(parameters), figure);
  for (const values of distinct([own, ...settings.map((set) => valid(parameters, own, set)), ...ends(parameters, own)]))
    for (const presentation of presentations(experiment, values, own, known)) {
      translated(presentation, heard('live'));
      for (const name of namesIn(presentation.panels)) texts.live.add(name);
    }
}

/** Names of what is drawn: tables and the lists of large charts show them. */
function namesIn(panels: Presentation['panels']): string[] {
  return panels.flatMap(sheetsIn).flatMap((panel) => {
    const drawn = panel.kind === 'chart' ? panel.series : [...(panel.paths ?? []), ...(panel.lines ?? [])];
    return [...drawn, ...(panel.points ?? [])].map(({ name }) => name);
  });
}

/** Before anything is measured, half-way, whole, and over a run that is kept. */
function presentations(
  experiment: Experiment,
  values: Values,
  pinned: Values,
  known: Map<string, unknown>,
): Presentation[] {
  const parts = listParts(experiment.parts(values));
  if (experiment.pace !== 'long')
    for (const part of parts) if (!known.has(part.key)) known.set(part.key, measurePart(experiment, part));
  const half = new Set(parts.slice(0, Math.ceil(parts.length / 2)).map(({ key }) => key));
  const shown = (of: (key: string) => unknown, options = {}) => presentWith(experiment, values, of, options);
  const all = (key: string) => known.get(key);
  return [
    shown(() => undefined),
    shown((key) => (half.has(key) ? all(key) : undefined)),
    shown(all),
    ...(values === pinned ? [shown(all, { pinned }), shown(all, { large: true })] : []),
  ];
}

/** The values of a figure at these settings of a tag, of which some may set no parameter. */
function valid(parameters: Experiment['parameters'], base: Values, set: Settings): Values {
  const query = new URLSearchParams(
    Object.entries(set)
      .filter(([name]) => Object.hasOwn(parameters, name))
      .map(([name, value]) => [name, String(value)]),
  );
  return parse(plainLabels(parameters), query, base).values;
}

/** Every choice with every other, and each number at both ends. */
function ends(parameters: Experiment['parameters'], base: Values): Values[] {
  const chosen = Object.entries(parameters)
    .filter(([, { kind }]) => kind === 'choice' || kind === 'flag')
    .reduce<Values[]>(
      (all, [name, parameter]) =>
        all.flatMap((values) => placesOf(parameter).map((value) => ({ ...values, [name]: value }))),
      [base],
    );
  const numbers = Object.entries(parameters).filter(([, parameter]) => isNumeric(parameter));
  return [
    ...chosen,
    ...numbers.flatMap(([name, parameter]) => placesOf(parameter).map((value) => ({ ...base, [name]: value }))),
  ];
}

function placesOf(parameter: Parameter): Value[] {
  if (parameter.kind === 'choice') return Object.keys(parameter.options);
  if (parameter.kind === 'flag') return [true, false];
  return isNumeric(parameter) ? [parameter.min, parameter.max] : [parameter.default];
}

const distinct = (all: readonly Values[]): Values[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
];

/** @param page path of a page's file */
export const readPage = (page: string): string => readFileSync(page, 'utf8');
