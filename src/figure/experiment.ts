import type { Schema, Value, Values } from '../engine/schema.ts';
import type { Panel, Role } from './panels/panel.ts';
import type { Follows, Measures, Parts, Results, Ruled, Sampled, Tried, Works } from './parts.ts';
import type { Script } from './python.ts';

/** A number of a verdict or a page, with the digits to show. */
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
 * A figure's word on its run, in plain sentences: an answer, with an outcome if the experiment has a claim; or what
 * stands in its place, which `measuring` and `unanswered` of `unanswered.ts` make, and which has no outcome.
 */
export type Verdict =
  | { text: string; outcome?: Outcome; state?: never }
  /** `measuring`: parts are missing. `unanswered`: none is, and there is no answer; the text says why. */
  | { text: string; outcome?: never; state: 'measuring' | 'unanswered' };

/** A sentence, when it is said, and the outcome that it has as a verdict on the claim. */
export type Line = readonly [when: unknown, text: string, outcome?: Outcome | undefined];

/** In the order in which they are tried. The last one is true always. */
export type Sentences = readonly Line[];

/** Something that happens to the main run: a scene stops there, and its label says it in three or four words. */
export interface RunEvent {
  name: string;
  /** The iteration at which it has happened. */
  at: number;
  label: string;
}

/** The picture that `present` returns. Texts may hold `{name}`: the number of that name, shown and linked. */
export interface Presentation {
  /**
   * The most telling first: the figure's main picture, which stays in sight of its controls. The next one stands under
   * the controls, further ones behind _More panels_; equations and tables come last.
   */
  panels: readonly Panel[];
  numbers: Readonly<Record<string, ShownNumber>>;
  verdict: Verdict;
  /** Marks on a control's own track; `side` says where the forbidden part lies (default 'above'). */
  limits?: Readonly<Record<string, readonly { at: number; label: string; side?: 'above' | 'below' | 'none' }[]>>;
  offers?: readonly { text: string; set: Readonly<Record<string, Value>> }[];
  /** The parameters whose controls are seen at once, where they follow a choice: in the place of the experiment's own. */
  main?: readonly string[];
  /** The parameters that have no say at these values, whose controls are left out. */
  idle?: readonly string[];
  /** The last step a reader can go to; absent if there is nothing to step through. */
  steps?: number;
  /** The step at which a run that goes on by itself rests, once. */
  rests?: number;
  /** A run that goes on by itself has come to its end. */
  ended?: true;
  /** The events on the way, at these values; a passage of a scene names one. */
  events?: readonly RunEvent[];
  /** The sentence under a scene, with two numbers at most. Left out: the verdict's. */
  summary?: string;
  /** The same where another panel is the main picture, by its name. */
  summaries?: Readonly<Record<string, string>>;
  /**
   * For a game in a scene: how deep it has been felt, and where runs have ended, as shares of the way from the start down to the
   * lowest place.
   */
  gauge?: { felt?: number; ends: readonly { role: Role; way: number }[] };
}

/** The picture as an experiment writes it: its sentences may be tables, which tests can read. */
export interface Presented extends Omit<Presentation, 'verdict' | 'summary' | 'summaries'> {
  verdict: Verdict | Sentences;
  summary?: string | Sentences;
  summaries?: Readonly<Record<string, string | Sentences>>;
}

/** The third argument of `present`: what else the picture depends on. */
export interface Context<S extends Schema = Schema, G extends Parts = Parts, M = Measures<G>> {
  /** A run kept for comparison: its values and its results. */
  pinned?: { values: Values<S>; results: Results<G, M> };
  /** The current step, or the hovered one. */
  at?: number;
  /** The charts are opened large: every seed is drawn, at every step, where the results hold them. */
  large?: boolean;
}

/** How a figure behaves: at once, refining as seeds arrive, or behind a Run button. */
export type Pace = 'instant' | 'ensemble' | 'long';

/** A question the reader can play with. */
export interface Experiment<S extends Schema = Schema, G extends Parts = Parts, M extends Measures<G> = Measures<G>> {
  readonly title: string;
  readonly question: string;
  /** Book section, notebook, figure: `UDL 6.1.2, Notebook 6.3`. */
  readonly source: string;
  /** Two or three sentences: what to see, what the marks mean, and a question at the end. */
  readonly caption: string;
  /**
   * The claim that the verdict is on: a short sentence, true or false, without a full stop. A verdict has an outcome
   * only if there is one, since "holds" alone says nothing.
   */
  readonly claim?: string;
  readonly pace: Pace;
  /** By what its numbers are checked beside the exported Python, in a few words: `theory of each eigenvalue`. */
  readonly checked?: string;
  /** TeX of the terms of equation panels, by name; typeset by the build. */
  readonly equations?: Readonly<Record<string, string>>;
  readonly parameters: S;
  /** A row of buttons to make the run step by step; the iteration the figure opens at. */
  readonly stepper?: { start: number };
  /**
   * How much of its run a live figure shows before it is touched, where to see the rest come is the point. Play goes on
   * from there; any change shows the whole, as the built picture does.
   */
  readonly opens?: number;
  /** One of what Play goes through, as `batch`, if that is not a step. */
  readonly counts?: string;
  /**
   * The integer parameter that counts the steps of a run that goes on by itself: Play raises it in each frame, beyond its
   * largest value too, and rests at each multiple of that. At other settings the run restarts, and is taken as far as
   * before, or to that value.
   */
  readonly frames?: keyof S & string;
  /** Parameters that share one control: dragged together on a plot, or a choice and a multiple that belongs to it. Lists of names. */
  readonly together?: readonly (readonly string[])[];
  /**
   * The two or three parameters that tell most: their controls are seen at once, the others behind _More controls_. The
   * name of one that shares a control stands for it. Left out: the first two.
   */
  readonly main?: readonly (keyof S & string)[];
  /** For a long experiment: values small enough for a test to run it whole. */
  readonly quick?: Partial<Values<S>>;
  /** For a long experiment: further settings to compute ahead, since a page mentions them. */
  readonly ahead?: readonly Partial<Values<S>>[];
  /**
   * For a long experiment: how much work a part of each name is, in any unit that all its parts share, from what makes it
   * long: steps, examples, weights. The time that a reader is told at other settings follows from it.
   */
  readonly work?: Works<G>;
  /** The most telling first. */
  parts(values: Values<S>): G;
  /**
   * Parts that go by the results of others, as a search goes by what a coarser one has found: by their names, those others,
   * which are among `parts` too. They are measured before, and `measure` is given their results, in the same shape.
   */
  readonly follows?: Follows<G>;
  /**
   * Parts whose run goes by the text of Python that they have in `rule`, if it is not empty, instead of its own rule: by
   * their names, the runs that the engine makes of them. The page has Python make such a run; `measure` is then given what
   * repeats it.
   */
  readonly ruled?: Ruled<G>;
  /** The same of parts whose text makes more than one run: what the page has Python try, and `measure` is given. */
  readonly tried?: Tried<G>;
  /**
   * Parts that stand on a loss of the reader's, whose text they have in `ground`, where it is not empty: by their names, the
   * places at which the page has Python measure it. `measure` is then given the losses and slopes there.
   */
  readonly sampled?: Sampled<G>;
  /**
   * By the name of the parts. Pure, and the only expensive thing; plain transferable data, and of a long experiment JSON,
   * since it is kept in files.
   */
  readonly measure: M;
  /**
   * Cheap; called again as results arrive, as the pin or the iteration changes. Any of the results may be missing, all of
   * them too: it never throws for that. If nothing can be drawn without one, it returns `unmeasured`.
   *
   * Its verdict rests on the results that are there, the outcome too, and is `measuring` while they allow none. Once all
   * of them are there it is never `measuring`, at any values: it is an answer, or `unanswered` with the reason.
   * `presentWith` takes back a verdict on no result at all, and one that names a number which does not exist yet.
   */
  present(values: Values<S>, results: Results<G, M>, context?: Context<S, G, M>): Presented;
  /** A script for NumPy that prints the same numbers; holds no result. One of `pythonScript` brings its run along. */
  python?(values: Values<S>): string | Script;
}

/** Types one experiment file from its own schema, its parts and what measures them. */
export function defineExperiment<const S extends Schema, G extends Parts, M extends Measures<G>>(
  experiment: Experiment<S, G, M>,
): Experiment<S, G, M> {
  return experiment;
}
