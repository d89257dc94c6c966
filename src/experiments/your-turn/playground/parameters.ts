import { choice, code, flag, integer, number, type Values } from '../../../engine/schema.ts';
import { seed } from '../../kit/fields.ts';
import { FIRST_MODEL } from '../../kit/first-texts.ts';
import { FIRST_LOSS, type LossId, losses, lossIds, shareOf } from '../../kit/losses.ts';
import { edges, fittedPoints } from '../../kit/own-map.ts';
import { planeRuleGroups, planeRuleIds, type RuleId, ruleNames } from '../../kit/rule-names.ts';

/** Maximum number of parameters of a model. */
export const MOST_PARAMETERS = 6;

export const titles = Object.fromEntries(lossIds.map((id) => [id, losses[id].title])) as Record<LossId, string>;
const rules = Object.fromEntries(planeRuleIds.map((id) => [id, ruleNames[id].title])) as Record<RuleId, string>;

const rival = (which: string, first: RuleId) =>
  choice({
    label: which,
    help: 'A rule that runs beside yours, from the same start.',
    default: first,
    options: { ...rules, none: 'none' },
    groups: planeRuleGroups,
  });
const rate = (whose: string) =>
  number({
    label: `Times the suggested rate of the ${whose} rule`,
    help: 'The rate as a multiple of one that suits the rule on this loss. The table has the rate itself.',
    default: 1,
    min: 1e-9,
    max: 1e9,
    step: 0.001,
    scale: 'log',
  });
const placed = (k: number, at: number) =>
  number({
    label: `ϕ_${k} starts at`,
    help: 'Where a parameter of your model starts that the map does not show, or whose start you have not moved.',
    default: at,
    min: -1e6,
    max: 1e6,
    step: 0.01,
  });
const shown = (label: string, first: number) =>
  integer({ label, help: 'Which parameter of your model.', default: first, min: 0, max: MOST_PARAMETERS - 1 });

export const { start: FIRST_START, x: FIRST_X, y: FIRST_Y } = losses.basins;
const share = (label: string, first: number) =>
  number({
    label: `Start, ${label}`,
    help: 'Where all runs start, as a share of the map. Each loss has its own start until you choose one.',
    default: Number(first.toFixed(4)),
    min: 0,
    max: 1,
    step: 0.0001,
  });

export const parameters = {
  loss: choice({ label: 'Loss', help: 'What the runs go down.', default: 'basins', options: titles }),
  rule: code({
    label: 'Your rule',
    help: 'Lines of Python by which your run moves.',
    default: '',
    inPlace: true,
  }),
  ground: code({
    label: 'Your loss',
    help: 'Lines of Python that define a loss of two numbers, or of one.',
    default: '',
    first: FIRST_LOSS,
    defines: 'loss',
    inPlace: true,
  }),
  model: code({
    label: 'Your model',
    help: 'Lines of Python that define a model of x and of its parameters phi.',
    default: '',
    first: FIRST_MODEL,
    defines: 'model',
    inPlace: true,
  }),
  own: flag({ label: 'Show your rule', help: 'Draws the run of your rule.', default: true }),
  rule2: rival('Second rule', 'gradientDescent'),
  rule3: rival('Third rule', 'momentum'),
  rule4: rival('Fourth rule', 'adam'),
  rate2: rate('second'),
  rate3: rate('third'),
  rate4: rate('fourth'),
  across: share('across', shareOf(FIRST_X, FIRST_START[0])),
  up: share('up', shareOf(FIRST_Y, FIRST_START[1])),
  tilt: integer({
    label: 'Tilt',
    help: 'From how far to the side the map is seen, in degrees; at 0 from above.',
    default: 0,
    min: 0,
    max: 70,
    onlyMarks: true,
  }),
  steps: integer({
    label: 'Steps',
    help: 'How many steps each run makes; 0 means as many as suit the loss.',
    default: 0,
    min: 0,
    max: 1000,
  }),
  noise: number({
    label: 'Noise on each slope',
    help: 'The standard deviation of what is added to each slope. All rules get the same draws.',
    default: 0,
    min: 0,
    max: 100,
    step: 0.01,
  }),
  batch: integer({
    label: 'Batch',
    help: 'Examples that each step sees, newly drawn; 0 for all of them.',
    default: 0,
    min: 0,
    max: 1000,
  }),
  seed: { ...seed('Decides the noise and the batches.'), min: 0, max: 2 ** 31 - 1 },
  points: fittedPoints('a line or your model'),
  ...edges('your own loss, your model or your points'),
  count: integer({
    label: 'Parameters of your model',
    help: 'How many numbers phi holds.',
    default: 2,
    min: 1,
    max: MOST_PARAMETERS,
  }),
  shownAcross: shown('Parameter across', 0),
  shownUp: shown('Parameter up', 1),
  phi0: placed(0, losses.model.start[0]),
  phi1: placed(1, losses.model.start[1]),
  phi2: placed(2, 0),
  phi3: placed(3, 0),
  phi4: placed(4, 0),
  phi5: placed(5, 0),
};
export type V = Values<typeof parameters>;
