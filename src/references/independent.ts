/**
 * Results of the independent checks in verification/independent for the numbers of the pages, and their agreement with
 * ours. `npm run independent --prefix verification` writes the files; one entry for each number at each setting.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value, Values } from '../engine/schema.ts';
import { defaults, check as validate } from '../engine/values.ts';
import { experiments } from '../experiments/index.ts';
import type { Experiment, Presentation, ShownNumber } from '../figure/experiment.ts';
import { canonicalKey } from '../figure/parts.ts';
import { format } from '../figure/permalink.ts';
import { presentWith } from '../figure/run.ts';
import { showNumber } from '../figure/sentence.ts';
import { runnerOf } from '../widgets/prerender/measured-run.ts';
import { storedResults } from '../widgets/prerender/precomputed.ts';
import { pagesOfNotes, widgetsOf } from './page-widgets.ts';
import { referenceFolder } from './references.ts';
import { withoutCheck } from './without-check.ts';

/**
 * The respects in which an independent check may differ from the original; verification/independent/claims.py explains
 * each.
 */
export const ASPECTS = ['data', 'seeds', 'estimator', 'code'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** One number of one sentence, as written by verification/independent/claims.py. */
export interface StoredCheck {
  /** Number of the page, `6.1`, or its name. */
  page: string;
  claim: string;
  /** Values that differ from the experiment's defaults. */
  values: Readonly<Record<string, Value>>;
  /** Name of the number in the experiment. */
  name: string;
  /** Ends of a 95 % interval, or of the quantity named in `spread`; null if chance plays no part. */
  theirs: { value: number; low: number | null; high: number | null };
  /**
   * `range`: the ends are numbers in their own right, such as the smallest and the largest, and do not measure chance.
   */
  spread?: 'range';
  method: string;
  /** Number of random repetitions; null if chance plays no part. */
  seeds: number | null;
  /** What it shares with the original. */
  shares: readonly Aspect[];
  /** File name in verification/independent, without its extension. */
  script: string;
  /** Made with fewer repetitions than a full run. */
  quick?: true;
}

export const checkFolder = join(referenceFolder, 'independent');

/** By experiment, as stored. */
export function storedChecks(): ReadonlyMap<string, readonly StoredCheck[]> {
  return new Map(
    globSync('*.json', { cwd: checkFolder })
      .sort()
      .map((file) => [
        file.replace(/\.json$/, ''),
        JSON.parse(readFileSync(join(checkFolder, file), 'utf8')) as StoredCheck[],
      ]),
  );
}

/** A number in the prose of a page, at the page's settings. */
interface PageNumber {
  page: string;
  id: string;
  /**
   * The figure on which it depends, and the values with which that is built: the defaults if the figure is not on the
   * page.
   */
  name: string;
  /** Whether the page shows that figure. */
  hasFigure: boolean;
  instance: Values;
  of: string;
  values: Values;
  where: string;
}

const loaded = new Map<string, Experiment>();

async function experimentOf(id: string): Promise<Experiment> {
  const known = loaded.get(id) ?? (await experiments[id]?.())?.default;
  if (!known) throw new Error(`there is no experiment "${id}"`);
  loaded.set(id, known);
  return known;
}

const valuesAt = ({ parameters }: Experiment, set: Readonly<Record<string, Value>>): Values =>
  // Safe: check() verifies that every value fits its parameter.
  ({ ...defaults(parameters), ...validate(parameters, set) }) as Values;

/** Every number in the prose of every page, once for each setting, in order. */
export async function pageNumbers(): Promise<PageNumber[]> {
  const found = new Map<string, PageNumber>();
  for (const page of pagesOfNotes) {
    const widgets = widgetsOf(page);
    for (const { kind, id, name, of, set, where } of widgets) {
      if (kind !== 'Value') continue;
      const figure = widgets.find((widget) => widget.kind === 'Experiment' && widget.name === name);
      const experiment = await experimentOf(id);
      const values = valuesAt(experiment, { ...figure?.set, ...set });
      const key = `${page} ${id} ${of} ${canonicalKey(values)}`;
      if (!found.has(key))
        found.set(key, {
          ...{ page, id, name, of, values, where, hasFigure: figure !== undefined },
          instance: valuesAt(experiment, figure?.set ?? {}),
        });
    }
  }
  return [...found.values()];
}

const shown = new Map<string, Presentation['numbers']>();
const kept = new Map<string, ReadonlyMap<string, unknown>>();

/** The precomputed results of a long experiment. */
function ahead(id: string): (part: string) => unknown {
  const results = kept.get(id) ?? new Map(storedResults(id).parts.map(({ key, result }) => [key, result]));
  kept.set(id, results);
  return (part) => results.get(part);
}

/** A number of the experiment at these values, from its stored results if it is long; computed and presented once. */
export async function shownAt(id: string, values: Values, name: string): Promise<ShownNumber | undefined> {
  const key = `${id} ${canonicalKey(values)}`;
  const known = shown.get(key);
  if (known) return known[name];
  const experiment = await experimentOf(id);
  const { numbers } =
    experiment.pace === 'long'
      ? presentWith(experiment, values, ahead(id))
      : (await runnerOf(id, experiment)).run(values);
  shown.set(key, numbers);
  return numbers[name];
}

/** Parameters for the number of random repetitions and their seeds: the estimated quantity does not depend on them. */
const REPETITIONS = ['seed', 'seeds', 'runs', 'pairs'];
const settingKey = (values: Values): string =>
  canonicalKey(Object.fromEntries(Object.entries(values).filter(([name]) => !REPETITIONS.includes(name))));

/**
 * The independent checks of this very number: at the same settings or, if nothing else has to be computed for it, at
 * others on which it does not depend.
 */
export async function checksOf<H extends Pick<StoredCheck, 'name' | 'values'>>(
  { id, of, values }: PageNumber,
  checks: readonly H[],
): Promise<H[]> {
  const experiment = await experimentOf(id);
  const found: H[] = [];
  for (const check of checks.filter(({ name }) => name === of)) {
    const theirs = { ...defaults(experiment.parameters), ...check.values } as Values;
    if (settingKey(theirs) === settingKey(values)) found.push(check);
    else if (isPossible(experiment, check.values) && needsTheSame(experiment, values, theirs)) {
      const ours = await shownAt(id, values, of);
      // Integers may be equal by coincidence.
      if (ours && !Number.isInteger(ours.value) && isSame(ours, await shownAt(id, theirs, of))) found.push(check);
    }
  }
  return found;
}

const needsTheSame = ({ pace, parts }: Experiment, a: Values, b: Values): boolean =>
  pace === 'instant' || canonicalKey(parts(a)) === canonicalKey(parts(b));

/** A check may have covered values beyond the controls, or another quantity under its own name. */
function isPossible({ parameters }: Experiment, set: Readonly<Record<string, Value>>): boolean {
  try {
    validate(parameters, set);
    return true;
  } catch {
    return false;
  }
}

const isSame = (a: ShownNumber, b: ShownNumber | undefined): boolean =>
  b !== undefined && Object.is(a.value, b.value) && Object.is(a.low, b.low) && Object.is(a.high, b.high);

type Agreement = 'agrees' | 'differs';

/** Width of a 95 % interval in standard errors. */
const WIDTH = 2 * 1.96;

/**
 * Within three combined standard errors; if neither has an interval, equal to half a unit of the last digit shown in
 * the figure.
 */
export function agreement(ours: ShownNumber, { theirs, spread }: Pick<StoredCheck, 'theirs' | 'spread'>): Agreement {
  const width = (low?: number | null, high?: number | null): number =>
    spread !== 'range' && typeof low === 'number' && typeof high === 'number' ? (high - low) / WIDTH : 0;
  const error = Math.hypot(width(ours.low, ours.high), width(theirs.low, theirs.high));
  const scale = ours.percent ? 100 : 1;
  const power = ours.significant
    ? Math.floor(Math.log10(Math.abs(scale * ours.value) || 1)) - ours.digits + 1
    : -ours.digits;
  const rounding = (0.5 * 10 ** power) / scale;
  return Math.abs(ours.value - theirs.value) <= Math.max(3 * error, rounding) ? 'agrees' : 'differs';
}

type Sharing = Pick<StoredCheck, 'seeds' | 'shares'>;

/** The respects in which a check is independent of the original; seeds count only if chance plays a part. */
export const apartIn = ({ seeds, shares }: Sharing): Aspect[] =>
  ASPECTS.filter((aspect) => !shares.includes(aspect) && (aspect !== 'seeds' || seeds !== null));

/**
 * Whether a check can disagree at all: with the same draws and the same estimator it finds the same number, right or
 * wrong, and so does one without chance with the same estimator and code.
 */
export function isCheck(check: Sharing): boolean {
  const apart = apartIn(check);
  return apart.includes('estimator') || apart.includes(check.seeds === null ? 'code' : 'seeds');
}

/** A number on the pages beside the result of its independent check. */
export interface CheckRow {
  /**
   * Slug of the page, and the path to the figure at these settings: on that page, or by itself if the page does not
   * show it.
   */
  page: string;
  link: string;
  claim: string;
  ours: string;
  theirs: string;
  spread: string;
  method: string;
  seeds: number | null;
  apart: readonly Aspect[];
  quick: boolean;
  agreement: Agreement;
}

export async function checkRows(): Promise<CheckRow[]> {
  const kept = storedChecks();
  const rows: CheckRow[] = [];
  for (const number of await pageNumbers()) {
    const ours = await shownAt(number.id, number.values, number.of);
    if (!ours) continue;
    for (const check of await checksOf(number, kept.get(number.id) ?? [])) {
      const { value, low, high } = check.theirs;
      const alone = ({ low: _, high: __, ...rest }: ShownNumber): string => showNumber(rest);
      const end = (at: number): string => alone({ ...ours, value: at });
      rows.push({
        page: number.page.replace(/\.mdx$/, ''),
        link: await linkTo(number),
        claim: check.claim,
        ours: showNumber(ours),
        theirs: end(value),
        spread: low === null || high === null ? '' : `${end(low)} to ${end(high)}`,
        method: check.method,
        seeds: check.seeds,
        apart: apartIn(check),
        quick: check.quick === true,
        agreement: agreement(ours, check),
      });
    }
  }
  return rows;
}

/**
 * Names of numbers in the prose without an independent check, by the reason why they need none; each name occurs once.
 */
export async function uncovered(): Promise<{ why: string; names: readonly string[] }[]> {
  const shownNames = new Set((await pageNumbers()).map(({ id, of }) => `${id}.${of}`));
  return Object.entries(withoutCheck).map(([why, byId]) => ({
    why,
    names: Object.entries(byId)
      .flatMap(([id, names]) => names.map((name) => `${id}.${name}`))
      .filter((name) => shownNames.has(name)),
  }));
}

async function linkTo({ page, id, name, hasFigure, values, instance }: PageNumber): Promise<string> {
  const { parameters } = await experimentOf(id);
  const set = [...format(parameters, values, instance)].map(
    ([key, text]) => `${hasFigure ? name : id}.${key}=${encodeURIComponent(text)}`,
  );
  const query = set.length > 0 ? `?${set.join('&')}` : '';
  return hasFigure ? `${page.replace(/\.mdx$/, '')}/${query}#${name}` : `embed/${id}/${query}`;
}
