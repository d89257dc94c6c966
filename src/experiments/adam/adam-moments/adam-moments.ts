import { defaults, flag, optimizers, problems, type Values } from '../../../engine/index.ts';
import { squareDecay } from '../../../engine/optimizers/hyperparameters.ts';
import * as f from '../../../figure/index.ts';
import { type AdamTerms, traceWithTerms } from '../../kit/adam-steps.ts';
import { learningRate, momentumBeta, stepCount } from '../../kit/fields.ts';
import { valleyLosses, valleyRing, valleyRuns, valleyStart } from '../../kit/valley-runs.ts';
import { adamTerms, ledger } from './ledger.ts';
import { type BothTerms, closeUp, stepTerms } from './one-step.ts';

const parameters = {
  alpha: learningRate('The longest step along each coordinate, or nearly.', [0.001, 0.05, 1]),
  beta: momentumBeta('The share of the averaged gradient that each step keeps.', [0, 0.9, 0.99]),
  gamma: squareDecay(0.99, { max: 0.999 }),
  correctBias: flag({
    label: 'Bias correction',
    help: 'Equation 6.16. Without it, both averages are used as they are.',
    default: true,
  }),
  steps: stepCount('How many steps the run makes.', [2, 60, 200], { symbol: undefined, scale: undefined }),
  ...valleyStart('the run starts'),
  rule: f.ownRule,
};
type V = Values<typeof parameters>;

type AdamRun = f.RunInView<{
  /** Undefined for a reader's rule: its state is its own. */
  terms: readonly AdamTerms[] | undefined;
}>;

/** A step counts as of fixed length if both its coordinates move by alpha up to this relative tolerance. */
const FIXED = 0.05;

const hyperOf = ({ alpha, beta, gamma, correctBias }: V) => ({
  ...defaults(optimizers.adam.hyperparameters),
  alpha,
  beta,
  gamma,
  correctBias,
});

export default f.experimentOfRuns({
  title: 'Adam’s step, term by term',
  question: 'What is each step made of, and how far does it go along each coordinate?',
  claim: 'We move a fixed distance along each coordinate',
  source: 'UDL 6.4, eq 6.15 to 6.17, Notebook 6.5',
  caption:
    'One step of Adam on the loss of Figure 6.9, in its equations and as arrows under a lens. The square reaches α to each side: a step of fixed length along each coordinate would end at one of its corners. Go through the run. At which steps does Adam’s step end there? Nothing here is random.',
  pace: 'instant',
  checked: 'PyTorch, step by step',
  main: ['alpha', 'beta', 'gamma'],
  parameters,
  together: [['phi0', 'phi1']],
  stepper: { start: 20 },
  equations: adamTerms,
  about: 'Adam on the loss of Figure 6.9: its moments and its step at the end.',
  runs: {
    run: (v: V) =>
      f.run(
        {
          problem: problems.gaussianValley,
          optimizer: optimizers.adam,
          hyper: hyperOf(v),
          start: [v.phi0, v.phi1],
          steps: v.steps,
        },
        'run',
        'path',
        {
          prints: {
            loss: 'losses[-1]',
            endM0: 'm[0]',
            endM1: 'm[1]',
            endV0: 'v[0]',
            endV1: 'v[1]',
            endStep0: 'path[-1, 0] - path[-2, 0]',
            endStep1: 'path[-1, 1] - path[-2, 1]',
          },
          measure: traceWithTerms,
        },
      ),
  },
  present(values, { run }) {
    const hyper = hyperOf(values);
    if (!run.terms) return ofOwnRule(values, run);
    const steps = stepTerms(run.terms, hyper);
    const made = steps.length;
    const now = run.t;
    const ended = now === made;
    // At the end there is no next update: its numbers are those of the last.
    const t = Math.min(now, made - 1);
    const both = steps[t]!;
    const [end0, end1] = steps.at(-1)!;
    const share = ({ step }: BothTerms[0]): number => Math.abs(step) / values.alpha;
    const isFixed = (terms: BothTerms): boolean => terms.every((term) => Math.abs(share(term) - 1) < FIXED);
    const fixedSteps = steps.filter(isFixed).length;
    const update = 'The update after step {at} moves ϕ_0 by {share0} α and ϕ_1 by {share1} α';
    const all = 'Both move by α in {fixedSteps} of the {steps} updates.';
    return {
      panels: f.some<f.Panel>(
        surface(values, run),
        !ended && closeUp(both, t, run.at(t), values.alpha),
        shareChart(values, steps, t),
        !ended && ledger(both, t, hyper),
      ),
      numbers: {
        at: f.count(now),
        average0: f.significant(both[0].mTilde, 2),
        average1: f.significant(both[1].mTilde, 2),
        root0: f.significant(Math.sqrt(both[0].vTilde), 2),
        root1: f.significant(Math.sqrt(both[1].vTilde), 2),
        step0: f.fixed(both[0].step, 3),
        step1: f.fixed(both[1].step, 3),
        share0: f.fixed(share(both[0]), 2),
        share1: f.fixed(share(both[1]), 2),
        fixedSteps: f.count(fixedSteps),
        steps: f.count(made),
        mWeight: f.significant(both[0].mWeight, 3),
        vWeight: f.significant(both[0].vWeight, 3),
        loss: f.significant(run.loss.at(-1), 3),
        endM0: f.significant(end0.m, 3),
        endM1: f.significant(end1.m, 3),
        endV0: f.significant(end0.v, 3),
        endV1: f.significant(end1.v, 3),
        endStep0: f.significant(end0.step, 3),
        endStep1: f.significant(end1.step, 3),
      },
      summary: [
        [ended, 'The run has ended here.'],
        [true, 'The next step goes {share0} *α* along the valley and {share1} *α* across it.'],
      ],
      verdict: [
        [
          ended,
          `The run has ended after step {at}: no update follows. ${all}`,
          fixedSteps === made ? 'holds' : 'fails',
        ],
        [isFixed(both), `${update}: a fixed distance along each. ${all}`, 'holds'],
        [true, `${update}: no fixed distance. ${all}`, 'fails'],
      ],
    };
  },
});

/** A rule other than Adam has positions and losses, but no moments. */
const ofOwnRule = (values: V, run: AdamRun): f.Presented => ({
  panels: [surface(values, run), valleyLosses('Loss at each step', { runs: [run.line({ name: 'loss' })] })],
  numbers: { at: f.count(run.t), steps: f.count(run.last), loss: f.significant(run.loss[run.last], 3) },
  verdict: { text: 'After {steps} steps the loss is {loss}.' },
});

const surface = ({ phi0, phi1 }: V, run: AdamRun): f.SurfacePanel =>
  valleyRuns({
    title: `The path of Adam from (${phi0}, ${phi1}), at step ${run.t}`,
    runs: [run.path()],
    handle: valleyRing([phi0, phi1]),
  });

function shareChart({ alpha }: V, steps: readonly BothTerms[], t: number): f.ChartPanel {
  const x = f.stepsOf(steps);
  const [share0, share1] = ([0, 1] as const).map((i) => Float64Array.from(steps, (both) => both[i].step / alpha));
  const reach = Math.max(1.2, ...[...share0!, ...share1!].map(Math.abs));
  return f.chart({
    name: 'step over α',
    title: 'How far each step goes along each coordinate, in units of α',
    x: f.axis('step *t*', [0, steps.length]),
    y: f.axis('step along each coordinate / α', [-1.1 * reach, 1.1 * reach], { ticks: [-1, 0, 1] }),
    steps: true,
    references: [f.level(1, 'a fixed distance', 'theory'), f.level(-1, '', 'theory')],
    series: [
      f.line('along ϕ_0', 'measured', x, share0!, { label: 'ϕ_0' }),
      f.line('along ϕ_1', 'run', x, share1!, { label: 'ϕ_1' }),
    ],
    points: [f.point('now', 'now', t, share1![t]!, { label: `step ${t}` })],
  });
}
