import {
  batchAt,
  choice,
  coordinate,
  createQuadratic,
  integer,
  number,
  optimizers,
  problems,
  train,
} from '../../engine/index.ts';
import { gaborLandmarks } from '../../engine/problems/gabor-landmarks.ts';
import type { Values } from '../../engine/schema.ts';
import { convergenceRate } from '../../engine/theory/convergence-rate.ts';
import { fastestDescent, nesterovLimit, stabilityLimit } from '../../engine/theory/momentum-theory.ts';
import { defineExperiment, type Outcome, type Presentation } from '../../figure/experiment.ts';
import type { ChartPanel, ChartSeries, Column, Role } from '../../figure/panels/panel.ts';
import { pythonScript } from '../../figure/python.ts';
import { momentumTerms, type StepTerms } from '../kit/momentum-steps.ts';
import { endOfRun, nesterovLedger, nesterovTerms, twoOrders } from '../kit/two-orders.ts';

const parameters = {
  beta: number({
    label: 'Momentum β',
    symbol: String.raw`\beta`,
    help: 'The share of the average that each step keeps.',
    default: 0.6,
    min: 0,
    max: 0.95,
    step: 0.01,
  }),
  alpha: number({
    label: 'Learning rate α',
    symbol: String.raw`\alpha`,
    help: 'The book’s rate, for the run on the sheet.',
    default: 0.6,
    min: 0.01,
    max: 5,
    step: 0.001,
    scale: 'log',
  }),
  kappa: number({
    label: 'Condition number κ',
    symbol: String.raw`\kappa`,
    help: 'Of the bowl on which steps are counted: its largest curvature over its smallest.',
    default: 100,
    min: 2,
    max: 1000,
    step: 1,
    scale: 'log',
  }),
  rate: choice({
    label: 'Limits in terms of',
    help: 'The book’s rate α multiplies an average; a library’s rate a = α(1 − β) multiplies a sum.',
    default: 'book',
    options: { book: 'the book’s α', library: 'a library’s a' },
  }),
  seed: integer({ label: 'Seed', help: 'Of the batches of the run on the sheet.', default: 1, min: 0, max: 9999 }),
};
type V = Values<typeof parameters>;

type Work =
  | { what: 'run'; alpha: number; beta: number; seed: number }
  | { what: 'race'; kappa: number }
  | { what: 'limits' };

interface Result {
  phi?: readonly [Column, Column];
  terms?: readonly StepTerms[];
  batches?: readonly Int32Array<ArrayBuffer>[];
  /** Steps to a millionth of the first distance: descent, heavy ball, Nesterov. */
  steps?: readonly number[];
  /** Measured limits on alpha lambda at BETAS: momentum, Nesterov. */
  limits?: readonly [Column, Column];
}

const START = [-1.5, 6.5] as const;
const STEPS = 81;
const BATCH = 5;
/** The bowl of the race: this many curvatures from 1 to kappa, evenly spaced on a log scale, from all ones. */
const DIMENSION = 20;
const TARGET = 1e-6;
const KAPPAS = [10, 30, 100, 300, 1000];
const BETAS = Float64Array.from([0, 0.2, 0.4, 0.6, 0.8, 0.9]);
const rivals = [
  { name: 'descent', role: 'baseline' },
  { name: 'heavy ball', role: 'measured' },
  { name: 'Nesterov', role: 'run' },
] as const satisfies readonly { name: string; role: Role }[];

export default defineExperiment({
  title: 'Nesterov momentum: look ahead first',
  question: 'Does looking ahead allow a larger rate than plain descent, and how many steps does it save?',
  claim: 'Looking ahead allows a larger rate than plain descent',
  source: 'UDL 6.3, eq 6.12 as corrected in the errata, Figure 6.8, Notebook 6.4',
  caption:
    'From one state, momentum takes the gradient and then the memory (grey); Nesterov goes where the memory leads and takes the gradient there. Steps to a millionth are those on a bowl, each rule at its textbook settings; the largest stable rate is drawn for each β; dashed lines are theory. Is Nesterov’s limit above descent’s, or below it? One seed on the sheet, the rest deterministic.',
  pace: 'ensemble',
  checked: 'independent step counts, and theory',
  parameters,
  stepper: { start: 5 },
  equations: nesterovTerms,
  parts: (values: V) => ({
    all: (({ alpha, beta, kappa, seed }: V): Work[] => [
      { what: 'run', alpha, beta, seed },
      ...[...new Set([kappa, ...KAPPAS])].map((k): Work => ({ what: 'race', kappa: k })),
      { what: 'limits' },
    ])(values),
  }),
  measure: {
    all(part: Work): Result {
      if (part.what === 'race') return { steps: race(part.kappa) };
      if (part.what === 'limits')
        return {
          limits: [BETAS.map((b) => measuredLimit('momentum', b)), BETAS.map((b) => measuredLimit('nesterov', b))],
        };
      const { alpha, beta, seed } = part;
      const trace = train({
        problem: problems.gabor,
        optimizer: optimizers.nesterov,
        hyper: { alpha, beta },
        start: START,
        steps: STEPS,
        batches: { size: BATCH, sampling: 'notebook', seed },
      });
      return {
        phi: [coordinate(trace, 0), coordinate(trace, 1)],
        terms: momentumTerms(trace, problems.gabor, { alpha, beta, ahead: true }),
        batches: Array.from({ length: trace.steps }, (_, t) => batchAt(trace, t).slice()),
      };
    },
  },
  present(values, { all: results }, { at } = {}) {
    const { alpha, beta, kappa } = values;
    const [run] = results;
    const raced = results.slice(1, -1);
    const limits = results.at(-1)?.limits;
    const last = (run?.phi?.[0].length ?? 1) - 1;
    const t = Math.min(at ?? last, last);
    const own = raced[0]?.steps ?? [];
    const inTerms = values.rate === 'book' ? 1 : 1 - beta;
    const numbers: Presentation['numbers'] = {
      at: { value: t, digits: 0 },
      kappa: { value: kappa, digits: 0 },
      beta: { value: beta, digits: 2 },
      descent: { value: own[0] ?? Number.NaN, digits: 0 },
      heavyBall: { value: own[1] ?? Number.NaN, digits: 0 },
      nesterov: { value: own[2] ?? Number.NaN, digits: 0 },
      nesterovLimit: { value: nesterovLimit(beta) * inTerms, digits: 2 },
      momentumLimit: { value: stabilityLimit(beta) * inTerms, digits: 2 },
      descentLimit: { value: 2, digits: 0 },
    };
    const step =
      run?.phi && run.terms && run.batches?.[t]
        ? { phi: run.phi, terms: run.terms, batch: run.batches[t], t, alpha, beta }
        : undefined;
    const ended = step ? undefined : run?.phi;
    // A batch's sum has on average 5/30 of the curvature of all examples.
    const lambda = (gaborLandmarks().minima[0]!.eigenvalues[1]! * BATCH) / problems.gabor.examples;
    const limit = nesterovLimit(beta) / lambda;
    return {
      panels: [
        ...(step ? [twoOrders(step)] : ended ? [endOfRun(ended, t)] : []),
        raceChart(values, raced),
        limitChart(values, limits),
        ...(step ? [nesterovLedger(step)] : []),
      ],
      numbers,
      steps: last,
      arrangement: 'sheet-and-stack',
      ...verdictOf(values, own.length > 0, numbers['nesterovLimit']!.value, ended !== undefined),
      limits: { alpha: [{ at: limit, label: `Nesterov, ${Number(nesterovLimit(beta).toFixed(2))}/λ` }] },
      ...(alpha > limit && {
        offers: [{ text: 'Set 0.9 of the limit', set: { alpha: Number((0.9 * limit).toPrecision(3)) } }],
      }),
    };
  },
  python: ({ kappa }) =>
    pythonScript({
      about: 'Steps that Nesterov momentum needs to a millionth of the first distance, on a bowl.',
      problem: bowl(kappa),
      optimizer: optimizers.nesterov,
      hyper: textbook(kappa)[2]!.hyper,
      start: new Array<number>(DIMENSION).fill(1),
      steps: enough(kappa)[2]!,
      prints: {
        nesterov: 'int(np.argmax(np.linalg.norm(path, axis=1) < 1e-6 * np.linalg.norm(path[0])))',
        descentLimit: '2',
      },
    }),
});

const bowl = (kappa: number) =>
  createQuadratic({ eigenvalues: Array.from({ length: DIMENSION }, (_, i) => kappa ** (i / (DIMENSION - 1))) });

/** Each rule at its textbook settings for curvatures from 1 to kappa, with the book's alpha: a library's over 1 - beta. */
function textbook(kappa: number) {
  const root = Math.sqrt(kappa);
  const ball = ((root - 1) / (root + 1)) ** 2;
  const look = (root - 1) / (root + 1);
  return [
    { id: 'momentum', hyper: { alpha: fastestDescent(1, kappa).alpha, beta: 0 } },
    { id: 'momentum', hyper: { alpha: (2 / (1 + root)) ** 2 / (1 - ball), beta: ball } },
    { id: 'nesterov', hyper: { alpha: 1 / kappa / (1 - look), beta: look } },
  ] as const;
}

/** Factors per step, in theory: descent, heavy ball, Nesterov. */
function factors(kappa: number): readonly number[] {
  const root = Math.sqrt(kappa);
  return [(kappa - 1) / (kappa + 1), (root - 1) / (root + 1), 1 - 1 / root];
}

/** Twice the steps of theory, and some for the start. */
const enough = (kappa: number): number[] =>
  factors(kappa).map((factor) => Math.ceil((2 * Math.log(TARGET)) / Math.log(factor)) + 50);

/** Steps until the norm is below a millionth of the first. */
function race(kappa: number): number[] {
  const problem = bowl(kappa);
  const limits = enough(kappa);
  return textbook(kappa).map(({ id, hyper }, k) => {
    const { steps } = train({
      problem,
      optimizer: optimizers[id],
      hyper,
      start: new Array<number>(DIMENSION).fill(1),
      steps: limits[k]!,
      until: (phi) => {
        let squares = 0;
        for (let i = 0; i < DIMENSION; i++) squares += phi[i]! * phi[i]!;
        return squares < TARGET * TARGET * DIMENSION;
      },
      record: { phi: 'ends', loss: 'ends' },
    });
    return steps;
  });
}

/** The alpha between a run that shrinks and one that grows, on a bowl of curvature 1, by bisection. */
function measuredLimit(id: 'momentum' | 'nesterov', beta: number): number {
  let [low, high] = [0.5, 100];
  for (let k = 0; k < 16; k++) {
    const middle = Math.sqrt(low * high);
    const { phi, status } = train({
      problem: createQuadratic({ eigenvalues: [1] }),
      optimizer: optimizers[id],
      hyper: { alpha: middle, beta },
      start: [1],
      steps: 600,
      record: { loss: 'ends' },
    });
    const grows = status.kind === 'diverged' || convergenceRate(phi.map(Math.abs)) >= 1;
    if (grows) high = middle;
    else low = middle;
  }
  return Math.sqrt(low * high);
}

function raceChart({ kappa }: V, raced: readonly (Result | undefined)[]): ChartPanel {
  const kappas = [...new Set([kappa, ...KAPPAS])];
  const known = kappas
    .flatMap((k, i) => (raced[i]?.steps ? [{ k, steps: raced[i].steps }] : []))
    .sort((a, b) => a.k - b.k);
  const x = Float64Array.from(known, ({ k }) => k);
  const grid = Float64Array.from({ length: 25 }, (_, i) => 2 * 500 ** (i / 24));
  const own = raced[0]?.steps;
  return {
    kind: 'chart',
    name: 'race',
    title: 'Steps to a millionth of the first distance, for each condition number',
    x: { label: 'condition number κ', domain: [2, 1000], scale: 'log', ticks: [2, 10, 100, 1000] },
    y: {
      label: 'steps to a millionth',
      domain: [5, 10000],
      scale: 'log',
      ticks: [10, 100, 1000, 10000],
      format: 'power',
    },
    series: rivals.flatMap(({ name, role }, r): ChartSeries[] => [
      {
        name: `${name}, theory`,
        role: 'theory',
        kind: 'line',
        x: grid,
        y: grid.map((k) => Math.log(TARGET) / Math.log(factors(k)[r]!)),
      },
      { name, role, kind: 'line', x, y: Float64Array.from(known, ({ steps }) => steps[r]!), label: name },
    ]),
    points: own
      ? rivals.map(({ name, role }, r) => ({
          name: `${name} at κ`,
          x: kappa,
          y: own[r]!,
          mark: 'dot' as const,
          role,
          label: String(own[r]),
        }))
      : [],
  };
}

function limitChart({ beta, rate }: V, limits: Result['limits']): ChartPanel {
  const book = rate === 'book';
  const grid = Float64Array.from({ length: 49 }, (_, i) => (0.95 * i) / 48);
  const scaled = (value: number, b: number): number => (book ? value : value * (1 - b));
  const theory = (limit: (b: number) => number): Column => grid.map((b) => scaled(limit(b), b));
  const measured = (k: 0 | 1): Column => Float64Array.from(BETAS, (b, i) => scaled(limits?.[k][i] ?? Number.NaN, b));
  const points = (name: string, role: Role, k: 0 | 1): ChartSeries[] =>
    limits ? [{ name: `${name}, measured`, role, kind: 'points', x: BETAS, y: measured(k) }] : [];
  return {
    kind: 'chart',
    name: 'limits',
    title: `The largest stable rate for each momentum, times the curvature, ${book ? 'in the book’s rate' : 'in a library’s rate'}`,
    x: { label: 'momentum β', domain: [0, 1], ticks: [0, 0.5, 1] },
    y: book
      ? { label: 'largest stable αλ', domain: [1, 100], scale: 'log', ticks: [1, 2, 10, 100] }
      : { label: 'largest stable *a*λ, with *a* = α(1 − β)', domain: [1, 4.2], ticks: [1, 2, 3, 4] },
    references: [{ axis: 'y', at: 2, label: 'descent, 2', role: 'baseline' }],
    series: [
      { name: 'momentum, theory', role: 'theory', kind: 'line', x: grid, y: theory(stabilityLimit), label: 'momentum' },
      { name: 'Nesterov, theory', role: 'theory', kind: 'line', x: grid, y: theory(nesterovLimit), label: 'Nesterov' },
      ...points('momentum', 'measured', 0),
      ...points('Nesterov', 'run', 1),
    ],
    points: [{ name: 'at β', x: beta, y: scaled(nesterovLimit(beta), beta), mark: 'now' }],
  };
}

function verdictOf({ beta, rate }: V, raced: boolean, limit: number, ended: boolean): Pick<Presentation, 'verdict'> {
  const outcome: Outcome = beta === 0 ? 'depends' : limit > 2 ? 'holds' : 'fails';
  const which = rate === 'book' ? 'αλ' : '*a*λ';
  const relation = beta === 0 ? 'the same as' : limit > 2 ? 'above' : 'below';
  const count = raced
    ? 'At κ = {kappa} plain descent needs {descent} steps, heavy ball {heavyBall}, Nesterov {nesterov}. '
    : '';
  return {
    verdict: {
      text: `${count}At β = {beta} Nesterov is stable while ${which} is below {nesterovLimit}, ${relation} descent’s {descentLimit}.${ended ? ' The run on the sheet has ended after step {at}: no update follows.' : ''}`,
      outcome,
    },
  };
}
