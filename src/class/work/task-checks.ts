/** Checks the tasks written on a page, and tries each: the figure as built must not meet it, and its solution must. */
import type { Value, Values } from '../../engine/schema.ts';
import { nearest } from '../../engine/spelling.ts';
import { defaults } from '../../engine/values.ts';
import type { Experiment } from '../../figure/experiment.ts';
import { type Goal, lookUp, namesIn, parseGoal, type Seen } from '../../figure/goal.ts';
import { readValue } from '../../figure/parameters/index.ts';
import { format, STEP } from '../../figure/permalink.ts';
import { experimentOf, presentationOf, valuesOf } from '../../widgets/prerender/experiments.ts';
import { ofInstance } from '../../widgets/prerender/page-checks.ts';
import { PageError } from '../../widgets/prerender/page-error.ts';
import { type Asking, type AsksSetting, type Coordinate, isMet, type PageTask, type SeenTask } from './task.ts';

export interface TaskProps {
  name: string;
  id?: string | undefined;
  as?: string | undefined;
  goal?: string | undefined;
  solution?: string | undefined;
  best?: string | undefined;
  at?: string | undefined;
  asks?: string | undefined;
  within?: number | undefined;
  drawn?: string | undefined;
  sets?: string | undefined;
  choices?: string | undefined;
  label?: string | undefined;
  instance?: Record<string, unknown> | undefined;
  /** The parameters hidden by its figure; copied by the build. */
  hides?: string | undefined;
  loc?: string | undefined;
}

/** The settings written in a task, if any. */
interface Setting {
  values: Values;
  step: number | undefined;
}

/**
 * @throws PageError for any name that the figure does not have, and for a task that is already solved or cannot be
 * solved
 */
export async function checkTask(page: string, props: TaskProps): Promise<PageTask> {
  const { name, id, as: figure = id, loc } = props;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? ''))
    throw new PageError(
      loc,
      `<Task name="${name}">: must be lower-case letters, digits and hyphens, as in name="largest-rate"`,
    );
  const task = { id: `${page}.${name}` };
  if (id === undefined || figure === undefined) return { ...task, ...words(props) };
  const experiment = await experimentOf(id, loc);
  if (experiment.pace === 'long')
    throw new PageError(loc, `a task on ${id} would take minutes to check: ask for words, without an id`);
  const at = { id, experiment, props };
  const built = settingOf(at, '');
  const asked = { ...task, figure, experiment: id, ...(await asking(at)) };
  await tryOut(at, asked, built);
  return asked;
}

interface At {
  id: string;
  experiment: Experiment;
  props: TaskProps;
}

function words({ loc, ...props }: TaskProps): { asks: 'words' } {
  const stray = (['goal', 'at', 'asks', 'sets', 'choices'] as const).find((prop) => props[prop] !== undefined);
  if (stray) throw new PageError(loc, `<Task> with ${stray} needs its figure: id="…"`);
  return { asks: 'words' };
}

async function asking(at: At): Promise<Asking> {
  const { id, experiment, props } = at;
  const { loc, goal, asks, sets, choices, label } = props;
  if (asks === undefined && sets === undefined && choices === undefined) {
    if (goal === undefined || props.solution === undefined)
      throw new PageError(
        loc,
        `<Task> on ${id} needs a goal and a solution that reaches it, or asks="…" with the number to predict`,
      );
    const reached = await goalOf(at, goal, settingOf(at, props.solution));
    return { asks: 'setting', goal: reached, ...heldBy(at, reached), ...bestOf(props, reached) };
  }
  if (label === undefined || props.at === undefined)
    throw new PageError(loc, 'a prediction needs a label, and the setting at which the reader looks: at="…"');
  const looked = settingOf(at, props.at);
  const query = queryOf(at, looked);
  if (choices !== undefined) return { asks: 'choice', at: query, choices: await choicesOf(at, choices, looked) };
  if (sets !== undefined) {
    if (!Object.hasOwn(experiment.parameters, sets))
      throw new PageError(loc, unknown(at, sets, 'parameter', Object.keys(experiment.parameters)));
    if (goal === undefined || props.solution === undefined)
      throw new PageError(loc, `sets="${sets}" needs a goal, and a solution that reaches it`);
    const solved = settingOf(at, props.solution, looked);
    return { asks: 'value', at: query, parameter: sets, goal: await goalOf(at, goal, solved) };
  }
  const { numbers } = await seenAt(at, looked);
  if (asks === undefined || !Object.hasOwn(numbers, asks))
    throw new PageError(loc, unknown(at, String(asks), 'number', Object.keys(numbers)));
  if (props.within === undefined) throw new PageError(loc, `asks="${asks}" needs how far a guess may be: within={0.1}`);
  if (Number.isNaN(numbers[asks]?.value)) throw new PageError(loc, `${id} has no ${asks} at ${props.at}`);
  const drawn = props.drawn === undefined ? {} : { drawn: await coordinateOf(at, props.drawn, looked) };
  return { asks: 'number', at: query, number: asks, within: props.within, ...drawn };
}

/** `valley x`: a panel of the figure, and one of its axes. */
async function coordinateOf(
  { id, experiment, props: { loc } }: At,
  text: string,
  { values }: Setting,
): Promise<Coordinate> {
  const [, panel = '', axis] = /^(.+) ([xy])$/.exec(text) ?? [];
  const { panels } = await presentationOf(id, experiment, values);
  const flat = panels.filter(({ kind }) => kind === 'chart' || kind === 'surface').map(({ name }) => name);
  if (!flat.includes(panel) || !(axis === 'x' || axis === 'y'))
    throw new PageError(
      loc,
      `drawn="${text}": must be a panel of ${id} and one of its axes, as in "${flat[0]} x"; it has ${flat.join(', ')}`,
    );
  return { panel, axis };
}

/** The figure's points and hidden parameters, as built, except those named by the goal. */
function heldBy(at: At, goal: Goal): { held?: Values } {
  const { parameters } = at.experiment;
  const hidden = (at.props.hides ?? '').split(/[\s,]+/);
  const named = namesIn(goal);
  const { values } = settingOf(at, '');
  const held = Object.entries(parameters)
    .filter(([name, { kind }]) => (kind === 'points' || hidden.includes(name)) && !named.includes(name))
    .flatMap(([name]): [string, Value][] => (values[name] === undefined ? [] : [[name, values[name]]]));
  return held.length === 0 ? {} : { held: Object.fromEntries(held) };
}

/** `largest alpha`, `smallest atRest`: a name in the goal, since its value is stored with the setting. */
function bestOf({ best, loc }: TaskProps, goal: Goal): Pick<AsksSetting, 'best'> {
  if (best === undefined) return {};
  const [, which, of = ''] = /^(largest|smallest) (\w+)$/.exec(best) ?? [];
  if (!namesIn(goal).includes(of))
    throw new PageError(loc, `best="${best}": must be the largest or smallest of ${namesIn(goal).join(', ')}`);
  return { best: { most: which === 'largest', of } };
}

const unknown = ({ id }: At, name: string, what: string, names: readonly string[]): string => {
  const meant = nearest(name, names);
  return `${id} has no ${what} "${name}"; ${meant === undefined ? `it has ${names.join(', ')}` : `did you mean "${meant}"?`}`;
};

/** Reads a goal with the names that the figure has, as built or at the solution. */
async function goalOf(at: At, text: string, solved: Setting): Promise<Goal> {
  const seen = [await seenAt(at, settingOf(at, '')), await seenAt(at, solved)];
  const names = [...new Set(seen.flatMap(({ numbers }) => Object.keys(numbers)))];
  try {
    return parseGoal(text, at.experiment, names);
  } catch (error) {
    throw new PageError(at.props.loc, `goal of ${at.id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function choicesOf(at: At, text: string, looked: Setting): Promise<{ text: string; goal: Goal }[]> {
  const written = text.split(/\s*;\s*/).map(async (choice) => {
    const [, says = '', goal = ''] = /^\s*(.+?)\s*:\s*(.+)$/.exec(choice) ?? [];
    if (!says) throw new PageError(at.props.loc, `"${choice}" of choices: write a sentence, a colon and its condition`);
    return { text: says, goal: await goalOf(at, goal, looked) };
  });
  const choices = await Promise.all(written);
  const seen = await seenAt(at, looked);
  const right = choices.filter((choice) => isMet(choiceTask(choices), choice.text, seen));
  if (choices.length < 2 || right.length !== 1)
    throw new PageError(
      at.props.loc,
      `exactly one choice must be true where the reader looks; here ${right.length} of ${choices.length} are`,
    );
  return choices;
}

const choiceTask = (choices: readonly { text: string; goal: Goal }[]): SeenTask => ({
  id: '',
  figure: '',
  experiment: '',
  asks: 'choice',
  at: '',
  choices,
});

/** `alpha=0.17 steps=60`, on top of the page's values. */
function settingOf({ id, experiment, props: { instance = {}, loc } }: At, text: string, on?: Setting): Setting {
  const given: Record<string, Value> = {};
  let step = on?.step;
  for (const pair of text.split(/\s+/).filter((word) => word !== '')) {
    const [name = '', value = ''] = pair.split('=');
    const parameter = Object.hasOwn(experiment.parameters, name) ? experiment.parameters[name] : undefined;
    const read = parameter && readValue(parameter, value);
    if (read?.wrong) throw new PageError(loc, `"${pair}" of ${id}: ${name} ${read.wrong}`);
    if (name === STEP && !parameter) step = Number(value);
    // For a wrong name, the check of the page's values suggests the nearest.
    else given[name] = read?.value ?? value;
  }
  return {
    values: {
      ...valuesOf(id, experiment, { ...ofInstance(id, experiment, instance, loc), ...on?.values, ...given }, loc),
    },
    step,
  };
}

/** Every value of a setting, as a query. */
function queryOf({ experiment: { parameters } }: At, { values, step }: Setting): string {
  const query = format(parameters, values, defaults(parameters), { all: true });
  if (step !== undefined) query.set(STEP, String(step));
  return query.toString();
}

async function seenAt({ id, experiment }: At, { values, step }: Setting): Promise<Seen> {
  const { numbers, verdict } = await presentationOf(id, experiment, values, step === undefined ? {} : { at: step });
  return { values, numbers, outcome: verdict.outcome };
}

/** @throws PageError if there is nothing to do, or it cannot be done */
async function tryOut(at: At, task: SeenTask, built: Setting): Promise<void> {
  const { loc, solution } = at.props;
  if (task.asks === 'number' || task.asks === 'choice') return;
  const looked = task.asks === 'value' ? settingOf(at, at.props.at ?? '') : undefined;
  const solved = settingOf(at, solution ?? '', looked);
  const value = (of: Setting): string => (task.asks === 'value' ? String(of.values[task.parameter]) : '');
  const [before, after] = [await seenAt(at, looked ?? built), await seenAt(at, solved)];
  const says = (seen: Seen): string =>
    namesIn(task.goal)
      .map((name) => `${name} = ${lookUp(name, seen) ?? 'none'}`)
      .join(', ');
  if (!isMet(task, value(solved), after))
    throw new PageError(loc, `solution="${solution}" does not reach the goal: there ${says(after)}`);
  if (isMet(task, value(looked ?? built), before))
    throw new PageError(loc, `the figure reaches the goal before the reader changes it: ${says(before)}`);
}
