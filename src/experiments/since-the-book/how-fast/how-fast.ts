import type { Values } from '../../../engine/index.ts';
import { leastSquares } from '../../../engine/statistics/lines.ts';
import {
  count,
  defineExperiment,
  fixed,
  known,
  measuring,
  type Panel,
  type Presentation,
  pythonFunction,
  pythonScripts,
  significant,
} from '../../../figure/index.ts';
import { conditionNumber, gradientNoise, STEEPER, seed } from '../../kit/fields.ts';
import { type Measured, meanOf } from '../../kit/measured.ts';
import { lastDrawn, noiseChart, quietChart, type Steps, stepsChart, stepsTable } from './how-fast-panels.ts';
import {
  LENGTHS,
  leftInTheory,
  mostSteps,
  type Noisy,
  type NoisyRuns,
  noisy,
  noisyRuns,
  type Quiet,
  type QuietRule,
  quiet,
  quietLosses,
  quietRun,
  RUNS,
  stepsInTheory,
} from './race-to-the-floor.ts';

const parameters = {
  kappa: conditionNumber(STEEPER, { default: 100, min: 4, max: 1000 }),
  sd: gradientNoise('Standard deviation of what is added to the slope at each step of the noisy runs.', {
    default: 1,
    min: 0.1,
    max: 3,
    step: 0.1,
  }),
  seed: seed('Decides the noise.'),
};
type V = Values<typeof parameters>;

const KAPPAS = [10, 30, 100, 300, 1000] as const;
/** An exponent is that of theory if it is no further from it. */
const NEAR = 0.12;

export default defineExperiment({
  title: 'How fast can it be?',
  question: 'How many gradients does it take, and what decides it?',
  claim: 'With momentum the gradients grow with the root of κ, and without it with κ',
  source: 'Polyak 1964; Nesterov 1983; Robbins and Monro 1951; Nemirovski et al. 2009',
  caption: `A bowl with twelve curvatures from 1/κ to 1. Descent, Nesterov and momentum each have the rate and the momentum that theory calls best for it, and the dashed lines fall by the factor of theory at every gradient. The second chart counts gradients until a millionth of the loss is left. Then noise: descent on a parabola at a fixed rate and at 1/*t*, and on |*ϕ*|, which has a corner, with the mean of its points. Which of the lines would you want to be on, and which of them ends? Without noise nothing here is random; with it there are ${RUNS} runs.`,
  pace: 'ensemble',
  checked: 'the recursion of each curvature, solved exactly',
  main: ['kappa', 'sd'],
  parameters,
  parts: ({ kappa, sd, seed: first }: V) => ({
    quiet: new Map(
      [kappa, ...KAPPAS.filter((one) => one !== kappa)].flatMap((one) =>
        quiet.map((rule): [readonly [QuietRule, number], Quiet] => [[rule, one], { rule, kappa: one }]),
      ),
    ),
    noisy: new Map(noisy.map((kind): [Noisy, NoisyRuns] => [kind, { kind, sd, seed: first }])),
  }),
  measure: { quiet: quietLosses, noisy: noisyRuns },
  present(values, { quiet: runs, noisy: left }, { at, pinned } = {}) {
    const { kappa, sd } = values;
    const losses = new Map([...runs].map(([[rule, one], column]) => [`${rule} ${one}`, column] as const));
    const lossesOf = (rule: QuietRule, one = kappa) => losses.get(`${rule} ${one}`);
    const stepsOf: Steps = (rule, one) => {
      const column = lossesOf(rule, one);
      return column && column.length - 1;
    };
    const slope = (rule: QuietRule): number | undefined => {
      const counted = KAPPAS.map((one) => stepsOf(rule, one));
      if (counted.some((steps) => steps === undefined)) return undefined;
      return leastSquares(KAPPAS.map((one, k) => [Math.log(one), Math.log(counted[k] ?? Number.NaN)])).slope;
    };
    const leftOf = (kind: Noisy, k: number): Measured | undefined => {
      const column = left.get(kind);
      return column && meanOf([...column.subarray(k * RUNS, (k + 1) * RUNS)]);
    };
    const last = LENGTHS.length - 1;
    const tenth = KAPPAS.find((one) => one === kappa / 10);
    const slopes = { descent: slope('descent'), nesterov: slope('nesterov'), momentum: slope('momentum') };
    return {
      panels: [
        quietChart(kappa, lossesOf, pinned?.values.kappa),
        stepsChart(kappa, stepsOf, KAPPAS),
        noiseChart(sd, leftOf),
        stepsTable([...new Set([kappa, ...KAPPAS])], stepsOf),
      ] satisfies Panel[],
      steps: lastDrawn(lossesOf),
      ...(slopes.descent !== undefined && {
        brief:
          at === 0
            ? 'The three are about to set out.'
            : `Descent needs {descentSteps} gradients, Nesterov {nesterovSteps} and momentum {momentumSteps}${tenth === undefined ? '' : '; at κ = {tenth} it was {descentTenth}, {nesterovTenth} and {momentumTenth}'}.`,
      }),
      ...(left.size === noisy.length && {
        briefs: { noise: 'At the end a fixed rate leaves {fixedLeft}, and one that falls {fallingLeft}.' },
      }),
      numbers: known({
        kappa: count(kappa),
        sd: fixed(sd, 1),
        runs: count(RUNS),
        length: count(LENGTHS[last]!),
        descentSteps: steps(stepsOf('descent', kappa)),
        nesterovSteps: steps(stepsOf('nesterov', kappa)),
        momentumSteps: steps(stepsOf('momentum', kappa)),
        ...(tenth !== undefined && {
          tenth: count(tenth),
          descentTenth: steps(stepsOf('descent', tenth)),
          nesterovTenth: steps(stepsOf('nesterov', tenth)),
          momentumTenth: steps(stepsOf('momentum', tenth)),
        }),
        descentTheory: count(Math.round(stepsInTheory('descent', kappa))),
        nesterovTheory: count(Math.round(stepsInTheory('nesterov', kappa))),
        momentumTheory: count(Math.round(stepsInTheory('momentum', kappa))),
        descentSlope: slopes.descent === undefined ? undefined : fixed(slopes.descent, 2),
        nesterovSlope: slopes.nesterov === undefined ? undefined : fixed(slopes.nesterov, 2),
        momentumSlope: slopes.momentum === undefined ? undefined : fixed(slopes.momentum, 2),
        fixedLeft: small(leftOf('fixed', last)),
        fixedTheory: small({ value: leftInTheory('fixed', sd, LENGTHS[last]!) }),
        fallingLeft: small(leftOf('falling', last)),
        fallingTheory: small({ value: leftInTheory('falling', sd, LENGTHS[last]!) }),
        cornerLeft: small(leftOf('corner', last)),
        cornerTheory: small({ value: leftInTheory('corner', sd, LENGTHS[last]!) }),
      }),
      verdict: verdictOf(slopes),
    };
  },
  python: ({ kappa }) =>
    pythonScripts(
      `Gradients until a millionth of the loss is left, on a bowl of condition number ${kappa}.`,
      quiet.map((rule) =>
        pythonFunction(rule, {
          ...quietRun(rule, kappa, mostSteps(kappa)),
          prints: { [`${rule}Steps`]: 'int(np.argmax(np.array(losses) <= 1e-6 * losses[0]))' },
        }),
      ),
    ),
});

const steps = (value: number | undefined) => (value === undefined ? undefined : count(value));
const small = (value: Measured | undefined) => value && significant(value, 2);

function verdictOf(slopes: Readonly<Record<QuietRule, number | undefined>>): Presentation['verdict'] {
  const { descent, nesterov, momentum } = slopes;
  if (descent === undefined || nesterov === undefined || momentum === undefined)
    return measuring('The runs are being computed.');
  const near = (slope: number, theory: number): boolean => Math.abs(slope - theory) <= NEAR;
  return {
    text: 'At κ = {kappa} descent needs {descentSteps} gradients, Nesterov {nesterovSteps} and momentum {momentumSteps}. From κ = 10 to 1,000 they grow like κ to the power {descentSlope}, {nesterovSlope} and {momentumSlope}. With noise a fixed rate ends at {fixedLeft}, where theory has {fixedTheory}.',
    outcome: near(descent, 1) && near(nesterov, 0.5) && near(momentum, 0.5) ? 'holds' : 'fails',
  };
}
