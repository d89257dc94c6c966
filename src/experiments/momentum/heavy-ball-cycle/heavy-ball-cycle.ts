import { problems, train, type Values } from '../../../engine/index.ts';
import { fastestDescent, stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { cells } from '../../../figure/panels/cells.ts';
import { learningRate, momentumBeta, startPoint } from '../../kit/fields.ts';
import { offerBelow } from '../../kit/limits.ts';
import { once } from '../../kit/made-once.ts';
import { momentumPad } from '../../kit/pad.ts';
import {
  ALPHA,
  allStarts,
  blocks,
  ENDINGS,
  type Ending,
  type Endings,
  GRID,
  lessardRun,
  longRun,
  type Pair,
  padEndings,
  STARTS,
  startEndings,
  wholePad,
} from './endings.ts';
import { cycleStrip, threeCycle } from './three-cycle.ts';

const parameters = {
  alpha: learningRate('The book’s rate, which multiplies the averaged slope. The steepest curvature is 25.', [
    ALPHA[0],
    0.2,
    ALPHA[1],
  ]),
  beta: momentumBeta('The share of the averaged slope that each step keeps.', [0, 4 / 9, 0.98], { step: 0.001 }),
  start: startPoint('Where the run starts, with *m* = 0.', [-5, 3.3, 5]),
};
type V = Values<typeof parameters>;

interface Own {
  phi: f.Column;
  ending: Ending;
}

/** Descent and Nesterov momentum from the same start, with optimal settings for curvatures from 1 to 25. */
type Rivals = Record<'descent' | 'nesterov', f.Column>;

/** Curvatures of the function: 25 at both ends, 1 in between. */
const [FLAT, STEEP] = [1, 25];
const SHOWN = 40;

export default f.defineExperiment({
  title: 'A heavy ball that never settles',
  question: 'Does momentum converge on every convex function where it is stable?',
  claim: 'With this pair momentum settles from every start',
  source: 'Lessard, Recht and Packard 2016; UDL eq 6.11',
  caption:
    'A convex function of one parameter, with curvatures 25, 1 and 25, and the settings that are best for a bowl of those curvatures. On the pad, pairs in a strong colour keep this start moving without end; the dashed strip is where theory finds a cycle of three. Under the function, shaded starts never settle. Move the ring out of the strip: does less momentum help, or more? Nothing here is random.',
  pace: 'ensemble',
  checked: 'Lessard, Recht and Packard 2016',
  main: ['alpha', 'beta', 'start'],
  parameters,
  parts: ({ alpha, beta, start }: V) => ({
    own: { alpha, beta, start },
    rivals: { start },
    starts: blocks.map((block) => ({ alpha, beta, block })),
    pad: blocks.map((block) => ({ start, block })),
  }),
  measure: {
    own: ({ start, ...pair }: V): Own => longRun(pair, start),
    rivals({ start }: { start: number }): Rivals {
      const look = (Math.sqrt(STEEP) - 1) / (Math.sqrt(STEEP) + 1);
      const of = (rule: 'momentum' | 'nesterov', pair: Pair) => train(lessardRun(rule, pair, start, SHOWN)).phi;
      return {
        descent: of('momentum', { alpha: fastestDescent(FLAT, STEEP).alpha, beta: 0 }),
        nesterov: of('nesterov', { alpha: 1 / STEEP / (1 - look), beta: look }),
      };
    },
    starts: ({ block, ...pair }: Pair & { block: number }) => startEndings(pair, block),
    pad: ({ start, block }: { start: number; block: number }) => padEndings(start, block),
  },
  present(values, { own, rivals, ...blocks }, { at } = {}) {
    const { alpha, beta, start } = values;
    const limit = stabilityLimit(beta) / STEEP;
    const starts = allStarts(blocks.starts);
    const share = unsettledShare(starts);
    const cycle = threeCycle(alpha, beta)?.toSorted((a, b) => b - a);
    const phi = own?.phi;
    const late = [...(phi?.subarray(-3) ?? [])].sort((a, b) => b - a);
    return {
      panels: [
        pad(values, wholePad(blocks.pad)),
        convex(values, phi, starts, at),
        track(values, { phi, rivals, cycle, at }),
      ],
      numbers: {
        start: f.fixed(start, 2),
        share: f.percent(share, 1),
        limit: f.fixed(limit, 4),
        high: f.fixed(late[0], 4),
        middle: f.fixed(late[1], 4),
        low: f.fixed(late[2], 4),
        cycleHigh: f.fixed(cycle?.[0], 4),
        cycleMiddle: f.fixed(cycle?.[1], 4),
        cycleLow: f.fixed(cycle?.[2], 4),
        end: f.fixed(phi?.[Math.min(SHOWN, phi.length - 1)], 4),
        descentEnd: f.fixed(rivals?.descent.at(-1), 4),
        nesterovEnd: f.fixed(rivals?.nesterov.at(-1), 4),
      },
      steps: SHOWN,
      verdict: verdictsOf({ past: alpha >= limit, start, ending: own?.ending, share, cycles: cycle !== undefined }),
      limits: { alpha: [{ at: limit, label: 'limit, 2(1 + β)/(25(1 − β))' }] },
      ...(alpha >= limit && { offers: offerBelow('alpha', limit) }),
    };
  },
  python: ({ start, ...pair }) =>
    f.pythonScript({
      about: 'Momentum on the convex function of Lessard, Recht and Packard.',
      ...lessardRun('momentum', pair, start, SHOWN),
      prints: { end: 'path[-1, 0]', limit: '2 * (1 + beta) / (1 - beta) / 25' },
    }),
});

/** Fraction of the starts so far that do not settle. */
function unsettledShare(starts: Endings): number | undefined {
  const known = starts.filter((start) => start >= 0);
  return known.length > 0 ? known.filter((one) => ENDINGS[one] !== 'settles').length / known.length : undefined;
}

const theory = once(() => cycleStrip(ALPHA));

function pad({ alpha, beta, start }: V, endings: Endings): f.SurfacePanel {
  return momentumPad({
    title: `Which learning rates and momenta keep the start ${start} moving without end`,
    alphaLabel: 'learning rate α',
    alphaDomain: ALPHA,
    limit: (b) => stabilityLimit(b) / STEEP,
    limitLabel: 'diverges',
    at: [alpha, beta],
    cells: cells({
      // A missing run is a category of its own, after the others.
      cells: endings.map((ending) => (ending < 0 ? ENDINGS.length : ending)),
      ...GRID,
      categories: [
        { label: 'settles', tint: 3 },
        { label: 'never settles', tint: 11 },
        { label: 'diverges', tint: 'page' },
        { label: 'not measured yet', tint: 'page' },
      ],
    }),
    lines: [f.path('cycle of three, theory', 'theory', theory())],
  });
}

interface Look {
  phi: f.Column | undefined;
  rivals: Rivals | undefined;
  /** The theoretical cycle, its highest point first. */
  cycle: readonly number[] | undefined;
  at: number | undefined;
}

function track({ alpha, beta }: V, { phi, rivals, cycle = [], at }: Look): f.ChartPanel {
  const early = (name: string, role: f.Role, all: f.Column | undefined, label: string): f.ChartSeries | undefined => {
    const y = all?.slice(0, SHOWN + 1);
    return y && f.line(name, role, y, { label });
  };
  const now = at === undefined || !phi ? undefined : Math.min(at, SHOWN, phi.length - 1);
  return f.chart({
    name: 'track',
    title: `The parameter at each step, learning rate ${alpha}, momentum ${Number(beta.toFixed(3))}`,
    x: f.axis('step *t*', [0, SHOWN], { ticks: [0, 20, 40] }),
    y: f.axis('parameter ϕ at each step', [-5, 5], { ticks: [-4, 0, 4] }),
    steps: true,
    references: cycle.map((place, k) => f.level(place, k === 0 ? 'cycle' : '', 'theory')),
    series: f.some(
      early('plain descent at its best', 'baseline', rivals?.descent, 'descent'),
      early('Nesterov at its best', 'measured', rivals?.nesterov, 'Nesterov'),
      early('heavy ball', 'run', phi, 'heavy ball'),
    ),
    points: f.some(
      phi &&
        now !== undefined &&
        f.point('now', 'now', now, phi[now]!, { label: `step ${now}: ${phi[now]!.toFixed(2)}` }),
    ),
  });
}

/** The function, the final positions of the run, and the starts that never settle as shaded intervals. */
function convex({ start }: V, phi: f.Column | undefined, starts: Endings, at: number | undefined): f.ChartPanel {
  const x = Float64Array.from({ length: 201 }, (_, i) => -5 + i / 20);
  const loss = (place: number): number => problems.lessard.loss(Float64Array.of(place));
  const seen = at === undefined ? phi?.subarray(-3) : phi?.subarray(at, at + 1);
  return f.chart({
    name: 'function',
    title: 'The convex function, where the last three steps of the run are, and which starts never settle',
    x: f.axis('parameter ϕ; shaded: starts that never settle', [-5, 5], { ticks: [-5, -2, 0, 1, 2, 5] }),
    y: f.axis('loss *L*', [0, 120], { ticks: [0, 50, 100] }),
    regions: stretches(starts),
    series: [f.curve('loss', 'measured', x, loss)],
    points: Array.from(seen ?? [], (place, k) => f.point('end', `state ${k + 1}`, place, loss(place), { role: 'run' })),
    handle: f.ring({ x: 'start' }, [start, 0], 'start'),
  });
}

/** Adjacent starts that do not settle, merged into intervals. */
function stretches(starts: Endings): f.ChartRegion[] {
  const found: { from: number; to: number }[] = [];
  for (const [i, one] of starts.entries()) {
    if (one <= 0) continue;
    const [from, to] = [STARTS[i]! - 0.005, STARTS[i]! + 0.005];
    const open = found.at(-1);
    if (open && from - open.to < 1e-9) open.to = to;
    else found.push({ from, to });
  }
  return found.map(({ from, to }) => f.stretch('x', from, to, 'baseline'));
}

interface Seen {
  past: boolean;
  start: number;
  ending: Ending | undefined;
  share: number | undefined;
  cycles: boolean;
}

function verdictsOf({ past, start, ending, share, cycles }: Seen): f.Presented['verdict'] {
  if (!past && !ending) return f.measuring();
  const limit = 'The rate is past the limit {limit} for this β: no run that starts beside the minimum settles.';
  const ofAll = share === undefined ? '' : ' {share} of all starts from −5 to 5 do not settle.';
  const never = 'From {start} momentum never settles, though the function is convex and the rate below its limit';
  const others = `.${ofAll} Plain descent and Nesterov settle.`;
  return [
    [past && start === 0, `${limit} This one starts at it, and stays.`, 'fails'],
    [past, limit, 'fails'],
    [
      ending === 'never settles' && cycles,
      `${never}: it goes round {high}, {middle} and {low}, where theory has its cycle${others}`,
      'fails',
    ],
    [ending === 'never settles', `${never}${others}`, 'fails'],
    [
      true,
      `From {start} this run ${ending} at the minimum.${ofAll}`,
      share !== undefined && share > 0 ? 'depends' : 'holds',
    ],
  ];
}
