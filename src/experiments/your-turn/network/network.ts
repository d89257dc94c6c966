import { allOptimizers } from '../../../engine/optimizers/since-the-book.ts';
import { placesOf } from '../../../engine/places.ts';
import { choice, flag, integer, number, places, type Values } from '../../../engine/schema.ts';
import * as f from '../../../figure/index.ts';
import { seed } from '../../kit/fields.ts';
import { type RuleId, ruleIds } from '../../kit/network-rates.ts';
import { ruleGroups } from '../../kit/rule-names.ts';
import { dataSets, onPlane, PLANE, type PointSet, pointsOf } from './data-sets.ts';
import { fieldsOf, type Unit } from './fields.ts';
import { createPlaneNetwork, type PlaneNetwork } from './plane-network.ts';
import { summaryOf, summaryOfThree } from './summary.ts';
import { hasRate, learningRate, runOf, type Setup, type Stand, trainedTo } from './training.ts';

/** Maximum units of a layer, and points of each kind. */
const WIDEST = 8;
const MOST_OWN = 120;

const titles = Object.fromEntries(ruleIds.map((id) => [id, allOptimizers[id].title])) as Record<RuleId, string>;

/** What a point of each kind is called. */
const SIGNS = { filled: 'blue dot', hollow: 'orange ring' } as const;
const ownPoints = (kind: keyof typeof SIGNS) =>
  places({
    label: `Your ${SIGNS[kind]} points`,
    help: 'Clicks on the map put them there.',
    default: '',
    most: MOST_OWN,
  });

const parameters = {
  // Not `data`, which is already a prop of an experiment on a page.
  points: choice({
    label: 'Data',
    help: 'What is learned: points of two kinds, and as many are kept back.',
    default: 'moons',
    options: { ...dataSets, own: 'Your points' },
  }),
  noise: number({
    label: 'Noise',
    help: 'The standard deviation of what is added to the places of points.',
    default: 0.07,
    min: 0,
    max: 0.5,
    step: 0.01,
  }),
  next: choice({
    label: 'Next point',
    help: 'The kind of the point that the next click on the map puts there.',
    default: 'filled',
    options: SIGNS,
    onlyMarks: true,
  }),
  filled: ownPoints('filled'),
  hollow: ownPoints('hollow'),
  first: integer({ label: 'First layer', help: 'Units of the first layer.', default: 4, min: 1, max: WIDEST }),
  second: integer({
    label: 'Second layer',
    help: 'Units of the second layer; at 0 there is none.',
    default: 3,
    min: 0,
    max: WIDEST,
  }),
  activation: choice({
    label: 'Activation',
    help: 'The function that each hidden unit applies to its sum.',
    default: 'tanh',
    options: { tanh: 'tanh', relu: 'ReLU' },
  }),
  optimizer: choice({
    label: 'Rule',
    help: 'How the weights move.',
    default: 'adam',
    options: titles,
    groups: ruleGroups,
  }),
  rate: number({
    label: 'Rate',
    help: 'A multiple of the learning rate that suits the rule. The sentence of the workshop has the rate itself.',
    default: 1,
    min: 0.01,
    max: 100,
    step: 0.01,
    scale: 'log',
  }),
  batch: choice({
    label: 'Batch',
    help: 'Points whose gradient a step uses.',
    default: 'all',
    options: { 1: '1', 4: '4', 10: '10', 30: '30', all: 'all points' },
  }),
  rule: f.ownRule,
  unit: integer({
    label: 'Shown large, 1 for the output',
    help: 'Whose answer is shown large: 1 is the output, then come the units of the hidden layers.',
    default: 1,
    min: 1,
    max: 2 * WIDEST + 1,
    onlyMarks: true,
    ofOneRun: true,
  }),
  seed: { ...seed('Draws the points, the first weights and the batches.'), default: 8, max: 1_000_000 },
  start: integer({
    label: 'Start',
    help: 'Draws other first weights for the same points.',
    default: 1,
    min: 1,
    max: 999,
  }),
  compare: flag({
    label: 'Three rules side by side',
    help: 'Descent, momentum and Adam train the same network from the same weights, each at its suggested rate.',
    default: false,
  }),
  steps: integer({
    label: 'Steps',
    help: 'How far the training has come.',
    default: 300,
    min: 0,
    max: 1000,
  }),
};
type V = Values<typeof parameters>;
type RunPart = Setup & { rule: string; steps: number };

/** The rules trained side by side, with their roles in a picture and their names in a sentence. */
const rivals = [
  ['gradientDescent', 'descent', 'descent'],
  ['momentum', 'momentum', 'momentum'],
  ['adam', 'adam', 'Adam'],
] as const;

/** Number of steps for which a network continues once all points are right, so that it visibly becomes certain. */
const AFTERWARDS = 150;

const setupOf = ({
  points: data,
  noise,
  filled,
  hollow,
  first,
  second,
  activation,
  optimizer,
  rate,
  batch,
  seed,
  start,
}: V): Setup => ({
  ...(data === 'own' ? { data, noise: 0, filled, hollow } : { data, noise, filled: '', hollow: '' }),
  hidden: second === 0 ? [first] : [first, second],
  activation,
  optimizer,
  rate,
  batch: batch === 'all' ? 0 : Number(batch),
  seed,
  weights: start,
});

/** The units that can be enlarged: the output first. */
const unitsOf = (hidden: readonly number[]): Unit[] => [
  { layer: hidden.length + 1, unit: 0 },
  ...hidden.flatMap((width, l) => Array.from({ length: width }, (_, unit) => ({ layer: l + 1, unit }))),
];

/** `unit 2 of layer 1`; `layers` counts the hidden ones and the output. */
export function unitName({ layer, unit }: Unit, layers: number): string {
  if (layer === 0) return unit === 0 ? 'first input' : 'second input';
  if (layer === layers) return 'output';
  return layers === 2 ? `unit ${unit + 1}` : `unit ${unit + 1} of layer ${layer}`;
}

export default f.defineExperiment({
  title: 'A network, unit by unit',
  question: 'What does each unit of a network learn?',
  source: 'UDL 3.4, 6.1 to 6.4',
  caption:
    'Each square shows what one unit answers over the whole plane, and the large one shows the output, or the unit that you point at. The deeper a colour, the surer the answer, and the heavy line is where it changes. A line’s width is the size of a weight; dashed means negative. One seed. Which unit finds which edge of the data?',
  pace: 'instant',
  checked: 'losses, gradients and steps by PyTorch',
  parameters,
  frames: 'steps',
  main: ['points', 'rate'],
  parts: (values: V) => ({
    run: { ...setupOf(values), rule: values.rule, steps: values.steps } satisfies RunPart,
    rivals: values.compare
      ? rivals.map(([optimizer]): RunPart => ({ ...setupOf(values), optimizer, rule: '', steps: values.steps }))
      : [],
  }),
  ruled: { run: ({ rule: _, steps, ...setup }: RunPart) => ({ ...runOf(setup), steps }) },
  measure: {
    run: ({ rule, steps, ...setup }: RunPart, made?: f.Waypoints) => trainedTo(setup, steps, made, rule),
    rivals: ({ rule: _, steps, ...setup }: RunPart) => trainedTo(setup, steps),
  },
  present(values, { run, rivals: side }, { pinned } = {}) {
    if (!run) return f.unmeasured;
    const setup = setupOf(values);
    const { train, test } = pointsOf(setup);
    const net = createPlaneNetwork(setup.hidden, setup.activation, train);
    const layers = net.layers.length;
    const choices = unitsOf(setup.hidden);
    const picked = choices[values.unit - 1] ?? choices[0]!;
    const isUnit = picked.layer < layers;
    const fieldOf = (stand: Stand, name: string, unit: Unit): f.NetworkField => {
      const wrong = wrongOf(net, stand, train);
      return {
        name,
        answers: fieldsOf(net, stand.phi, setup.activation, unit).large,
        right: train.y.length - wrong.length,
        wrong,
        losses: { step: stand.losses.step, loss: stand.losses.learned },
      };
    };
    const seen = fieldsOf(net, run.phi, setup.activation, picked);
    const wrong = wrongOf(net, run, train);
    const right = train.y.length - wrong.length;
    const keptRight = test.y.length > 0 ? net.evaluate(run.phi, test).right : 0;
    const trio = rivals.flatMap(([, role, name], k) => {
      const stand = side[k];
      return stand ? [{ name, role, stand, field: fieldOf(stand, name, choices[0]!) }] : [];
    });
    const own = values.points === 'own';
    const alpha = learningRate(values);
    const kinds = f.some<keyof typeof SIGNS>(values.filled !== '' && 'filled', values.hollow !== '' && 'hollow');
    const wanted = own ? wantedPoints(kinds) : undefined;
    // Rules are compared on points of both kinds, which are changed on one plane only.
    const isTrio = values.compare && trio.length === rivals.length && !wanted;
    const isEdited = own && !isTrio;
    const newest = placesOf(values[values.next]).at(-1);
    const title = unitName(picked, layers);
    const share = right / train.y.length;
    const stalls = stallsAt(values, run, share);
    const swings = swingsAt(values, run, share);
    const dones = isTrio ? trio.map(({ stand }) => stand.done) : [run.done];
    const rests = dones.every((done) => done !== undefined) ? Math.max(...dones) + AFTERWARDS : undefined;
    return {
      panels: [
        f.network({
          name: 'network',
          title: 'The network: a line for each weight, and in each square what its unit answers over the plane',
          units: seen.units.map((row, layer) =>
            row.map((answers, unit) => ({ name: unitName({ layer, unit }, layers), answers })),
          ),
          weights: net.layers.map(({ weights, biases }) => run.phi.slice(weights, biases)),
          sizes: [undefined, 'first', 'second', undefined].slice(0, layers + 1),
          picks: { name: 'unit', units: choices, at: choices.indexOf(picked) },
          choices: {
            name: 'points',
            at: values.points,
            options: pictured(values).map((data) => choiceOf(data, values)),
          },
          fields: isTrio
            ? trio.map(({ field, role }) => ({ ...field, role }))
            : [
                {
                  name: title,
                  answers: seen.large,
                  right,
                  // The rings are mistakes of the output, not of one unit.
                  wrong: isUnit ? new Float64Array(0) : wrong,
                  losses: { step: run.losses.step, loss: run.losses.learned },
                },
              ],
          plane: f.map({
            name: 'plane',
            title: `The answers of the ${title} over the plane, with the points and the boundary`,
            x: f.axis('', PLANE.x),
            y: f.axis('', PLANE.y),
            points: marksOf(train),
            handle: isEdited
              ? f.ring(
                  { adds: values.next, chosen: 'next' },
                  newest ? onPlane(newest) : [0, 0],
                  `The newest ${SIGNS[values.next]}`,
                )
              : undefined,
          }),
        }),
        losses(run, pinned?.results.run, values.rule === '' ? 'pinned' : 'original'),
        ...weightTables(net.layers, run.phi, layers),
      ],
      numbers: f.known({
        steps: f.count(run.step),
        lost: run.lost === undefined ? undefined : f.count(run.lost - 1),
        learned: f.count(train.y.length),
        right: f.count(right),
        done: run.done === undefined ? undefined : f.count(run.done),
        loss: f.significant(run.losses.learned.at(-1) ?? Number.NaN, 3),
        kept: test.y.length > 0 ? f.count(test.y.length) : undefined,
        keptRight: test.y.length > 0 ? f.count(keptRight) : undefined,
        rate: hasRate(values.optimizer) ? f.fixed(alpha, decimalsOf(alpha)) : undefined,
        times: f.fixed(values.rate, decimalsOf(values.rate)),
        ...Object.fromEntries(
          trio.flatMap(({ role, stand: { done }, field }) => [
            [`${role}Right`, f.count(field.right)],
            ...(done === undefined ? [] : [[`${role}Done`, f.count(done)] as const]),
          ]),
        ),
      }),
      verdict: wanted
        ? f.unanswered(wanted)
        : { text: sentence(values, run, { hasKept: test.y.length > 0, stalls, swings }) },
      summary:
        wanted ??
        (isTrio
          ? summaryOfThree(trio, run.step)
          : summaryOf(run, picked, layers, { wrong: wrong.length, swings, rate: values.rate })),
      main: isEdited ? ['points', 'next', 'rate'] : ['points', 'rate'],
      // The picture itself is the control of the enlarged unit.
      idle: ['unit'],
      ...(rests !== undefined && { rests }),
      ...((run.lost !== undefined || wanted) && !isTrio && { ended: true as const }),
      offers: f.some<Offer>(
        isUnit && { text: 'show the whole network', set: { unit: 1 } },
        isEdited &&
          kinds.map((kind) => ({
            text: `take the last ${SIGNS[kind]} back`,
            set: {},
            takesBack: kind,
          })),
        !isUnit && swings && { text: 'go back to a rate of 1', set: { rate: parameters.rate.default } },
        !isUnit && stalls && { text: 'try another start', set: { start: (values.start % parameters.start.max) + 1 } },
        !isUnit && stalls && { text: 'give each layer more units', set: widened(values) },
        !isUnit && values.second === 0 && { text: 'add a second layer', set: { second: 1 } },
      ),
    };
  },
  python: (values) => {
    const { points: _, ...run } = runOf(setupOf(values));
    return f.pythonScript({
      about: 'A small network that tells two kinds of points apart.',
      ...run,
      steps: values.steps,
      rule: values.rule,
      prints: { loss: 'losses[-1]' },
    });
  },
});

type Offer = NonNullable<f.Presentation['offers']>[number];

/** The points that the reader still has to add before there is anything to learn. */
function wantedPoints([kind, other]: readonly (keyof typeof SIGNS)[]): string | undefined {
  if (other !== undefined) return undefined;
  if (kind === undefined) return 'Click on the map or draw across it: that puts points there. Put some of each kind.';
  return `Now put some ${SIGNS[kind === 'filled' ? 'hollow' : 'filled']}s there: with one kind there is nothing to tell apart.`;
}

/**
 * A training has stalled if it has made this many steps, has reduced its loss by less than this fraction in the last
 * quarter of them, and has fewer than this fraction right.
 */
const STALLED = { steps: 400, lost: 0.1, right: 0.95 } as const;
/** Multiples of the suggested rate for which the rate is not to blame. */
const USUAL_RATE = [0.3, 3] as const;

const widened = ({ first, second }: V) => ({
  first: Math.min(WIDEST, 2 * first),
  second: Math.min(WIDEST, 2 * second),
});

/** Whether the network has nearly stopped learning data that a larger one may learn. */
function stallsAt(values: V, { step, losses: { learned } }: Stand, right: number): boolean {
  const { first, second, rate, rule } = values;
  const mayGrow = first < WIDEST || (second > 0 && second < WIDEST);
  const isUsual = rule === '' && rate >= USUAL_RATE[0] && rate <= USUAL_RATE[1];
  if (!mayGrow || !isUsual || step < STALLED.steps || right >= STALLED.right) return false;
  const [then = 0, now = 0] = [learned[Math.floor(0.75 * learned.length)], learned.at(-1)];
  return now > (1 - STALLED.lost) * then;
}

/** Whether the rate is so high that the loss has risen, in total, by more than its initial value. */
function swingsAt({ optimizer, rate, rule }: V, { lost, losses: { learned } }: Stand, right: number): boolean {
  const isHigh = rule === '' && hasRate(optimizer) && rate > USUAL_RATE[1];
  if (!isHigh || lost !== undefined || right >= STALLED.right) return false;
  const climbed = learned.reduce((sum, loss, k) => sum + Math.max(0, loss - (learned[k - 1] ?? loss)), 0);
  return climbed > (learned[0] ?? Number.NaN);
}

function sentence(
  values: V,
  { step, lost }: Stand,
  { hasKept, stalls, swings }: { hasKept: boolean; stalls: boolean; swings: boolean },
): string {
  const rule =
    values.rule !== ''
      ? 'your rule'
      : `${spoken(titles[values.optimizer])}${hasRate(values.optimizer) ? ` at ${rateOf(values)}` : ''}`;
  const start =
    step === 0 && lost === undefined
      ? 'Before its first step the network guesses: '
      : lost === undefined
        ? `After {steps} steps of ${rule}, `
        : `By ${rule} the training diverged after step {lost}; try a smaller rate. There `;
  const kept = hasKept ? ', and {keptRight} of the {kept} that were kept back' : '';
  return `${start}{right} of {learned} points are right, at a loss of {loss}${kept}.${stalls ? ' It hardly learns any more, and more units may help.' : ''}${swings ? ' The loss has leapt up on its way, so the rate is too high: try a smaller one.' : ''}`;
}

const rateOf = ({ rate }: V): string =>
  rate === 1 ? 'its suggested rate of {rate}' : 'a rate of {rate}, which is {times} times the suggested one';

/** A title within a sentence: names of rules keep their capital. */
const spoken = (title: string): string =>
  title.replace(/^(?:Gradient|Momentum|Normalized|Schedule)/, (word) => word.toLowerCase());

/** The decimals with which a rate is shown. */
const decimalsOf = (value: number): number =>
  (/\.(\d+)$/.exec(value.toPrecision(12).replace(/0+$/, ''))?.[1] ?? '').length;

/** Data shown as pictures: others are in the list of the workshop. */
const PICTURED = ['moons', 'circle', 'corners', 'winding', 'own'] as const;
const pictured = ({ points }: V): V['points'][] => [
  ...PICTURED,
  ...([points] as const).filter((one) => !PICTURED.includes(one as 'own')),
];

/** The picture of data. Each begins with the same few units and the suggested rate; the long spiral needs more of them at most starts. */
function choiceOf(data: V['points'], values: V) {
  const { train } = pointsOf(setupOf({ ...values, points: data }));
  const { first, second, rate } = parameters;
  const column = (k: number): f.Column => Float64Array.from(train.y, (_, i) => train.x[2 * i + k] ?? 0);
  return {
    value: data,
    label: data === 'own' ? 'Your points' : dataSets[data],
    x: column(0),
    y: column(1),
    kind: Float64Array.from(train.y),
    set: { first: first.default, second: second.default, rate: rate.default },
  };
}

/** The indices of the points that are not on their own colour. */
function wrongOf(net: PlaneNetwork, { phi }: Stand, { x, y }: PointSet): f.Column {
  const shares = net.answers(phi, x).at(-1) ?? [];
  return Float64Array.from(Array.from(y.keys()).filter((k) => shares[k]! > 0.5 !== (y[k] === 1)));
}

/** Filled and hollow: the two kinds differ in shape, not in colour. */
const marksOf = ({ x, y }: PointSet) =>
  Array.from(y, (kind, i) =>
    f.point(kind === 1 ? 'dot' : 'hollow', kind === 1 ? 'filled' : 'hollow', x[2 * i] ?? 0, x[2 * i + 1] ?? 0),
  );

function losses({ losses: own }: Stand, before: Stand | undefined, name: string): f.Panel {
  const there = (column: f.Column): boolean => column.some(Number.isFinite);
  const highest = Math.max(...own.learned.filter(Number.isFinite), ...own.kept.filter(Number.isFinite), 0.1);
  return f.chart({
    name: 'loss',
    title: 'The loss on the points that are learned, and on those kept back',
    x: f.axis('step t', [0, Math.max(1, own.step.at(-1) ?? 1)]),
    y: f.axis('loss L', [0, highest]),
    series: f.some(
      before && f.line(name, 'baseline', before.losses.step, before.losses.learned, { label: true }),
      there(own.learned) && f.line('learned', 'run', own.step, own.learned, { label: true }),
      there(own.kept) && f.line('kept back', 'measured', own.step, own.kept, { label: true }),
    ),
  });
}

/** Every weight as a number: the values of the lines. */
const weightTables = (
  layers: ReturnType<typeof createPlaneNetwork>['layers'],
  phi: f.Column,
  count: number,
): f.Panel[] =>
  layers.map(({ inputs, outputs, weights, biases }, l) =>
    f.table({
      name: `weights ${l + 1}`,
      title: l + 1 === count ? 'Weights into the output' : `Weights into layer ${l + 1}`,
      columns: [
        f.words('to'),
        ...Array.from({ length: inputs }, (_, i) => f.figures(`from ${unitName({ layer: l, unit: i }, count)}`, 2)),
        f.figures('bias', 2),
      ],
      rows: Array.from({ length: outputs }, (_, j) => [
        unitName({ layer: l + 1, unit: j }, count),
        ...Array.from({ length: inputs }, (_, i) => phi[weights + i * outputs + j] ?? null),
        phi[biases + j] ?? null,
      ]),
    }),
  );
