import { flag, integer, places, type Values } from '../../../engine/index.ts';
import { PLACE_LENGTH, placesOf } from '../../../engine/places.ts';
import {
  count,
  defineExperiment,
  fixed,
  type Presentation,
  percent,
  pythonFunction,
  pythonScripts,
  unmeasured,
} from '../../../figure/index.ts';
import { clearSheet, downhill, foggySheet, NAMES, scoreTable, slopeTable } from './fog-panels.ts';
import { createTerrain } from './terrain.ts';
import { GRADIENTS, onTerrain, RULES, runOf, SETTINGS, type Walks, walksOn, wayDown } from './walks.ts';

const parameters = {
  terrain: integer({
    label: 'Terrain',
    help: 'The number of the landscape under the fog. Each has another start.',
    default: 10,
    min: 1,
    max: 99,
  }),
  lifted: flag({
    label: 'Lift the fog',
    help: 'Ends the game: shows the sheet, your walk and those of the rules.',
    default: false,
  }),
  moves: places({
    label: 'Your steps',
    help: 'The places you have chosen, as a short text: a friend who pastes it stands where you stand.',
    default: '',
    most: GRADIENTS,
  }),
};
type V = Values<typeof parameters>;

export default defineExperiment({
  title: 'Down the mountain in fog',
  question: 'How low can you get when you feel only the slope where you stand?',
  source: 'After UDL 6.1',
  caption:
    'You stand on a hillside in fog and feel only the slope under your feet. The arrow points downhill, and is longer where the ground is steeper; the short line across it is level ground. Click or tap where you want to step. You have twenty steps, and so have descent, momentum and Adam. Who gets lowest? No chance is involved.',
  pace: 'instant',
  checked: 'the terrain and the four walks, by NumPy',
  parameters,
  parts: ({ terrain, moves }: V) => ({ walks: { terrain, moves } }),
  measure: { walks: ({ terrain, moves }: Pick<V, 'terrain' | 'moves'>): Walks => walksOn(terrain, moves) },
  present({ terrain, lifted, moves }, { walks }, { at } = {}) {
    if (!walks) return unmeasured;
    return lifted || moves.length >= GRADIENTS * PLACE_LENGTH ? clear(terrain, walks, at) : foggy(moves, walks);
  },
  python({ terrain, moves }) {
    const { problem, start } = createTerrain(terrain);
    const chosen = [start, ...placesOf(moves).map(onTerrain)];
    return pythonScripts('Your walk over a terrain, and those of three rules from the same start.', [
      {
        name: 'you',
        lines: [
          'def you():',
          ...(problem.python ?? '')
            .trimEnd()
            .split('\n')
            .map((line) => (line === '' ? '' : `    ${line}`)),
          '',
          `    places = np.array(${JSON.stringify(chosen)}, dtype=float)`,
          '    return {"youLow": min(loss(place) for place in places)}',
        ],
      },
      ...RULES.map((rule) =>
        pythonFunction(rule, { ...runOf(problem, start, SETTINGS[rule]), prints: { [`${rule}Low`]: 'losses.min()' } }),
      ),
    ]);
  },
});

/** How low each got: of no picture and no sentence while there is fog. */
const lowestOf = ({ you, descent, momentum, adam }: Walks): Presentation['numbers'] => ({
  youLow: fixed(Math.min(...you.loss), 3),
  descentLow: fixed(Math.min(...descent.loss), 3),
  momentumLow: fixed(Math.min(...momentum.loss), 3),
  adamLow: fixed(Math.min(...adam.loss), 3),
});

/** While the game goes on: what is felt, and how many steps are left. */
function foggy(moves: string, walks: Walks): Presentation {
  const { slopes } = walks.you;
  const here = slopes.at(-1)!;
  const made = slopes.length - 1;
  const feel = `The slope under your feet is {slope}, and downhill is ${towards(downhill(here))}.`;
  const text =
    made === 0
      ? `Fog all around. ${feel} Click or tap where you want to step, or use the arrow keys: you have {left} steps.`
      : `${feel} You have {left} steps left.`;
  return {
    panels: [foggySheet(walks), slopeTable(walks.you)],
    numbers: {
      slope: fixed(Math.hypot(...here), 2),
      made: count(made),
      left: count(GRADIENTS - made),
      ...lowestOf(walks),
    },
    verdict: { text },
    ...(made > 0 && {
      offers: [
        { text: 'Take back the last step', set: { moves: moves.slice(0, -PLACE_LENGTH) } },
        { text: 'Start again', set: { moves: '' } },
      ],
    }),
  };
}

/** A direction on the sheet. On a hillside up means higher, so the sheet’s up and down are told as straight. */
const towards = (way: string): string =>
  way === 'up' || way === 'down' ? `straight ${way} on the sheet` : `to the ${way}`;

/** Nearer than this share of the way is as low. */
const AS_LOW = 0.005;

function clear(terrain: number, walks: Walks, at: number | undefined): Presentation {
  const who = ['you', ...RULES] as const;
  const way = Object.fromEntries(who.map((one) => [one, wayDown(walks[one], walks.lowest.loss)]));
  const best = Math.max(...Object.values(way));
  const first = who.filter((one) => way[one]! >= best - AS_LOW).map((one) => NAMES[one]);
  return {
    panels: [clearSheet(terrain, walks, at), scoreTable(walks)],
    numbers: {
      you: percent(way['you'], 0),
      descent: percent(way['descent'], 0),
      momentum: percent(way['momentum'], 0),
      adam: percent(way['adam'], 0),
      ...lowestOf(walks),
      made: count(walks.you.x.length - 1),
    },
    steps: GRADIENTS,
    verdict: {
      text: `The fog lifts. Your lowest step was {you} of the way down, that of descent {descent}, of momentum {momentum} and of Adam {adam}: ${winners(first)}.`,
    },
    offers: [
      { text: 'Play again', set: { moves: '', lifted: false } },
      { text: 'Another terrain', set: { terrain: (terrain % parameters.terrain.max) + 1, moves: '', lifted: false } },
    ],
  };
}

function winners(first: readonly string[]): string {
  const [one = '', ...others] = first;
  if (others.length === RULES.length) return 'all four got equally low';
  if (others.length === 0) return `${one} got lowest`;
  return `${[one, ...others.slice(0, -1)].join(', ')} and ${others.at(-1)} got lowest`;
}
