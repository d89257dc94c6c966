import type { Schema, Value, Values } from '../engine/schema.ts';
import type { Panel, Role } from './panels/panel.ts';
import type { Follows, Measures, Parts, Results, Ruled, Sampled, Tried, Works } from './parts.ts';
import type { Script } from './python.ts';

/** A number in a verdict or on a page, with the digits to show. */
export interface ShownNumber {
  value: number;
  low?: number;
  high?: number;
  /** Digits after the point; `significant` counts significant digits instead. */
  digits: number;
  significant?: boolean;
  /** Shown as a percentage (value .5 is 50 %). */
  percent?: boolean;
  /** Plain text after the number: ` steps`. */
  unit?: string;
}

/** The verdict on the claim of an experiment. */
export type Outcome = 'holds' | 'fails' | 'depends';

/**
 * A figure's statement on its run, in plain sentences: an answer, with an outcome if the experiment has a claim; or a
 * replacement made by `measuring` and `unanswered` of `unanswered.ts`, which has no outcome.
 */
export type Verdict =
  | { text: string; outcome?: Outcome; state?: never }
  /** `measuring`: parts are missing. `unanswered`: none is, and there is no answer; the text gives the reason. */
  | { text: string; outcome?: never; state: 'measuring' | 'unanswered' };

/** A sentence, its condition, and its outcome as a verdict on the claim. */
export type Line = readonly [when: unknown, text: string, outcome?: Outcome | undefined];

/** Tried in order. The last one is always true. */
export type Sentences = readonly Line[];

/** An event in the main run: a scene stops there, and labels it with three or four words. */
export interface RunEvent {
  name: string;
  /** The iteration of the event. */
  at: number;
  label: string;
}

/** The picture returned by `present`. Texts may contain `{name}`: the number of that name, shown and linked. */
export interface Presentation {
  /**
   * The most informative first: the figure's main picture, which stays visible beside its controls. The next one is
   * under the controls, further ones are in _More panels_; equations and tables come last.
   */
  panels: readonly Panel[];
  numbers: Readonly<Record<string, ShownNumber>>;
  verdict: Verdict;
  /** Marks on a slider; `side` is the side of the forbidden range (default 'above'). */
  limits?: Readonly<Record<string, readonly { at: number; label: string; side?: 'above' | 'below' | 'none' }[]>>;
  /** Changes offered at the end of the sentence. `takesBack` names places that lose whichever is last at the press. */
  offers?: readonly { text: string; set: Readonly<Record<string, Value>>; takesBack?: string }[];
  /** The parameters with visible controls, if they depend on a choice: replaces the experiment's own list. */
  main?: readonly string[];
  /** The parameters without effect at these values, whose controls are left out. */
  idle?: readonly string[];
  /** The last step a reader can go to; undefined without steps. */
  steps?: number;
  /** The step at which a run without an end pauses, once. */
  rests?: number;
  /** A run without an end has stopped. */
  ended?: true;
  /** The events of the run at these values; a passage of a scene names one. */
  events?: readonly RunEvent[];
  /** The sentence under a scene, with at most two numbers. Default: the verdict's. */
  summary?: string;
  /** The summary if another panel is the main picture, by the panel's name. */
  summaries?: Readonly<Record<string, string>>;
  /**
   * For a game in a scene: the depth felt so far, and the ends of runs, as fractions of the way from the start down to
   * the lowest point.
   */
  gauge?: { felt?: number; ends: readonly { role: Role; way: number }[] };
}

/** The picture as written by an experiment: its sentences may be tables, which tests can read. */
export interface Presented extends Omit<Presentation, 'verdict' | 'summary' | 'summaries'> {
  verdict: Verdict | Sentences;
  summary?: string | Sentences;
  summaries?: Readonly<Record<string, string | Sentences>>;
}

/** The third argument of `present`: everything else that affects the picture. */
export interface Context<S extends Schema = Schema, G extends Parts = Parts, M = Measures<G>> {
  /** A run pinned for comparison: its values and its results. */
  pinned?: { values: Values<S>; results: Results<G, M> };
  /** The current step, or the hovered one. */
  at?: number;
  /** The charts are enlarged: every seed is drawn, at every step, if the results contain them. */
  large?: boolean;
}

/** How a figure computes: at once, refining as seeds arrive, or on a Run button. */
export type Pace = 'instant' | 'ensemble' | 'long';

/** An experiment: a question the reader can explore. */
export interface Experiment<S extends Schema = Schema, G extends Parts = Parts, M extends Measures<G> = Measures<G>> {
  readonly title: string;
  readonly question: string;
  /** Book section, notebook, figure: `UDL 6.1.2, Notebook 6.3`. */
  readonly source: string;
  /** Two or three sentences: what to look at, what the marks mean, and a question at the end. */
  readonly caption: string;
  /**
   * The claim judged by the verdict: a short sentence, true or false, without a full stop. A verdict has an outcome
   * only if there is one, since "holds" alone means nothing.
   */
  readonly claim?: string;
  readonly pace: Pace;
  /** How its numbers are checked besides the exported Python, in a few words: `theory of each eigenvalue`. */
  readonly checked?: string;
  /** TeX of the terms of equation panels, by name; typeset by the build. */
  readonly equations?: Readonly<Record<string, string>>;
  readonly parameters: S;
  /** Buttons that make the run step by step, and the opening iteration of the figure. */
  readonly stepper?: { start: number };
  /**
   * How much of its run a live figure shows at first, if watching the rest is the point. Play continues from there; any
   * change shows the whole run, as in the built picture.
   */
  readonly opens?: number;
  /** The unit of Play, such as `batch`, if it is not a step. */
  readonly counts?: string;
  /**
   * The integer parameter that counts the steps of a run without an end: Play raises it in each frame, even beyond its
   * largest value, and pauses at each multiple of that. At other settings the run restarts, and is taken as far as
   * before, or to that value.
   */
  readonly frames?: keyof S & string;
  /** Lists of parameters that share one control: dragged together on a plot, or a choice and its multiplier. */
  readonly together?: readonly (readonly string[])[];
  /**
   * The two or three most important parameters: their controls are visible, the others are in _More controls_. One name
   * represents all that share a control. Default: the first two.
   */
  readonly main?: readonly (keyof S & string)[];
  /** For a long experiment: values small enough for a complete run in a test. */
  readonly quick?: Partial<Values<S>>;
  /** For a long experiment: further settings to precompute, since a page mentions them. */
  readonly ahead?: readonly Partial<Values<S>>[];
  /**
   * For a long experiment: the amount of work of a part of each name, in any unit shared by all its parts, computed
   * from steps, examples or weights. The duration predicted at other settings depends on it.
   */
  readonly work?: Works<G>;
  /** The most informative first. */
  parts(values: Values<S>): G;
  /**
   * Parts that depend on the results of others, as a fine search depends on a coarser one: by their names, those
   * others, which are among `parts`, too. They are computed first, and `measure` gets their results, in the same shape.
   */
  readonly follows?: Follows<G>;
  /**
   * Parts whose run uses the Python code in their `rule`, if it is not empty, instead of its own rule: by their names,
   * the corresponding runs of the engine. The page runs the code in Python; `measure` then gets a replay of it.
   */
  readonly ruled?: Ruled<G>;
  /** Like `ruled`, for parts whose code makes several runs, which the page makes in Python and passes to `measure`. */
  readonly tried?: Tried<G>;
  /**
   * Parts on a loss written by the reader, whose code is in `ground`, if it is not empty: by their names, the points at
   * which the page evaluates it in Python. `measure` then gets the losses and slopes there.
   */
  readonly sampled?: Sampled<G>;
  /**
   * By name of the parts. Pure, and the only expensive function; returns plain transferable data, and for a long
   * experiment JSON, since it is stored in files.
   */
  readonly measure: M;
  /**
   * Cheap; called again as results arrive, and as the pin or the iteration changes. Any of the results may be missing,
   * even all of them: it never throws because of that. If nothing can be drawn without one, it returns `unmeasured`.
   *
   * Its verdict and outcome use the available results, and the verdict is `measuring` while they are not enough. With
   * all results it is never `measuring`, at any values: it is an answer, or `unanswered` with the reason. `presentWith`
   * discards a verdict without any result, and one that names a number which does not exist yet.
   */
  present(values: Values<S>, results: Results<G, M>, context?: Context<S, G, M>): Presented;
  /** A NumPy script that prints the same numbers; contains no result. `pythonScript` also returns its run. */
  python?(values: Values<S>): string | Script;
}

/** Types an experiment from its own schema, its parts and the functions that compute them. */
export function defineExperiment<const S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
): Experiment<S, G, M> {
  return experiment;
}
