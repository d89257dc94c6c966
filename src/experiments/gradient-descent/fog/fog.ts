import { flag, integer, places, type Values } from '../../../engine/index.ts';
import { PLACE_LENGTH, placesOf } from '../../../engine/places.ts';
import { towards } from '../../../figure/compass.ts';
import * as f from '../../../figure/index.ts';
import { listed, opening } from '../../kit/in-words.ts';
import { clearMap, down, downhill, foggyMap, NAMES, scoreTable, slopeTable } from './fog-panels.ts';
import {
  ONCE,
  onTerrain,
  RULES,
  rests,
  runOf,
  SETTINGS,
  STEPS,
  stepsBeside,
  type Walks,
  walksOn,
  wayDown,
} from './fog-walks.ts';
import { createTerrain, LANDS } from './terrain.ts';

const parameters = {
  terrain: integer({
    label: 'Number of the land',
    help: 'The number of the landscape under the fog. Each has another start.',
    default: 10,
    min: 1,
    max: 999,
  }),
  lifted: flag({
    label: 'Lift the fog early',
    help: 'Ends the game before its last step: shows the map, your walk and those of the rules.',
    default: false,
  }),
  moves: places({
    label: 'Your steps',
    help: 'The places you have chosen, as a short text: a friend who pastes it stands where you stand.',
    default: '',
    most: STEPS,
    inLinks: ONCE,
  }),
};
type V = Values<typeof parameters>;

export default f.defineExperiment({
  title: 'Down the mountain in fog',
  question: 'How low can you get when you feel only the slope where you stand?',
  source: 'After UDL 6.1',
  caption:
    'The arrow points downhill, and is longer where the ground is steeper. You have ten steps, each no further than the circle, and so have descent, momentum and Adam; what counts is where the last one ends. Who gets lowest? Nothing here is random.',
  pace: 'instant',
  checked: 'the terrain and the four walks, by NumPy',
  parameters,
  parts: ({ terrain, moves }: V) => ({ walks: { terrain, moves } }),
  measure: { walks: ({ terrain, moves }: Pick<V, 'terrain' | 'moves'>): Walks => walksOn(terrain, moves) },
  present({ terrain, lifted, moves }, { walks }, { at } = {}) {
    if (!walks) return f.unmeasured;
    return lifted || moves.length >= STEPS * PLACE_LENGTH ? clear(terrain, walks, at) : foggy(walks);
  },
  python({ terrain, moves }) {
    const { problem, start } = createTerrain(terrain);
    const chosen = [start, ...placesOf(moves).map(onTerrain)];
    return f.pythonScripts('Your walk over a terrain, and those of three rules from the same start.', [
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
          '    return {"youEnd": loss(places[-1])}',
        ],
      },
      ...RULES.map((rule) =>
        f.pythonFunction(rule, {
          ...runOf(problem, start, SETTINGS[rule], stepsBeside(chosen.length - 1)),
          prints: { [`${rule}End`]: 'losses[-1]' },
        }),
      ),
    ]);
  },
});

/** The depth of each end: not used in any picture or sentence while there is fog. */
const endsOf = ({ you, descent, momentum, adam }: Walks): f.Presentation['numbers'] => ({
  youEnd: f.fixed(you.loss.at(-1)!, 3),
  descentEnd: f.fixed(descent.loss.at(-1)!, 3),
  momentumEnd: f.fixed(momentum.loss.at(-1)!, 3),
  adamEnd: f.fixed(adam.loss.at(-1)!, 3),
});

/** During the game: the slope felt, and the number of steps left. */
function foggy(walks: Walks): f.Presentation {
  const { you, lowest } = walks;
  const here = you.slopes.at(-1)!;
  const made = you.slopes.length - 1;
  const ways = you.slopes.map((_, t) => wayDown(you, lowest.loss, t));
  const feel = `The slope under your feet is {slope}, and downhill is ${towards(downhill(here))}.`;
  const text =
    made === 0
      ? `Fog all around. ${feel} Click or tap where you want to step, or use the arrow keys: you have {left} steps.`
      : `${feel} You have {left} steps left.`;
  const place = ways.at(-1)! < 0 ? 'higher than you began' : '{you} of the way down to the lowest place';
  // In a scene the map may be rotated.
  const arrow = 'The arrow points downhill: the longer it is, the steeper the ground';
  const summary = made === 0 ? `${arrow}. You have {left} steps.` : `You are ${place}. {left} steps left.`;
  return {
    summary,
    panels: [foggyMap(walks), slopeTable(you)],
    numbers: {
      slope: f.fixed(Math.hypot(...here), 2),
      made: f.count(made),
      left: f.count(STEPS - made),
      you: down(ways.at(-1)!),
      deepest: f.percent(Math.max(...ways), 0),
      ...endsOf(walks),
    },
    verdict: { text },
    gauge: { felt: Math.max(...ways), ends: [{ role: 'run', way: ways.at(-1)! }] },
    ...(made > 0 && {
      offers: [
        { text: 'Take back the last step', set: {}, takesBack: 'moves' },
        { text: 'Start again', set: { moves: '' } },
      ],
    }),
  };
}

/** A difference below this fraction of the way counts as equally low. */
const AS_LOW = 0.005;
/** A walk that rests above this fraction of the way is caught in a higher minimum. */
const CAUGHT = 0.9;

function clear(terrain: number, walks: Walks, at: number | undefined): f.Presentation {
  const { you, descent, lowest } = walks;
  const made = you.x.length - 1;
  const who = made > 0 ? (['you', ...RULES] as const) : RULES;
  const way = Object.fromEntries((['you', ...RULES] as const).map((one) => [one, wayDown(walks[one], lowest.loss)]));
  const best = Math.max(...who.map((one) => way[one]!));
  const first = who.filter((one) => way[one]! >= best - AS_LOW);
  const ways = Array.from(you.loss, (_, t) => wayDown(you, lowest.loss, t));
  const [deepest, end] = [Math.max(...ways), ways.at(-1)!];
  const deepestAt = ways.indexOf(deepest);
  const isPast = deepest > end + PAST;
  const caught = rests(descent) && way['descent']! < CAUGHT && !first.includes('descent');
  return {
    panels: [clearMap(terrain, walks, at, isPast ? deepestAt : undefined), scoreTable(walks)],
    numbers: {
      you: down(way['you']!),
      deepest: f.percent(deepest, 0),
      deepestAt: f.count(deepestAt),
      descent: down(way['descent']!),
      momentum: down(way['momentum']!),
      adam: down(way['adam']!),
      ...endsOf(walks),
      made: f.count(made),
      startHeight: f.fixed(you.loss[0]!, 3),
      lowestHeight: f.fixed(lowest.loss, 3),
    },
    steps: stepsBeside(made),
    // The reader's own comes last, above the others.
    gauge: { ends: who.toReversed().map((one) => ({ role: one === 'you' ? 'run' : one, way: way[one]! })) },
    verdict: {
      text: [
        `${winners(first, who.length)}, {${first[0]}} of the way down.`,
        ...others(
          who.filter((one) => !first.includes(one)),
          way,
        ),
        ...(isPast ? ['You had {deepest} after step {deepestAt}, and then walked past.'] : []),
        ...(caught && !isPast ? ['Descent, which follows the arrow, gets stuck in a hollow on the way.'] : []),
      ].join(' '),
    },
    offers: [
      { text: 'Again, on another land', set: { terrain: nextLand(terrain), moves: '', lifted: false } },
      { text: 'The same land again', set: { moves: '', lifted: false } },
    ],
  };
}

/** A walk has passed its lowest point if that was lower than its end by more than this fraction of the way down. */
const PAST = 0.02;

/** The game's next terrain after this one. */
const nextLand = (terrain: number): number => LANDS[(LANDS.indexOf(terrain) + 1) % LANDS.length]!;

type Walker = 'you' | (typeof RULES)[number];

/** The winners, as the beginning of a sentence. */
function winners(first: readonly Walker[], walkers: number): string {
  if (first.length === walkers) return `All ${walkers === RULES.length ? 'three' : 'four'} got equally low`;
  return `${opening(listed(first.map((one) => NAMES[one])))} got lowest`;
}

/** The depths of the others, best first. */
function others(who: readonly Walker[], way: Readonly<Record<string, number>>): string[] {
  const further = who.filter((one) => one !== 'you' || way['you']! >= 0).toSorted((a, b) => way[b]! - way[a]!);
  const names = further.map((one, k) => `${NAMES[one]}${k === 0 ? ' got' : ''} {${one}}`);
  return f.some(
    further.length > 0 && `${opening(listed(names))}.`,
    who.includes('you') && way['you']! < 0 && 'You ended higher than you began.',
  );
}
