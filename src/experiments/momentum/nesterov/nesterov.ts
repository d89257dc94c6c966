import { batchAt, choice, coordinate, train, type Values } from '../../../engine/index.ts';
import { nesterovLimit, stabilityLimit } from '../../../engine/theory/momentum-theory.ts';
import * as f from '../../../figure/index.ts';
import { conditionNumber, learningRate, momentumBeta, seed } from '../../kit/fields.ts';
import { rateLimit } from '../../kit/limits.ts';
import { momentumLedger, nesterovSymbols } from '../../kit/momentum-ledger.ts';
import { recordMomentum, type StepTerms } from '../../kit/momentum-steps.ts';
import { batchCurvature, NOTEBOOK, notebookRun } from '../../kit/notebook-run.ts';
import { endOfRun } from '../../kit/step-in-view.ts';
import { factors, measuredLimit, race, racers, TARGET } from './bowl-race.ts';
import { twoOrders } from './two-orders.ts';

const parameters = {
  beta: momentumBeta('The share of the average that each step keeps.', [0, 0.6, 0.95]),
  alpha: learningRate('The book’s rate, for the run on the map.', [0.01, 0.6, 5]),
  kappa: conditionNumber(
    'The largest curvature divided by the smallest, for the bowl on which steps are counted.',
    [2, 100, 1000],
  ),
  rate: choice({
    label: 'Limits in terms of',
    help: 'The book’s rate α multiplies an average; a library’s rate lr = α(1 − β) multiplies a sum.',
    default: 'book',
    options: { book: 'the book’s α', library: 'a library’s lr' },
  }),
  seed: seed('Decides the batches of the run on the map.'),
};
type V = Values<typeof parameters>;

interface Run {
  phi: readonly [f.Column, f.Column];
  terms: readonly StepTerms[];
  batches: readonly Int32Array<ArrayBuffer>[];
}

/** Number of steps of each rival to a millionth of the first distance, by condition number. */
type Races = ReadonlyMap<number, readonly number[]>;

/** Measured limits on alpha lambda at BETAS. */
type Limits = Record<'momentum' | 'nesterov', f.Column>;

const KAPPAS = [10, 30, 100, 300, 1000];
const BETAS = Float64Array.from([0, 0.2, 0.4, 0.6, 0.8, 0.9]);
const rivals = [
  { name: 'descent', role: 'baseline' },
  { name: 'heavy ball', role: 'measured' },
  { name: 'Nesterov', role: 'run' },
] as const satisfies readonly { name: string; role: f.Role }[];

export default f.defineExperiment({
  title: 'Nesterov momentum: look ahead first',
  question: 'Does looking ahead allow a larger rate than plain descent, and how many steps does it save?',
  claim: 'Looking ahead allows a larger rate than plain descent',
  source: 'UDL 6.3, eq 6.12 as corrected in the errata, Figure 6.8, Notebook 6.4',
  caption:
    'From one state, momentum takes the gradient and then the memory (grey); Nesterov goes where the memory leads and takes the gradient there. Steps to a millionth are those on a bowl, each rule at the settings with the lowest factor per step there; the largest stable rate is drawn for each β; dashed lines are theory. Is Nesterov’s limit above descent’s, or below it? The map shows one seed, and nothing else is random.',
  pace: 'ensemble',
  checked: 'independent step counts, and theory',
  main: ['beta', 'alpha', 'kappa'],
  parameters,
  stepper: { start: 5 },
  equations: nesterovSymbols,
  parts: ({ alpha, beta, kappa, seed }: V) => ({
    run: { alpha, beta, seed },
    races: new Map([kappa, ...KAPPAS].map((k) => [k, { kappa: k }])),
    limits: {},
  }),
  measure: {
    run(pair: Pick<V, 'alpha' | 'beta' | 'seed'>): Run {
      const run = notebookRun('nesterov', pair);
      const { observe, termsOf } = recordMomentum(run.steps);
      const trace = train({ ...run, observe });
      return {
        phi: [coordinate(trace, 0), coordinate(trace, 1)],
        terms: termsOf(trace.steps),
        batches: Array.from({ length: trace.steps }, (_, t) => batchAt(trace, t).slice()),
      };
    },
    races: ({ kappa }: { kappa: number }) => race(kappa),
    limits: (): Limits => ({
      momentum: BETAS.map((beta) => measuredLimit('momentum', beta)),
      nesterov: BETAS.map((beta) => measuredLimit('nesterov', beta)),
    }),
  },
  present(values, { run, races, limits }, { at } = {}) {
    const { alpha, beta, kappa } = values;
    const last = run ? run.phi[0].length - 1 : 0;
    const t = Math.min(at ?? last, last);
    const own = races.get(kappa);
    const inTerms = values.rate === 'book' ? 1 : 1 - beta;
    const limitInTerms = nesterovLimit(beta) * inTerms;
    const step = run && { ...run, t, alpha, beta };
    const batch = run?.batches[t];
    const limit = nesterovLimit(beta) / batchCurvature(NOTEBOOK.batchSize);
    return {
      panels: f.some<f.Panel>(
        step && (batch ? twoOrders(step, batch) : endOfRun(step.phi, t)),
        raceChart(kappa, races),
        limitChart(values, limits),
        step && batch && momentumLedger('nesterov', step),
      ),
      numbers: {
        at: f.count(t),
        kappa: f.count(kappa),
        beta: f.fixed(beta, 2),
        descent: f.count(own?.[0]),
        heavyBall: f.count(own?.[1]),
        nesterov: f.count(own?.[2]),
        nesterovProved: f.count(own?.[3]),
        nesterovLimit: f.fixed(limitInTerms, 2),
        momentumLimit: f.fixed(stabilityLimit(beta) * inTerms, 2),
        descentLimit: f.count(2),
      },
      steps: last,
      verdict: verdictOf(values, { raced: own !== undefined, limit: limitInTerms, ended: step && !batch }),
      ...rateLimit('alpha', alpha, limit, `Nesterov, ${Number(nesterovLimit(beta).toFixed(2))}/λ`),
    };
  },
  python: ({ kappa }) =>
    f.pythonScript({
      about: 'Steps that Nesterov momentum needs to a millionth of the first distance, on a bowl.',
      ...racers(kappa)[2]!,
      prints: {
        nesterov: 'int(np.argmax(np.linalg.norm(path, axis=1) < 1e-6 * np.linalg.norm(path[0])))',
        descentLimit: '2',
      },
    }),
});

function raceChart(kappa: number, races: Races): f.ChartPanel {
  const known = [...races].sort(([a], [b]) => a - b);
  const x = Float64Array.from(known, ([k]) => k);
  const grid = Float64Array.from({ length: 25 }, (_, i) => 2 * 500 ** (i / 24));
  const own = races.get(kappa);
  return f.chart({
    name: 'race',
    title: 'Steps to a millionth of the first distance, for each condition number',
    x: f.logAxis('condition number κ', [2, 1000], { ticks: [2, 10, 100, 1000] }),
    y: f.logAxis('steps to a millionth', [5, 10000], { ticks: [10, 100, 1000, 10000], format: 'power' }),
    series: rivals.flatMap(({ name, role }, r) => {
      const steps = Float64Array.from(known, ([, needed]) => needed[r]!);
      return [
        f.curve(`${name}, theory`, 'theory', grid, (k) => Math.log(TARGET) / Math.log(factors(k)[r]!)),
        f.line(name, role, x, steps, { label: true }),
      ];
    }),
    points: own
      ? rivals.map(({ name, role }, r) =>
          f.point('dot', `${name} at κ`, kappa, own[r]!, { role, label: String(own[r]) }),
        )
      : [],
  });
}

function limitChart({ beta, rate }: V, limits: Limits | undefined): f.ChartPanel {
  const book = rate === 'book';
  const grid = Float64Array.from({ length: 49 }, (_, i) => (0.95 * i) / 48);
  const scaled = (value: number, b: number): number => (book ? value : value * (1 - b));
  const theory = (limit: (b: number) => number) => (b: number) => scaled(limit(b), b);
  const measured = (name: string, role: f.Role, found: f.Column) => {
    const y = found.map((limit, i) => scaled(limit, BETAS[i]!));
    return f.dots(`${name}, measured`, role, BETAS, y);
  };
  return f.chart({
    name: 'limits',
    title: `The largest stable rate for each momentum, times the curvature, ${book ? 'in the book’s rate' : 'in a library’s rate'}`,
    x: f.axis('momentum β', [0, 1], { ticks: [0, 0.5, 1] }),
    y: book
      ? f.logAxis('largest stable αλ', [1, 100], { ticks: [1, 2, 10, 100] })
      : f.axis('largest stable lr λ, with lr = α(1 − β)', [1, 4.2], { ticks: [1, 2, 3, 4] }),
    references: [f.level(2, 'descent, 2', 'baseline')],
    series: f.some(
      f.curve('momentum, theory', 'theory', grid, theory(stabilityLimit), { label: 'momentum' }),
      f.curve('Nesterov, theory', 'theory', grid, theory(nesterovLimit), { label: 'Nesterov' }),
      limits && measured('momentum', 'measured', limits.momentum),
      limits && measured('Nesterov', 'run', limits.nesterov),
    ),
    points: [f.point('now', 'at β', beta, scaled(nesterovLimit(beta), beta))],
  });
}

interface Seen {
  raced: boolean;
  /** Limit of Nesterov's rule, in the parametrization chosen by the reader. */
  limit: number;
  ended: boolean | undefined;
}

function verdictOf({ beta, rate }: V, { raced, limit, ended }: Seen): f.Presentation['verdict'] {
  const outcome: f.Outcome = beta === 0 ? 'depends' : limit > 2 ? 'holds' : 'fails';
  const relation = { depends: 'the same as', holds: 'above', fails: 'below' }[outcome];
  const sentences = f.some(
    raced && 'At κ = {kappa} plain descent needs {descent} steps, the heavy ball {heavyBall} and Nesterov {nesterov}.',
    `At β = {beta} Nesterov is stable while ${rate === 'book' ? 'αλ' : 'lr λ'} is below {nesterovLimit}, ${relation} descent’s {descentLimit}.`,
    ended && 'The run on the map has ended after step {at}: no update follows.',
  );
  return { text: sentences.join(' '), outcome };
}
