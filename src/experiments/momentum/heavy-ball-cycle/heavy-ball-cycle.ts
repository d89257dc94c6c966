import { number, optimizers, problems, train } from '../../../engine/index.ts';
import type { Values } from '../../../engine/schema.ts';
import { convergenceRate } from '../../../engine/theory/convergence-rate.ts';
import { fastestDescent, stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import { defineExperiment, type Presentation } from '../../../figure/experiment.ts';
import { cells } from '../../../figure/panels/cells.ts';
import { cellCentres } from '../../../figure/panels/contours.ts';
import type {
  ChartPanel,
  ChartRegion,
  Column,
  Role,
  SurfaceCells,
  SurfacePanel,
} from '../../../figure/panels/panel.ts';
import { pythonScript } from '../../../figure/python.ts';
import { momentumPad } from '../../kit/pad.ts';
import { cycleRegion, threeCycle } from './three-cycle.ts';

const ALPHA = [0.05, 1] as const;

const parameters = {
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'The book’s rate, which multiplies the averaged slope. The steepest curvature is 25.',
    default: 0.2,
    min: ALPHA[0],
    max: ALPHA[1],
    step: 0.001,
    scale: 'log',
  }),
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the averaged slope that each step keeps.',
    default: 4 / 9,
    min: 0,
    max: 0.98,
    step: 0.001,
  }),
  start: number({
    label: 'Start ϕ',
    symbol: String.raw`\phi`,
    help: 'Where the run starts, with *m* = 0.',
    default: 3.3,
    min: -5,
    max: 5,
    step: 0.01,
  }),
};
type V = Values<typeof parameters>;

type Work =
  | { what: 'run'; alpha: number; beta: number; start: number }
  | { what: 'starts'; alpha: number; beta: number; block: number }
  | { what: 'pad'; start: number; block: number };

interface Result {
  /** The reader's run; descent and Nesterov momentum at their best for curvatures from 1 to 25. */
  runs?: readonly [Column, Column, Column];
  ending?: Ending;
  /** Endings of a block of starts, or of rows of the pad: index in ENDINGS. */
  endings?: Int8Array<ArrayBuffer>;
}

const ENDINGS = ['settles', 'never settles', 'diverges'] as const;
type Ending = (typeof ENDINGS)[number];

/** Curvatures of the function: 25 at both ends, 1 between. */
const [FLAT, STEEP] = [1, 25];
const SHOWN = 40;
const LONG = 360;
/** A run whose amplitude shrinks by less than this a step, in the last third of LONG steps, has not settled. */
const KEEPS = 0.999;
const BLOCKS = 4;
const STARTS = Float64Array.from({ length: 1001 }, (_, i) => (i - 500) / 100);
const GRID = { columns: 56, rows: 36 } as const;
const SAFE = 0.9;

export default defineExperiment({
  title: 'A heavy ball that never settles',
  question: 'Does momentum converge on every convex function where it is stable?',
  claim: 'With this pair momentum settles from every start',
  source: 'Lessard, Recht and Packard 2016; UDL eq 6.11',
  caption:
    'A convex function of one parameter, with curvatures 25, 1 and 25, and the settings that are best for a bowl of those curvatures. On the pad, dark pairs keep this start moving for ever; the dashed strip is where theory finds a cycle of three. Under the function, shaded starts never settle. Move the ring out of the strip: does less β help, or more? Deterministic.',
  pace: 'ensemble',
  checked: 'Lessard, Recht and Packard 2016',
  parameters,
  parts: (values: V) => ({
    all: (({ alpha, beta, start }: V): Work[] => [
      { what: 'run', alpha, beta, start },
      ...blocks((block): Work => ({ what: 'starts', alpha, beta, block })),
      ...blocks((block): Work => ({ what: 'pad', start, block })),
    ])(values),
  }),
  measure: {
    all(part: Work): Result {
      if (part.what === 'run') {
        const { alpha, beta, start } = part;
        const own = run('momentum', { alpha, beta }, start, LONG);
        const descent = run('momentum', { alpha: fastestDescent(FLAT, STEEP).alpha, beta: 0 }, start, SHOWN);
        const look = (Math.sqrt(STEEP) - 1) / (Math.sqrt(STEEP) + 1);
        const nesterov = run('nesterov', { alpha: 1 / STEEP / (1 - look), beta: look }, start, SHOWN);
        return { runs: [own.phi, descent.phi, nesterov.phi], ending: ending(own) };
      }
      const pairs =
        part.what === 'starts'
          ? [...STARTS].filter((_, i) => i % BLOCKS === part.block).map((start) => ({ ...part, start }))
          : padPairs(part.block).map((pair) => ({ ...pair, start: part.start }));
      const found = pairs.map(({ alpha, beta, start }) => ending(run('momentum', { alpha, beta }, start, LONG)));
      return { endings: Int8Array.from(found, (one) => ENDINGS.indexOf(one)) };
    },
  },
  present(values, { all: results }, { at } = {}) {
    const { alpha, beta, start } = values;
    const [own] = results;
    const limit = stabilityLimit(beta) / STEEP;
    const starts = together(results.slice(1, 1 + BLOCKS), STARTS.length);
    const known = starts.filter((one) => one >= 0);
    const unsettled = known.filter((one) => ENDINGS[one] !== 'settles').length;
    const cycle = threeCycle(alpha, beta);
    const phi = own?.runs?.[0];
    const late = phi ? [...phi.subarray(Math.max(0, phi.length - 3))].sort((a, b) => b - a) : [];
    const order = cycle ? [...cycle].sort((a, b) => b - a) : [];
    const numbers: Presentation['numbers'] = {
      start: { value: start, digits: 2 },
      share: { value: known.length > 0 ? unsettled / known.length : Number.NaN, digits: 1, percent: true },
      limit: { value: limit, digits: 4 },
      high: { value: late[0] ?? Number.NaN, digits: 4 },
      middle: { value: late[1] ?? Number.NaN, digits: 4 },
      low: { value: late[2] ?? Number.NaN, digits: 4 },
      cycleHigh: { value: order[0] ?? Number.NaN, digits: 4 },
      cycleMiddle: { value: order[1] ?? Number.NaN, digits: 4 },
      cycleLow: { value: order[2] ?? Number.NaN, digits: 4 },
      end: { value: phi?.[Math.min(SHOWN, phi.length - 1)] ?? Number.NaN, digits: 4 },
      descentEnd: { value: own?.runs?.[1].at(-1) ?? Number.NaN, digits: 4 },
      nesterovEnd: { value: own?.runs?.[2].at(-1) ?? Number.NaN, digits: 4 },
    };
    return {
      panels: [
        pad(values, together(results.slice(1 + BLOCKS), GRID.columns * GRID.rows)),
        track(values, own, order, at),
        convex(values, own, starts, at),
      ],
      numbers,
      steps: SHOWN,
      arrangement: 'sheet-and-stack',
      ...verdictOf(values, own?.ending, known.length > 0, unsettled > 0, cycle !== undefined),
      limits: { alpha: [{ at: limit, label: '2(1 + β)/(25(1 − β))' }] },
    };
  },
  python: ({ alpha, beta, start }) =>
    pythonScript({
      about: 'Momentum on the convex function of Lessard, Recht and Packard.',
      problem: problems.lessard,
      optimizer: optimizers.momentum,
      hyper: { alpha, beta },
      start: [start],
      steps: SHOWN,
      prints: { end: 'path[-1, 0]', limit: '2 * (1 + beta) / (1 - beta) / 25' },
    }),
});

function blocks<One>(make: (block: number) => One): One[] {
  return Array.from({ length: BLOCKS }, (_, block) => make(block));
}

interface Run {
  phi: Column;
  diverged: boolean;
}

function run(id: 'momentum' | 'nesterov', hyper: { alpha: number; beta: number }, start: number, steps: number): Run {
  const { phi, status } = train({
    problem: problems.lessard,
    optimizer: optimizers[id],
    hyper,
    start: [start],
    steps,
    record: { loss: 'ends' },
  });
  return { phi, diverged: status.kind === 'diverged' };
}

function ending({ phi, diverged }: Run): Ending {
  if (diverged) return 'diverges';
  const rate = convergenceRate(phi.map(Math.abs));
  if (rate > 1 / KEEPS) return 'diverges';
  return rate > KEEPS ? 'never settles' : 'settles';
}

/** Pairs of every fourth row of the pad. */
function padPairs(block: number): { alpha: number; beta: number }[] {
  const alphas = cellCentres(ALPHA, GRID.columns, 'log').slice(1, -1);
  const betas = cellCentres([0, 1], GRID.rows).slice(1, -1);
  return [...betas]
    .filter((_, row) => row % BLOCKS === block)
    .flatMap((beta) => [...alphas].map((alpha) => ({ alpha, beta })));
}

/** Blocks put back in order: single starts are dealt out in turn, rows of the pad as wholes. -1 where none has arrived. */
function together(parts: readonly (Result | undefined)[], length: number): Int8Array<ArrayBuffer> {
  const whole = new Int8Array(length).fill(-1);
  const run = length === STARTS.length ? 1 : GRID.columns;
  for (const [block, part] of parts.entries())
    part?.endings?.forEach((one, k) => {
      whole[(Math.floor(k / run) * BLOCKS + block) * run + (k % run)] = one;
    });
  return whole;
}

/** The strip of pairs that have a cycle of three, below the stability limit, as one closed line. */
function strip(): { x: Column; y: Column } {
  const betas = Float64Array.from({ length: 121 }, (_, i) => i / 125);
  const { low, high } = cycleRegion(betas, ALPHA);
  const rows = [...betas.keys()].filter((i) => low[i]! < stabilityLimit(betas[i]!) / STEEP);
  const there = rows.map((i) => low[i]!);
  const back = rows.map((i) => Math.min(high[i]!, stabilityLimit(betas[i]!) / STEEP)).reverse();
  const heights = rows.map((i) => betas[i]!);
  return {
    x: Float64Array.from([...there, ...back, there[0] ?? Number.NaN]),
    y: Float64Array.from([...heights, ...heights.toReversed(), heights[0] ?? Number.NaN]),
  };
}

let theory: ReturnType<typeof strip> | undefined;

function pad({ alpha, beta, start }: V, endings: Int8Array<ArrayBuffer>): SurfacePanel {
  theory ??= strip();
  return momentumPad({
    title: `Which learning rates and momenta keep the start ${start} moving for ever`,
    alphaLabel: 'learning rate α',
    alphaDomain: ALPHA,
    limit: (b) => stabilityLimit(b) / STEEP,
    limitLabel: 'diverges',
    at: [alpha, beta],
    cells: padCells(endings),
    lines: [{ name: 'cycle of three, theory', role: 'theory', ...theory }],
  });
}

/** Categories as tints: what has not arrived is blank. */
function padCells(endings: Int8Array<ArrayBuffer>): SurfaceCells {
  return cells({
    cells: endings.map((one) => (one < 0 ? ENDINGS.length : one)),
    columns: GRID.columns,
    rows: GRID.rows,
    categories: [
      { label: 'settles', tint: 3 },
      { label: 'never settles', tint: 11 },
      { label: 'diverges', tint: 'page' },
      { label: 'not measured yet', tint: 'page' },
    ],
  });
}

function track(
  { alpha, beta }: V,
  own: Result | undefined,
  cycle: readonly number[],
  at: number | undefined,
): ChartPanel {
  const line = (name: string, role: Role, phi: Column | undefined, label: string) =>
    phi
      ? [
          {
            name,
            role,
            kind: 'line' as const,
            x: phi.map((_, t) => t).slice(0, SHOWN + 1),
            y: phi.slice(0, SHOWN + 1),
            label,
          },
        ]
      : [];
  const phi = own?.runs?.[0];
  const now = at === undefined || !phi ? undefined : Math.min(at, SHOWN, phi.length - 1);
  return {
    kind: 'chart',
    name: 'track',
    title: `The parameter at each step, learning rate ${alpha}, momentum ${Number(beta.toFixed(3))}`,
    x: { label: 'step *t*', domain: [0, SHOWN], ticks: [0, 20, 40] },
    y: { label: 'parameter ϕ at each step', domain: [-5, 5], ticks: [-4, 0, 4] },
    steps: true,
    references: cycle.map((point, k) => ({
      axis: 'y' as const,
      at: point,
      label: k === 0 ? 'cycle' : '',
      role: 'theory' as const,
    })),
    series: [
      ...line('plain descent at its best', 'baseline', own?.runs?.[1], 'descent'),
      ...line('Nesterov at its best', 'measured', own?.runs?.[2], 'Nesterov'),
      ...line('heavy ball', 'run', phi, 'heavy ball'),
    ],
    points:
      now === undefined || !phi
        ? []
        : [{ name: 'now', x: now, y: phi[now]!, mark: 'now', label: `step ${now}: ${phi[now]!.toFixed(2)}` }],
  };
}

/** The function, where the run is in the end, and the starts that never settle as shaded stretches. */
function convex(
  { start }: V,
  own: Result | undefined,
  starts: Int8Array<ArrayBuffer>,
  at: number | undefined,
): ChartPanel {
  const x = Float64Array.from({ length: 201 }, (_, i) => -5 + i / 20);
  const loss = (phi: number): number => problems.lessard.loss(Float64Array.of(phi));
  const phi = own?.runs?.[0];
  const seen = phi && at !== undefined ? phi.subarray(at, at + 1) : (phi?.subarray(-3) ?? new Float64Array(0));
  return {
    kind: 'chart',
    name: 'function',
    title: 'The convex function, where the last three steps of the run are, and which starts never settle',
    x: { label: 'parameter ϕ; shaded: starts that never settle', domain: [-5, 5], ticks: [-5, -2, 0, 1, 2, 5] },
    y: { label: 'loss *L*', domain: [0, 120], ticks: [0, 50, 100] },
    regions: stretches(starts),
    series: [{ name: 'loss', role: 'measured', kind: 'line', x, y: x.map(loss) }],
    points: [...seen].map((value, k) => ({
      name: `state ${k + 1}`,
      x: value,
      y: loss(value),
      mark: 'end' as const,
      role: 'run' as const,
    })),
    handle: { x: 'start', at: [start, 0], label: 'start' },
  };
}

/** Neighbouring starts that do not settle, as one stretch each. */
function stretches(starts: Int8Array<ArrayBuffer>): ChartRegion[] {
  const found: { from: number; to: number }[] = [];
  for (const [i, one] of starts.entries()) {
    if (one <= 0) continue;
    const [from, to] = [STARTS[i]! - 0.005, STARTS[i]! + 0.005];
    const open = found.at(-1);
    if (open && from - open.to < 1e-9) open.to = to;
    else found.push({ from, to });
  }
  return found.map((stretch) => ({ axis: 'x', role: 'baseline', ...stretch }));
}

function verdictOf(
  { alpha, beta, start }: V,
  own: Ending | undefined,
  counted: boolean,
  some: boolean,
  cycle: boolean,
): Pick<Presentation, 'verdict' | 'offers'> {
  const share = counted ? ' Of all starts from −5 to 5, {share} do not settle.' : '';
  if (alpha >= stabilityLimit(beta) / STEEP)
    return {
      verdict: {
        text: `The rate is past the limit {limit} for this β: no run that starts beside the minimum settles.${start === 0 ? ' This one starts at it, and stays.' : ''}`,
        outcome: 'fails',
      },
      offers: [
        {
          text: 'Set 0.9 of the limit',
          set: { alpha: Number(((SAFE * stabilityLimit(beta)) / STEEP).toPrecision(3)) },
        },
      ],
    };
  if (own === 'never settles') {
    const where = cycle ? ': it goes round {high}, {middle} and {low}, where theory has its cycle' : '';
    return {
      verdict: {
        text: `From {start} momentum never settles, though the function is convex and the rate below its limit${where}.${share} Plain descent and Nesterov settle.`,
        outcome: 'fails',
      },
    };
  }
  return {
    verdict: {
      text: `From {start} this run ${own ?? 'settles'} at the minimum.${share}`,
      outcome: counted && some ? 'depends' : 'holds',
    },
  };
}
