import { batchAt, lastState, type Trace, train, type Values } from '../../../engine/index.ts';
// The page's first figure: importing the lists would load every rule and problem (decision 0014).
import { gradientDescent } from '../../../engine/optimizers/gradient-descent.ts';
import { gabor } from '../../../engine/problems/gabor.ts';
import { gaborLandmarks, leftMapAt, reachedMinima, reachedMinimum } from '../../../engine/problems/gabor-landmarks.ts';
import * as f from '../../../figure/index.ts';
import { batchSampling } from '../../kit/batch-fields.ts';
import { batchLossAfter } from '../../kit/batch-losses.ts';
import { batchSize, learningRate, seed, stepCount } from '../../kit/fields.ts';
import { gaborPiece } from '../../kit/gabor-close-up.ts';
import { gaborMap, gaborMarks, gaborStart } from '../../kit/gabor-map.ts';
import { gaborRim, isOnFloor } from '../../kit/gabor-rim.ts';
import { rateLimit } from '../../kit/limits.ts';
import { once } from '../../kit/made-once.ts';
import { batchFit, closeUp, type Facts, type SgdRun, updateNumbers } from './batch-step.ts';

const parameters = {
  alpha: learningRate(
    'How far one step goes, for a gradient of one. The gradient is summed over the batch. Where the slider is hatched even the average step would leap out of the lowest valley.',
    [0.005, 0.8, 20],
  ),
  batchSize: batchSize('How many of the 30 examples each step sees. At 30 every step sees them all.', [1, 5, 30]),
  sampling: batchSampling,
  steps: stepCount('How many steps the run makes.', [1, 41, 1000]),
  seed: seed('Another seed gives other batches.'),
  ...gaborStart([3.5, 6.5], 'the run starts'),
  rule: f.ownRule,
  manySeeds: f.seedsOfRun,
};
type V = Values<typeof parameters>;
const N = gabor.examples;

/** Descent on the Gabor loss from the reader's start. */
const descent = ({ steps, phi0, phi1 }: V, alpha: number): f.Run => ({
  problem: gabor,
  optimizer: gradientDescent,
  hyper: { alpha },
  start: [phi0, phi1],
  steps,
});

function factsOf(run: f.Run): [Trace, Facts] {
  const trace = train(run);
  const track = f.planeRun(trace);
  const reached = track.divergedAt === undefined ? reachedMinimum(lastState(trace)) : undefined;
  const facts = {
    batchBefore: trace.batchLoss,
    batchAfter: batchLossAfter(gabor, trace),
    batches: Array.from({ length: trace.steps }, (_, t) => batchAt(trace, t).slice()),
    leftAt: reached === undefined ? leftMapAt(track.x, track.y) : undefined,
    reached,
    staysFrom: reached === undefined ? undefined : staysFrom(track, reached),
  };
  return [trace, facts];
}

export default f.experimentOfRuns({
  title: 'Stochastic gradient descent, one batch at a time',
  question: 'When a step improves the fit to its batch, does it improve the fit to all examples?',
  source: 'UDL 6.2, Figure 6.5, Notebook 6.3',
  caption:
    'On the map, magenta is the run on batches, brown where a step goes uphill for all thirty; grey is the run on all thirty, from the same start and with the same rate on the average slope. The small chart has the thirty examples: blue is the batch of this step, grey the wave before it and magenta after it. Above it are the losses of the batch and of all, before and after. At which steps does the loss of the batch fall while that of all rises? One seed.',
  pace: 'instant',
  checked: 'notebook 6.3, batch by batch',
  main: ['alpha', 'batchSize', 'seed'],
  parameters,
  together: [['phi0', 'phi1']],
  stepper: { start: 10 },
  about: 'Stochastic gradient descent on the Gabor loss of notebooks 6.3 and 6.4.',
  runs: {
    run: (v: V) =>
      f.run(
        { ...descent(v, v.alpha), batches: { size: v.batchSize, sampling: v.sampling, seed: v.seed } },
        'run',
        'path',
        {
          label: '',
          prints: {
            loss: 'losses[-1]',
            startLoss: 'losses[0]',
            steps: 'len(losses) - 1',
            endPhi0: 'path[-1, 0]',
            endPhi1: 'path[-1, 1]',
            stepsUphill: 'int(np.sum(np.diff(losses) > 0))',
          },
          measure: factsOf,
        },
      ),
    // Without batches: each step is a mean step of SGD.
    full: (v: V) => f.run(descent(v, (v.alpha * v.batchSize) / N), 'baseline', 'descent on all 30'),
  },
  present(values, { run, full }, { at }) {
    const { batchSize } = values;
    // The slope of a step follows from its rate, which is unknown for a reader's rule.
    const alpha = values.rule === '' ? values.alpha : Number.NaN;
    const { last, now } = run;
    const { minima } = gaborLandmarks();
    const lowest = minima[0]!;
    const limit = ((2 / lowest.eigenvalues[1]) * N) / batchSize;
    const reached = run.reached === undefined ? undefined : minima[run.reached];
    const uses = usesOf(run);
    const step = Math.min(now ?? last, last - 1);
    return {
      panels: f.some<f.Panel>(
        surface(values, run, full),
        batchFit(run),
        losses(values, run),
        now !== undefined && closeUp(values, run, now),
      ),
      numbers: {
        loss: f.fixed(run.loss[last], 3),
        startLoss: f.fixed(run.loss[0], 2),
        steps: f.count(last),
        endPhi0: f.fixed(run.x[last], 2),
        endPhi1: f.fixed(run.y[last], 2),
        stepsUphill: f.count(rises(run.loss.subarray(0, last), run.loss.subarray(1))),
        batchUphill: f.count(rises(run.batchBefore, run.batchAfter)),
        leastUsed: f.count(Math.min(...uses)),
        mostUsed: f.count(Math.max(...uses)),
        lowest: f.fixed(lowest.loss, 3),
        reachedLoss: f.fixed(reached?.loss, 2),
        limit: f.fixed(limit, 3),
        leftAt: f.count(run.leftAt),
        at: f.count(step),
        next: f.count(step + 1),
        ...updateNumbers({ ...values, alpha }, run, step),
        fullLoss: f.fixed(full.loss.at(-1), 2),
        fullUphill: f.count(rises(full.loss.subarray(0, -1), full.loss.subarray(1))),
        cost: f.count(last * batchSize),
        fullCost: f.count(last * N),
        batchLossNow: f.fixed(run.batchBefore[step], 2),
        batchLossNext: f.fixed(run.batchAfter[step], 2),
        lossNow: f.fixed(run.loss[step], 2),
        lossNext: f.fixed(run.loss[step + 1], 2),
      },
      // A reader's rule may end earlier.
      steps: last,
      events: eventsOf(values, run),
      summary: [
        [at === 0, 'The run starts at a loss of {startLoss}.'],
        [at !== undefined && at < last, 'At step {at} the loss of all thirty is {lossNow}.'],
        [run.leftAt !== undefined, 'At step {leftAt} the run leaves the map.'],
        [batchSize === N, 'After {steps} steps, each of them on all thirty, the loss is {fullLoss}.'],
        [true, 'With batches the loss ends at {loss}; asking all thirty each time, at {fullLoss}.'],
      ],
      verdict: verdictsOf(run, full, alpha > limit),
      ...rateLimit('alpha', alpha, limit, 'limit'),
    };
  },
});

/** Maximum number of steps for which a run's valleys are determined one by one: a longer run has too many to tell. */
const STORY = 100;

/** The step from which a run has stayed in the valley in which it ends; undefined: it began there, or is too long. */
function staysFrom({ x, y }: f.PlaneRun, reached: number): number | undefined {
  if (x.length > STORY) return undefined;
  const states = Float64Array.from({ length: 2 * x.length }, (_, k) => (k % 2 === 0 ? x : y)[k >> 1]!);
  const last = reachedMinima(states).findLastIndex((minimum) => minimum !== reached);
  return last < 0 ? undefined : last + 1;
}

function eventsOf({ batchSize }: V, { loss, batchBefore, batchAfter, staysFrom }: SgdRun): f.RunEvent[] {
  const cost = (t: number): number => (batchAfter[t]! < batchBefore[t]! ? loss[t + 1]! - loss[t]! : 0);
  // Among the steps that helped only their own batch, the one that cost the others most.
  const astray = Array.from(batchBefore.keys()).reduce((worst, t) => (cost(t) > cost(worst) ? t : worst), 0);
  return f.some(
    cost(astray) > 0 && { name: 'astray', label: `lower for the ${batchSize}, higher for all`, at: astray + 1 },
    staysFrom !== undefined && { name: 'stays', label: 'here it stays', at: staysFrom },
  );
}

/** Number of steps that raised a loss. */
const rises = (before: f.Column, after: f.Column): number => before.filter((loss, t) => after[t]! > loss).length;

/** For each example, the number of the run's batches that use it. */
function usesOf({ batches }: SgdRun): Int32Array {
  const uses = new Int32Array(N);
  for (const batch of batches) for (const i of batch) uses[i]!++;
  return uses;
}

const PAST = 'The rate is past its limit of {limit}: even the average step is too long for the lowest valley.';

/** Below this slope, a thousand steps at the usual rate change neither parameter visibly. */
const FLAT = 1e-4;

function isFlat(phi0: number, phi1: number): boolean {
  const slope = new Float64Array(2);
  gabor.gradient(Float64Array.of(phi0, phi1), slope);
  return Math.hypot(slope[0]!, slope[1]!) < FLAT;
}

/**
 * A run with a loss within this fraction above its valley's floor has come down to it; a higher one is still on the
 * slope.
 */
const SETTLED = 0.05;

function verdictsOf(run: SgdRun, full: f.RunInView, past: boolean): f.Sentences {
  const { leftAt, reached, loss } = run;
  const end = loss.at(-1)!;
  const beyond = past ? ` ${PAST}` : '';
  // Both numbers are shown, so they count as different only if their texts differ.
  const less =
    end < (1 - SETTLED) * full.loss.at(-1)!
      ? ', below the {fullLoss} of the grey run, because a flat line misses the points by less than a wave of the wrong frequency'
      : '';
  const left = 'At step {leftAt} the run left the map, and it ends at ({endPhi0}, {endPhi1}).';
  return [
    [
      leftAt !== undefined && isFlat(...run.at(run.last)),
      `${left} Out there the wave no longer reaches the points, so no slope leads back, and the loss stays at {loss}${less}.${beyond}`,
    ],
    [leftAt !== undefined, `${left} It is on a slope there, and has a loss of {loss}${less}.${beyond}`],
    [
      true,
      `The loss of all thirty rises in {stepsUphill} of {steps} steps, the loss of the step’s own batch in {batchUphill}. The run ends at {loss}, ${whereOf(end, reached)}.${beyond}`,
    ],
  ];
}

function whereOf(end: number, reached: number | undefined): string {
  if (reached === undefined) return 'in no valley on the map';
  // The landmarks are sorted, lowest first.
  const floor = reached === 0 ? 'the lowest floor, {lowest}' : 'a floor at {reachedLoss}';
  const settled = end < (1 + SETTLED) * gaborLandmarks().minima[reached]!.loss;
  return settled ? `in the valley with ${floor}` : `on a slope that leads down to ${floor}`;
}

/** A run that ends this close to its start has not visibly moved. */
const STILL = 0.2;

/** The part of the map with the shallow valley and the deepest, with the tints of the whole. */
const NEARER = { xDomain: [-7.6, 4], yDomain: [2.5, 18.5] } as const;
const nearer = once(() => gaborPiece(NEARER.xDomain, NEARER.yDomain));

function surface({ phi0, phi1, batchSize }: V, run: SgdRun, full: f.RunInView): f.SurfacePanel {
  const uphill = uphillOf(run);
  const [fromX, fromY] = full.at(0);
  const [toX, toY] = full.at(full.last);
  // A run at rest has no visible path to name.
  const goes = Math.hypot(toX - fromX, toY - fromY) > STILL;
  const rim = gaborRim([phi0, phi1]);
  const warned = uphill.length > 0 ? { warned: uphill, hops: true } : {};
  return f.map({
    // A rim is small: for a start on a floor this part of the map is enlarged.
    ...(isOnFloor([phi0, phi1], NEARER) ? nearer() : gaborMap()),
    title: `Loss surface of the Gabor model over all 30 examples, with the path of SGD from (${phi0}, ${phi1})`,
    // With all examples in the batch the two coincide.
    paths: batchSize < N ? full.path({ label: goes ? 'all 30' : '' }).paths : [],
    ...(rim && { lines: [{ name: 'rim', role: 'theory' as const, ...rim, label: 'its rim' }] }),
    points: f.some(gaborMarks('minimum'), run.t === run.last && uphillName(run, uphill)),
    runs: [run.path({ ...warned, ...(uphill.includes(run.now ?? -1) && { says: `step ${run.now}, uphill` }) })],
    handle: f.ring({ x: 'phi0', y: 'phi1' }, [phi0, phi1], 'start'),
  });
}

/** The steps that raise the loss of all examples; a long run has too many to draw. */
const uphillOf = ({ loss }: SgdRun): number[] =>
  loss.length > STORY ? [] : Array.from(loss.keys()).filter((t) => t > 0 && loss[t]! > loss[t - 1]!);

/** Their name, at the end of the longest of them. */
function uphillName({ x, y }: SgdRun, uphill: readonly number[]): f.PanelPoint | undefined {
  const length = (t: number): number => Math.hypot(x[t]! - x[t - 1]!, y[t]! - y[t - 1]!);
  const [longest] = [...uphill].sort((a, b) => length(b) - length(a));
  if (longest === undefined) return undefined;
  return f.point('dot', 'end of the longest step uphill', x[longest]!, y[longest]!, {
    role: 'danger',
    label: 'uphill',
  });
}

/** The loss of all examples, and that of each batch on the same scale. */
function losses({ batchSize }: V, run: SgdRun): f.ChartPanel {
  const scaled = run.batchBefore.map((loss) => (loss * N) / batchSize);
  const times = `of the batch, times 30/${batchSize}`;
  const top = Math.max(...run.loss, ...scaled);
  return f.chart({
    name: 'loss',
    title: 'Loss of all examples and loss of the batch, at each step',
    x: f.axis('step *t*', [0, Math.max(run.last, 1)]),
    y: f.logAxis(batchSize === N ? 'loss *L*' : `loss *L*; ${times}`, [0.5, top > 60 ? 10 * top : 60], {
      ticks: [0.5, 1, 2, 5, 10, 20, 50],
    }),
    steps: true,
    series: f.some(batchSize < N && f.line(`loss ${times}`, 'batch', scaled, { label: 'batch' })),
    runs: [run.line({ name: 'loss of all examples', label: 'all 30', ends: 'disc' })],
  });
}
