/**
 * A schema is the single source for an experiment's (or optimizer's) parameters: controls, permalink, defaults, ranges,
 * documentation and the constants of the exported Python are all derived from it.
 */

import type { PointLimits } from './points.ts';

interface Described {
  /** Plain text, with the symbol as a Unicode letter: `Learning rate α`. */
  label: string;
  /** TeX, without dollars: `\alpha`. */
  symbol?: string;
  unit?: string;
  /** One line: the effect of the parameter. */
  help: string;
  /**
   * It only chooses what is marked, and no verdict depends on it: a search for a change of verdict leaves it unchanged.
   */
  onlyMarks?: true;
  /** It selects a view of one run, and is reset to its default for a new run. */
  ofOneRun?: true;
}
/** A number with a slider. */
export interface NumberParameter extends Described {
  kind: 'number';
  default: number;
  min: number;
  max: number;
  /** The smallest change a control makes on a linear scale; also sets the decimals shown. */
  step: number;
  /** `log-to-one` is logarithmic in 1 - value: from .9 to .99 is as far as from .99 to .999. */
  scale?: 'linear' | 'log' | 'log-to-one';
  /** Values that the slider marks with their number, and to which it snaps. */
  marks?: readonly number[];
  /** The property of a line that determines its range, if the figure has the reader's points: see `schemaAt`. */
  follows?: 'intercept' | 'slope' | 'rate';
}
/** A whole number with a slider. */
export interface IntegerParameter extends Described {
  kind: 'integer';
  default: number;
  min: number;
  max: number;
  step?: number;
  scale?: 'linear' | 'log';
}
/** One of several options. */
export interface ChoiceParameter<Option extends string = string> extends Described {
  kind: 'choice';
  default: NoInfer<Option>;
  /** Value to label, in display order. */
  options: Readonly<Record<Option, string>>;
  /** Groups of a long list: options under headings, in this order; those without a group come first. */
  groups?: Readonly<Record<string, readonly NoInfer<Option>[]>>;
}
/** On or off. */
export interface FlagParameter extends Described {
  kind: 'flag';
  default: boolean;
}
/** Places on a map in order, in the text format of `places.ts`. */
export interface PlacesParameter extends Described {
  kind: 'places';
  default: string;
  /** Maximum number that a reader may add. */
  most: number;
  /** Maximum number in a link, if larger: an earlier version allowed more. */
  inLinks?: number;
}
/** The data of a figure, in the text format of `points.ts`; `BOOK` means the book's. */
export interface PointsParameter extends Described, PointLimits {
  kind: 'points';
  default: string;
}
/** Python code, in the format of `code.ts`; empty if the figure uses its own rule. */
export interface CodeParameter extends Described {
  kind: 'code';
  default: string;
  /** The initial code in the editor, if the figure has none of its own and requires some. */
  first?: string;
  /** Default: an update rule for runs. */
  defines?: 'loss' | 'model';
  /** Its editor replaces its control, instead of being below the picture. */
  inPlace?: true;
}
/** A control of an experiment or a hyperparameter of a rule. */
export type Parameter =
  | NumberParameter
  | IntegerParameter
  | ChoiceParameter
  | FlagParameter
  | PlacesParameter
  | PointsParameter
  | CodeParameter;
/** Parameters by name. */
export type Schema = Readonly<Record<string, Parameter>>;
/** The value of a parameter, as in links and keys. */
export type Value = number | string | boolean;

/** The type of the values of a parameter. */
export type ValueOf<P extends Parameter> = P extends { kind: 'number' | 'integer' }
  ? number
  : P extends ChoiceParameter<infer Option>
    ? Option
    : P extends FlagParameter
      ? boolean
      : P extends PlacesParameter | PointsParameter | CodeParameter
        ? string
        : never;
/** A value for each parameter of a schema. */
export type Values<S extends Schema = Schema> = { [Name in keyof S]: ValueOf<S[Name]> };

/** Makes a `NumberParameter`. */
export const number = (p: Omit<NumberParameter, 'kind'>): NumberParameter => ({ kind: 'number', ...p });
/** Makes an `IntegerParameter`. */
export const integer = (p: Omit<IntegerParameter, 'kind'>): IntegerParameter => ({ kind: 'integer', ...p });
/** Makes a `ChoiceParameter`. */
export const choice = <Option extends string>(p: Omit<ChoiceParameter<Option>, 'kind'>): ChoiceParameter<Option> => ({
  kind: 'choice',
  ...p,
});
/** Makes a `FlagParameter`. */
export const flag = (p: Omit<FlagParameter, 'kind'>): FlagParameter => ({ kind: 'flag', ...p });
/** Makes a `PlacesParameter`. */
export const places = (p: Omit<PlacesParameter, 'kind'>): PlacesParameter => ({ kind: 'places', ...p });
/** Makes a `PointsParameter`. */
export const points = (p: Omit<PointsParameter, 'kind'>): PointsParameter => ({ kind: 'points', ...p });
/** Makes a `CodeParameter`. */
export const code = (p: Omit<CodeParameter, 'kind'>): CodeParameter => ({ kind: 'code', ...p });

/** Whether a parameter has a slider, and can be set by a handle on a plot. */
export const isNumeric = (parameter: Parameter | undefined): parameter is NumberParameter | IntegerParameter =>
  parameter?.kind === 'number' || parameter?.kind === 'integer';
