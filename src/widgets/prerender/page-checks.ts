/** Checks the props of a page's widgets. Each mistake is reported with its position, and with a suggestion. */

import type { Value, Values } from '../../engine/schema.ts';
import { nearest } from '../../engine/spelling.ts';
import type { Experiment, Presentation, ShownNumber } from '../../figure/experiment.ts';
import type { Panel, SurfacePanel, SurfacePath } from '../../figure/panels/panel.ts';
import { schemaAt } from '../../figure/parameters/late.ts';
import { numberTexts } from '../../figure/sentence.ts';
import { showSetting } from '../page/show-setting.ts';
import { plotsIn } from '../panels/index.ts';
import '../panels/bring-all.ts';
import { experimentOf, parametersIn, presentationOf, valuesOf } from './experiments.ts';
import { FIGURE_PROPS } from './figure-props.ts';
import { checkInSight, dataValues } from './own-data.ts';
import { PageError } from './page-error.ts';

type Props = Readonly<Record<string, unknown>>;
type Common = { id: string; as?: string; loc?: string };

const FIGURE = [...FIGURE_PROPS, 'data'];
const TRY = ['id', 'as', 'step', 'instance', 'loc', 'class'];
const PASSAGE = [
  'id',
  'as',
  'step',
  'stop',
  'pause',
  'play',
  'ghost',
  'asks',
  'picks',
  'own',
  'shows',
  'beside',
  'instance',
  'loc',
  'class',
];
const VALUE = ['id', 'as', 'of', 'fixed', 'instance', 'loc', 'class'];

interface CheckedFigure {
  experiment: Experiment;
  defaults: Values;
  /** Parameters without a control. */
  hidden: readonly string[];
  /** Parameters with visible controls. */
  main: readonly string[];
}

/** @throws PageError for an unknown experiment, prop, parameter, value or name */
export async function checkFigure(props: Common & { hide?: string; main?: string } & Props): Promise<CheckedFigure> {
  const { id, as: name = id, loc } = props;
  const experiment = await experimentOf(id, loc);
  const data = dataValues(id, experiment, props['data'], loc);
  const set = { ...parametersIn(props, FIGURE), ...data };
  const defaults = valuesOf(id, experiment, set, loc, FIGURE);
  const hidden = parametersNamed('hide', experiment, props);
  const asked = parametersNamed('main', experiment, props);
  for (const word of asked)
    if (hidden.includes(word)) throw new PageError(loc, `main="${word}": ${id} hides its control here`);
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    const allowed = `lower-case letters, digits and hyphens, as in as="${id}-small"`;
    throw new PageError(loc, `as="${name}": an instance's name is ${allowed}`);
  }
  if (props['data'] !== undefined)
    checkInSight(await presentationOf(id, experiment, defaults), String(props['data']), loc);
  for (const prop of ['shows', 'beside'])
    if (props[prop] !== undefined) await checkPanel(id, experiment, prop, String(props[prop]), defaults, loc);
  return { experiment, defaults, hidden, main: mainControls(experiment, defaults, hidden, asked) };
}

/** The values of a figure, as defaults of the widgets that follow it: its `data` is a file. */
export function ofInstance(id: string, experiment: Experiment, { data, ...set }: Props, loc?: string): Props {
  return { ...set, ...dataValues(id, experiment, data, loc) };
}

/** The parameters named in a figure's prop, separated by spaces or commas. */
function parametersNamed(prop: 'hide' | 'main', experiment: Experiment, props: Common & Props): string[] {
  const words = String(props[prop] ?? '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  for (const word of words)
    if (!Object.hasOwn(experiment.parameters, word)) {
      const known = Object.keys(experiment.parameters).join(', ');
      throw new PageError(props.loc, `${prop}="${word}": ${props.id} has no such parameter; it has ${known}`);
    }
  return words;
}

/** Number of visible controls if an experiment names none. */
const SEEN = 2;

/**
 * Controls named by the page, or otherwise by the experiment; and those of all parameters set by the page, which must
 * be visible.
 */
function mainControls(
  experiment: Experiment,
  values: Values,
  hidden: readonly string[],
  asked: readonly string[],
): string[] {
  const { main = [], frames } = experiment;
  const parameters = schemaAt(experiment.parameters, values);
  const visible = Object.keys(parameters).filter((name) => !hidden.includes(name) && name !== frames);
  const wanted = (asked.length > 0 ? asked : main).filter((name) => visible.includes(name));
  const set = visible.filter((name) => values[name] !== parameters[name]?.default);
  return [...new Set([...(wanted.length > 0 ? wanted : visible.slice(0, SEEN)), ...set])];
}

interface CheckedTry {
  experiment: Experiment;
  /** Values set by the link. */
  change: Record<string, Value>;
  values: Values;
  /** Defaults of the figure as built. */
  defaults: Values;
}

/** @throws PageError for an unknown experiment, parameter or value */
export async function checkTry(props: Common & { instance?: Props } & Props): Promise<CheckedTry> {
  const { id, instance = {}, loc } = props;
  const experiment = await experimentOf(id, loc);
  const change = parametersIn(props, TRY);
  checkStep(id, experiment, props['step'], loc);
  const instanceValues = ofInstance(id, experiment, instance, loc);
  const defaults = valuesOf(id, experiment, instanceValues, loc);
  const values = { ...defaults, ...valuesOf(id, experiment, { ...instanceValues, ...change }, loc, TRY) };
  return { experiment, change, values, defaults };
}

interface CheckedPassage extends Pick<CheckedTry, 'experiment' | 'change' | 'values'> {
  /** The end of its run: a step, the name of an event, or undefined for the last step. */
  ends: number | string | undefined;
  /** The step at which its run ends. */
  at: number | undefined;
}

/** @throws PageError for an unknown experiment, parameter, value or event, and for a step beyond the run */
export async function checkPassage(props: Common & { instance?: Props } & Props): Promise<CheckedPassage> {
  const { id, instance = {}, loc, step, stop, pause } = props;
  const experiment = await experimentOf(id, loc);
  const change = parametersIn(props, PASSAGE);
  const instanceValues = ofInstance(id, experiment, instance, loc);
  const values = {
    ...valuesOf(id, experiment, instanceValues, loc),
    ...valuesOf(id, experiment, { ...instanceValues, ...change }, loc, PASSAGE),
  };
  const { events = [], steps = 0 } = await presentationOf(id, experiment, values);
  const eventNamed = (name: unknown): number | undefined => {
    if (name === undefined) return undefined;
    const found = events.find((event) => event.name === name);
    if (found) return found.at;
    const known = events.map((event) => `"${event.name}"`).join(', ') || 'none';
    throw new PageError(loc, `${id} has no event "${name}" at these values; it has ${known}`);
  };
  if (step !== undefined && !(Number.isInteger(step) && Number(step) >= 0 && Number(step) <= steps))
    throw new PageError(
      loc,
      `step="${step}": a run of ${id} has steps 0 to ${steps}, as in step={${Math.min(12, steps)}}`,
    );
  if (step !== undefined && stop !== undefined)
    throw new PageError(loc, 'a passage ends at a step or at an event: leave out step or stop');
  eventNamed(pause);
  const at = typeof step === 'number' ? step : eventNamed(stop);
  return { experiment, change, values, ends: step === undefined ? (stop as string | undefined) : Number(step), at };
}

/** A prop that names a panel of the figure. */
async function checkPanel(
  id: string,
  experiment: Experiment,
  prop: string,
  panel: string,
  values: Values,
  loc: string | undefined,
): Promise<void> {
  const at = experiment.stepper?.start;
  const { panels } = await presentationOf(id, experiment, values, at === undefined ? {} : { at });
  if (!panels.some(({ name }) => name === panel))
    throw new PageError(
      loc,
      `${prop}="${panel}": ${id} has no such panel there; it has ${panels.map(({ name }) => `"${name}"`).join(', ')}`,
    );
}

/** Only a ledger stays at a step when its values change. */
function checkStep(id: string, { stepper }: Experiment, step: unknown, loc: string | undefined): void {
  if (step === undefined) return;
  if (!stepper) throw new PageError(loc, `step: ${id} always shows its whole run, so it takes no step`);
  if (!Number.isInteger(step) || Number(step) < 0)
    throw new PageError(loc, `step="${step}": must be a whole number ≥ 0, as in step={12}`);
}

interface CheckedValue {
  shown: ShownNumber;
  /** Whether it is about one setting, and does not follow its figure. */
  isFixed: boolean;
}

/** @throws PageError for an unknown experiment, parameter, value or number, and for a number that does not exist there */
export async function checkValue(
  props: Common & { of: string; fixed?: boolean; instance?: Props } & Props,
): Promise<CheckedValue> {
  const { id, of, fixed = false, instance = {}, loc } = props;
  const experiment = await experimentOf(id, loc);
  const set = parametersIn(props, VALUE);
  // With values of its own it is about one setting anyway.
  const stated = Object.keys(set).length > 0;
  if (fixed && stated)
    throw new PageError(loc, `a number of ${id} with its own values is already fixed: leave out fixed`);
  const { numbers } = await presentationOf(
    id,
    experiment,
    valuesOf(id, experiment, { ...ofInstance(id, experiment, instance, loc), ...set }, loc, VALUE),
  );
  const shown = Object.hasOwn(numbers, of) ? numbers[of] : undefined;
  if (!shown) {
    const meant = nearest(of, Object.keys(numbers));
    const instead = meant ? `did you mean "${meant}"?` : `it has ${Object.keys(numbers).join(', ')}`;
    throw new PageError(loc, `${id} has no number "${of}"; ${instead}`);
  }
  if (Number.isNaN(shown.value))
    throw new PageError(loc, `${id} has no ${of} at these values: choose other values, or another number`);
  return { shown, isFixed: fixed || stated };
}

interface CheckedPart {
  /** Name of the number, or of the parameter. */
  name: string;
  text: string;
  /** The reader sets it. */
  own: boolean;
}

/**
 * The numbers under a letter of a formula, one for each name in `of`: a number of the figure or, if none has the name,
 * one of its parameters.
 * @throws PageError for an unknown experiment or name, or a wrong number of rows
 */
export async function checkPart(
  props: Common & { of: string; rows?: readonly string[]; instance?: Props },
): Promise<CheckedPart[]> {
  const { id, of, rows = [], instance = {}, loc } = props;
  const experiment = await experimentOf(id, loc);
  const values = valuesOf(id, experiment, ofInstance(id, experiment, instance, loc), loc);
  const { numbers } = await presentationOf(id, experiment, values);
  const names = of.split(/\s+/).filter((name) => name !== '');
  if (names.length !== 1 && names.length !== rows.length)
    throw new PageError(
      loc,
      `of="${of}": must be one name, or one for each row of the formula (${rows.join(', ') || 'it has none'})`,
    );
  return names.map((name) => {
    const shown = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
    if (shown) return { name, text: numberTexts(shown).short, own: false };
    const parameter = Object.hasOwn(experiment.parameters, name) ? experiment.parameters[name] : undefined;
    const value = values[name];
    if (parameter && value !== undefined) return { name, text: showSetting(parameter, value), own: true };
    const known = [...Object.keys(numbers), ...Object.keys(experiment.parameters)];
    const meant = nearest(name, known);
    const instead = meant ? `did you mean "${meant}"?` : `it has ${known.join(', ')}`;
    throw new PageError(loc, `${id} has neither a number nor a parameter "${name}"; ${instead}`);
  });
}

/**
 * The map that represents a page: the first of its experiment, or of small multiples the last, to which the others
 * lead; for an experiment without maps, the lines of its first chart.
 * @throws PageError if the experiment has neither
 */
export function coverMap(id: string, { panels }: Pick<Presentation, 'panels'>, loc?: string): SurfacePanel {
  const maps = panels.flatMap((panel) =>
    plotsIn(panel)
      .filter((part) => part.kind === 'surface')
      .slice(-1),
  );
  // A map without tints shows its points and marks.
  const map = maps.find(({ bands, cells }) => bands || cells) ?? maps.at(-1) ?? linesOf(panels);
  if (map) return map;
  throw new PageError(
    loc,
    `cover: ${id} shows neither a map nor a chart of lines; name an experiment that does, or leave the line out`,
  );
}

/** The lines of the first chart with lines, as paths on a blank map: the reader's run in front of the others. */
function linesOf(panels: readonly Panel[]): SurfacePanel | undefined {
  for (const panel of panels) {
    if (panel.kind !== 'chart') continue;
    const lines = panel.series.filter(({ kind, faint }) => kind === 'line' && !faint);
    const front = ['run', 'measured'].flatMap((role) => lines.filter((one) => one.role === role))[0] ?? lines.at(-1);
    if (!front) continue;
    const paths = [...lines.filter((one) => one !== front), front].map(
      (one): SurfacePath => ({ name: one.name, role: one === front ? 'run' : 'baseline', x: one.x, y: one.y }),
    );
    return { kind: 'surface', name: panel.name, title: panel.title, x: panel.x, y: panel.y, paths };
  }
  return undefined;
}
