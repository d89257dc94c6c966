import { integer, number, type Values } from '../../../engine/schema.ts';
import * as f from '../../../figure/index.ts';
import { exampleCount, firstSeed, seedCount, stepCount } from '../../kit/fields.ts';
import { smoothNetwork } from '../../kit/largest-curvature.ts';
import { rangeOf, through } from '../../kit/measured.ts';
import { scriptOf } from '../../kit/network-run.ts';
import { soFar } from '../../kit/too-few.ts';
import { curvatureChart, lastStep, lossChart, meetsAt, runTable, swingChart } from './warm-up-panels.ts';
import { isLostOnParabola, type Warmed, type WarmedRun, warmedRun, workOf } from './warmed-run.ts';

const parameters = {
  alpha: number({
    label: 'Rate on the mean gradient *a*',
    symbol: 'a',
    help: 'The rate of descent on all examples, once the warm-up is over.',
    default: 0.8,
    min: 0.05,
    max: 2,
    step: 0.001,
    scale: 'log',
  }),
  warmUp: integer({
    label: 'Steps of warm-up',
    help: 'Steps in which the rate rises to *a* in equal parts. Runs without warm-up are shown beside it.',
    default: 300,
    min: 1,
    max: 1000,
    scale: 'log',
  }),
  steps: stepCount(
    'How many steps each run makes. The largest curvature is measured at twenty of them.',
    [100, 1500, 4000],
  ),
  examples: exampleCount('How many examples there are. Every step uses all of them.', [50, 200, 1000]),
  seeds: seedCount('How many networks are trained, each with its own examples and weights.', [1, 4, 10]),
  seed: firstSeed('Decides the examples and the weights.'),
};
type V = Values<typeof parameters>;

const lostSummary = (lost: number, seeds: number): string =>
  lost < seeds
    ? `{lostWarm} of {seeds} networks ${lost === 1 ? 'is' : 'are'} lost.`
    : seeds === 1
      ? 'The network is lost.'
      : 'All {seeds} networks are lost.';

export default f.defineExperiment({
  title: 'Warm-up',
  question: 'Why does a rate that kills a run at once do it good later on?',
  claim: 'At this rate a run needs its warm-up',
  source:
    'Goyal et al. 2017 (arXiv 1706.02677); Gilmer et al. 2022 (arXiv 2110.04369); Kalra and Barkeshli 2024 (arXiv 2406.09405)',
  caption:
    'Descent on all examples, without any noise, on a network of 24 tanh units: the network of the edge of stability. With warm-up the rate rises in equal parts until it is *a*, and the dashed line is the edge 2/*a* that falls as the rate rises. Then how wide the runs swing: half of what two steps that follow each other differ by. Dashed is the same on a parabola, the one that fits the ground a hundred steps after the warm-up. Then the loss, with warm-up and without. What does the curvature do when the edge comes down on it? Each seed is a faint line, and a strong one is the mean of those that finish; brackets hold the smallest and the largest of the seeds, and are not confidence intervals. Each run is deterministic; 4 seeds differ in examples and weights.',
  pace: 'long',
  checked: 'PyTorch and the whole Hessian',
  main: ['alpha', 'warmUp'],
  parameters,
  // Below the edge, where single precision and double stay together.
  quick: { alpha: 0.3, seeds: 1, steps: 100, examples: 50 },
  ahead: [{ warmUp: 30 }, { alpha: 0.15 }, { warmUp: 1, steps: 100 }, { steps: 3000 }],
  parts: (values: V) => ({ runs: f.keyedByPart(runsOf(values)) }),
  work: { runs: workOf },
  measure: { runs: warmedRun },
  present(values, { runs }, { at: step } = {}) {
    const { alpha, warmUp, steps, seeds } = values;
    const at = (asked: number): WarmedRun[] => [...runs].filter(([one]) => one.warmUp === asked).map(([, run]) => run);
    const shown = { alpha, warmUp, steps, warmed: at(warmUp), cold: at(1), at: step };
    const { warmed, cold } = shown;
    const lost = (some: readonly WarmedRun[]): number => some.filter(({ divergedAt }) => divergedAt !== null).length;
    const finished = warmed.filter(({ divergedAt }) => divergedAt === null);
    const [meets, isLost] = [meetsAt(shown), lost(warmed) > 0];
    const start = rangeOf([...warmed, ...cold].map(({ curvature }) => curvature[0]!));
    return {
      panels: [curvatureChart(shown), swingChart(shown), lossChart(shown), runTable(shown)],
      steps: lastStep(shown),
      events: f.some<f.RunEvent>(
        meets !== undefined && { name: 'meets', at: meets, label: 'the edge is there' },
        isLost && {
          name: 'lost',
          at: Math.min(lastStep(shown), 5 + Math.max(...warmed.map(({ divergedAt }) => divergedAt ?? 0))),
          label: 'lost',
        },
      ),
      ...(warmed.length > 0 && {
        summary:
          step === 0
            ? 'The training is about to begin.'
            : step === meets
              ? 'The edge has come down to the curvature.'
              : isLost
                ? lostSummary(lost(warmed), seeds)
                : 'The curvature ends at {endCurvature}, and the edge at {edge}.',
      }),
      numbers: {
        seeds: f.count(seeds),
        steps: f.count(steps),
        done: f.count(runs.size),
        of: f.count(runsOf(values).length),
        warmUp: f.count(warmUp),
        lostWarm: f.count(lost(warmed)),
        lostCold: f.count(lost(cold)),
        edge: f.significant(2 / alpha, 3),
        startCurvature: f.fixed(start, 1),
        startLimit: f.fixed(start && 2 / start.value, 2),
        startRatio: f.fixed(start && through(start, (curvature) => (curvature * alpha) / 2), 1),
        endCurvature: f.fixed(rangeOf(finished.map(({ curvature }) => curvature.at(-1)!)), 1),
        endRatio: f.fixed(rangeOf(finished.map(({ curvature }) => (curvature.at(-1)! * alpha) / 2)), 2),
        frozenSteps: f.fixed(rangeOf(frozenSteps(finished)), 0),
        endLoss: f.fixed(rangeOf(finished.map(({ losses }) => losses.at(-1) ?? Number.NaN)), 3),
        coldLoss: f.fixed(
          rangeOf(
            cold.filter(({ divergedAt }) => divergedAt === null).map(({ losses }) => losses.at(-1) ?? Number.NaN),
          ),
          3,
        ),
        coldStep: f.count(rangeOf(cold.flatMap(({ divergedAt }) => divergedAt ?? []))?.value),
        firstCurvature: f.fixed(warmed[0]?.curvature.at(-1), 2),
        firstLoss: f.fixed(warmed[0]?.losses.at(-1) ?? undefined, 4),
      },
      verdict: verdictOf(shown, { warm: lost(warmed), cold: lost(cold) }, runsOf(values).length),
    };
  },
  python: (values) =>
    scriptOf(smoothNetwork(values), {
      about:
        'Descent of the first seed, its rate warmed up; the largest curvature at its end from the whole Hessian, by differences of gradients.',
      steps: values.steps,
      schedule: `min(1.0, (t + 1) / ${values.warmUp})`,
      prints: {
        firstLoss: 'loss(phi)',
        firstCurvature:
          'np.linalg.eigvalsh(np.array([(full_gradient(phi + d) - full_gradient(phi - d)) / 2e-5 for d in 1e-5 * np.eye(len(phi))]))[-1]',
      },
    }),
});

/** With the warm-up first, then without. */
function runsOf({ alpha, warmUp, steps, examples, seeds, seed }: V): Warmed[] {
  return [...new Set([warmUp, 1])].flatMap((one) =>
    Array.from({ length: seeds }, (_, s) => ({ alpha, warmUp: one, steps, examples, seed: seed + s })),
  );
}

/** For each run that would be lost on a parabola, the number of steps until then. */
const frozenSteps = (runs: readonly WarmedRun[]): number[] =>
  runs.filter(isLostOnParabola).map(({ frozen }) => frozen.length);

function verdictOf(
  { warmed, cold, warmUp }: { warmed: readonly WarmedRun[]; cold: readonly WarmedRun[]; warmUp: number },
  lost: { warm: number; cold: number },
  of: number,
): f.Presentation['verdict'] {
  if (warmed.length === 0 || (cold.length === 0 && warmUp > 1))
    return f.measuring('No run at these settings has been made yet.');
  const so = soFar({ done: warmed.length + cold.length, of }, 'runs');
  const start = 'The curvature begins at {startCurvature}, which is {startRatio} times the edge 2/a = {edge}.';
  const without =
    lost.cold > 0 ? `without warm-up ${lost.cold} of ${cold.length} runs diverge` : 'without warm-up no run diverges';
  const withIt =
    lost.warm > 0
      ? `with it ${lost.warm} of ${warmed.length} do`
      : 'with it none does, the curvature ends at {endCurvature}, and the loss at {endLoss}';
  const text = `${so}${start} At this rate ${without}; ${withIt}.`;
  if (lost.cold === cold.length && lost.warm === 0) return { text, outcome: 'holds' };
  return { text, outcome: lost.cold === 0 || lost.warm === warmed.length ? 'fails' : 'depends' };
}
