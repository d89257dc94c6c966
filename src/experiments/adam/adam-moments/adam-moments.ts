import { defaults, flag, optimizers, problems, train, type Values } from '../../../engine/index.ts';
import { squareDecay } from '../../../engine/optimizers/hyperparameters.ts';
import * as f from '../../../figure/index.ts';
import { type AdamTerms, recordAdam } from '../../kit/adam-steps.ts';
import { learningRate, momentumBeta, stepCount } from '../../kit/fields.ts';
import { valleyLosses, valleyRing, valleyRuns, valleyStart } from '../../kit/valley-runs.ts';
import { adamTerms, ledger } from './ledger.ts';
import { type BothTerms, closeUp, stepTerms } from './one-step.ts';

const parameters = {
  alpha: learningRate('The longest step along each coordinate, or nearly.', { default: 0.05, min: 0.001, max: 1 }),
  beta: momentumBeta('The share of the averaged gradient that each step keeps.', { default: 0.9, min: 0, max: 0.99 }),
  gamma: squareDecay(0.99, { max: 0.999 }),
  correctBias: flag({
    label: 'Bias correction',
    help: 'Equation 6.16. Without it, both averages are used as they are.',
    default: true,
  }),
  steps: stepCount('How many steps the run makes.', {
    symbol: undefined,
    scale: undefined,
    default: 60,
    min: 2,
    max: 200,
  }),
  ...valleyStart('the run starts'),
  rule: f.ownRule,
};
type V = Values<typeof parameters>;

interface AdamRun extends f.PlaneRun {
  /** None of a rule that the reader has written: what it remembers is its own. */
  terms: readonly AdamTerms[] | undefined;
}

/** A step counts as of fixed length if both its coordinates move by alpha to within this share. */
const FIXED = 0.05;

/** The settings of the run, for the engine and for Python alike. */
const runOf = ({ alpha, beta, gamma, correctBias, phi0, phi1, steps }: V) => ({
  problem: problems.gaussianValley,
  optimizer: optimizers.adam,
  hyper: { ...defaults(optimizers.adam.hyperparameters), alpha, beta, gamma, correctBias },
  start: [phi0, phi1],
  steps,
});

export default f.defineExperiment({
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
  parts: (values: V) => ({ run: values }),
  ruled: { run: runOf },
  measure: {
    run(values: V, replayed?: f.Replayed): AdamRun {
      const { observe, termsOf } = recordAdam(values.steps);
      const trace = train({ ...runOf(values), ...(replayed ?? { observe }) });
      return { ...f.planeRun(trace), terms: replayed ? undefined : termsOf(trace.steps) };
    },
  },
  present(values, { run }, { at, pinned } = {}) {
    if (!run) return f.unmeasured;
    const { hyper } = runOf(values);
    const before = pinned?.results.run;
    if (!run.terms)
      return f.withOwnRule(
        values,
        ofOwnRule(values, run, at, before),
        { run },
        pinned && { run: before, values: pinned.values },
      );
    const steps = stepTerms(run.terms, hyper);
    const made = steps.length;
    const now = Math.min(at ?? made, made);
    const ended = now === made;
    // At the end there is no next update: its numbers are those of the last.
    const t = Math.min(now, made - 1);
    const both = steps[t]!;
    const [end0, end1] = steps.at(-1)!;
    const share = ({ step }: BothTerms[0]): number => Math.abs(step) / values.alpha;
    const isFixed = (terms: BothTerms): boolean => terms.every((term) => Math.abs(share(term) - 1) < FIXED);
    const fixedSteps = steps.filter(isFixed).length;
    const update = `The update after step {at} moves ϕ_0 by {share0} α and ϕ_1 by {share1} α${isFixed(both) ? ': a fixed distance along each' : ': no fixed distance'}.`;
    return {
      panels: f.some<f.Panel>(
        surface(values, run, now, before),
        !ended && closeUp(both, t, f.standing(run, t), values.alpha),
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
      steps: made,
      brief: ended
        ? 'The run has ended here.'
        : 'The next step goes {share0} *α* along the valley and {share1} *α* across it.',
      verdict: {
        text: `${ended ? 'The run has ended after step {at}: no update follows.' : update} Both move by α in {fixedSteps} of the {steps} updates.`,
        outcome: (ended ? fixedSteps === made : isFixed(both)) ? 'holds' : 'fails',
      },
    };
  },
  python: (values) =>
    f.pythonScript({
      about: 'Adam on the loss of Figure 6.9: its moments and its step at the end.',
      ...runOf(values),
      rule: values.rule,
      prints: {
        loss: 'losses[-1]',
        endM0: 'm[0]',
        endM1: 'm[1]',
        endV0: 'v[0]',
        endV1: 'v[1]',
        endStep0: 'path[-1, 0] - path[-2, 0]',
        endStep1: 'path[-1, 1] - path[-2, 1]',
      },
    }),
});

/** Of a rule that is not Adam there are places and losses, and no moments. */
function ofOwnRule(values: V, run: AdamRun, at: number | undefined, before: AdamRun | undefined): f.Presentation {
  const last = run.loss.length - 1;
  const now = Math.min(at ?? last, last);
  return {
    panels: [surface(values, run, now, before), valleyLosses('Loss at each step', lossLines(run, before), {})],
    numbers: { at: f.count(now), steps: f.count(last), loss: f.significant(run.loss[last], 3) },
    steps: last,
    verdict: { text: 'After {steps} steps the loss is {loss}.' },
  };
}

const lossLines = ({ loss }: AdamRun, before: AdamRun | undefined) =>
  f.some(before && f.line('pinned loss', 'baseline', before.loss), f.line('loss', 'run', loss));

function surface({ phi0, phi1 }: V, run: AdamRun, now: number, before: AdamRun | undefined): f.SurfacePanel {
  return valleyRuns({
    title: `The path of Adam from (${phi0}, ${phi1}), at step ${now}`,
    paths: f.some(before && f.path('pinned path', 'baseline', before), f.path('path', 'run', run, { steps: true })),
    points: [
      f.point('end', 'end', ...f.standing(run), { role: 'run' }),
      f.point('now', 'now', ...f.standing(run, now), { label: `step ${now}` }),
    ],
    handle: valleyRing([phi0, phi1]),
  });
}

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
