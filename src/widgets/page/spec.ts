import type { Parameter, Schema, Values } from '../../engine/schema.ts';
import type { Pace, Presentation, ShownNumber } from '../../figure/experiment.ts';
import { numberTexts, sentenceParts } from '../../figure/sentence.ts';
import { plainText } from '../panels/math-text.ts';

/** All data of a figure that a page has before any worker runs: JSON in its HTML, without functions. */
export interface Spec {
  /** The instance: the id, or the value of `as`. Prefix of its permalink and id of its figure. */
  name: string;
  id: string;
  title: string;
  /** The claim that the verdict's outcome refers to. */
  claim?: string;
  pace: Pace;
  schema: Schema;
  /** The instance's defaults: the schema's, overridden by the page's. */
  defaults: Values;
  /** Parameters without a control on this page. */
  hide: readonly string[];
  together: readonly (readonly string[])[];
  /** Parameters with visible controls, in this order. */
  main: readonly string[];
  hasPython: boolean;
  /** Typeset terms of equation panels, by name. */
  equations: Readonly<Record<string, string>>;
  /** The presentation of the static pictures, without the panels. */
  initial: Omit<Presentation, 'panels'>;
  /** Number of panels in the fold. */
  more: number;
  /** Name of the panel that is its main picture, if not the first. */
  shows?: string;
  /** Name of the panel under its controls, if the page has chosen one. In a scene it stays visible. */
  beside?: string;
  /** Its run is not drawn on its main picture. */
  still?: true;
  /** It is the picture of a scene. */
  scene?: true;
  /** Its number on the site: `6.3.1`; only in a scene. */
  figure?: string;
  /** Whether that fold is initially open. */
  unfolded?: boolean;
  stepper?: { start: number };
  /** The unit of Play, if it is not a step. */
  counts?: string;
  /** The parameter that counts the steps of a run without an end. */
  frames?: string;
  /** How much of its run is shown at first. */
  opens?: number;
  /**
   * For a long experiment: milliseconds for each unit of its parts' work on the machine that precomputed the defaults.
   */
  workTime?: number;
  /** For a long experiment: the hash of the sources that decide its results. */
  sources?: string;
  /** The page's own caption, if it has one: embeds use it, too. */
  caption?: string;
  /** Built without controls, which do not work until scripts run. */
  bare?: true;
  /** An embed in another page waits for a touch before it computes anything. */
  embed: boolean;
  base: string;
}

/**
 * The presentation in the built page: of its numbers only those in its sentences, since no others are shown there, and
 * without unused digits.
 */
export function initialOf({ panels: _, numbers, ...rest }: Presentation): Spec['initial'] {
  const texts = [rest.verdict.text, rest.summary ?? '', ...Object.values(rest.summaries ?? {})];
  const named = new Set(texts.flatMap((text) => sentenceParts(text, numbers).map(({ number }) => number)));
  const shown = Object.entries(numbers).filter(([name]) => named.has(name));
  return { ...rest, numbers: Object.fromEntries(shown.map(([name, number]) => [name, rounded(number)])) };
}

/** The number with the fewest digits that produce the same text. */
function rounded(number: ShownNumber): ShownNumber {
  // After exactly 1 a noun is in the singular, so this is checked, too.
  const textOf = (shown: ShownNumber): string => [...Object.values(numberTexts(shown)), shown.value === 1].join();
  const to = (digits: number): ShownNumber => {
    const round = (value: number) => Number(value.toPrecision(digits));
    const { low, high } = number;
    return {
      ...number,
      value: round(number.value),
      ...(low !== undefined && { low: round(low) }),
      ...(high !== undefined && { high: round(high) }),
    };
  };
  const digits = [1, 2, 3, 4, 5, 6, 7, 8].find((digits) => textOf(to(digits)) === textOf(number));
  return digits === undefined ? number : to(digits);
}

/** The schema without the TeX of its symbols, which only the build needs: a page sets labels as text. */
export function withoutSymbols(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).map(([name, { symbol: _, ...rest }]) => [name, rest as Parameter]));
}

/** For messages: labels lose their markup, text from the link stays as it is. */
export function plainLabels(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).map(([name, parameter]) => [name, { ...parameter, label: plainText(parameter.label) }]),
  );
}
