import { createQuadratic, train, type Values } from '../../engine/index.ts';
// Of the page's first figure: the list would bring every rule (decision 0014).
import { gradientDescent } from '../../engine/optimizers/gradient-descent.ts';
import * as f from '../../figure/index.ts';
import { learningRate, startPoint } from '../kit/fields.ts';
import { rateLimit } from '../kit/limits.ts';

/** L = phi^2: the slope is 2 phi, and its own slope, the curvature, is 2 everywhere. */
const CURVATURE = 2;
const valley = createQuadratic({ eigenvalues: [CURVATURE] });
const LIMIT = 2 / CURVATURE;
const STEPS = 12;
const WIDTH = 3;
const HEIGHT = WIDTH ** 2;

const parameters = {
  alpha: learningRate('How far one step goes, for a slope of one.', {
    default: 0.1,
    min: 0.01,
    max: 1.2,
    step: 0.01,
    scale: 'linear',
  }),
  phi: startPoint('Where the walk begins.', { default: -2.5, min: -WIDTH, max: WIDTH }),
  rule: f.ownRule,
};
type V = Values<typeof parameters>;

interface Walk {
  phi: f.Column;
  loss: f.Column;
  divergedAt: number | undefined;
}

const runOf = ({ alpha, phi }: V): f.Run => ({
  problem: valley,
  optimizer: gradientDescent,
  hyper: { alpha },
  start: [phi],
  steps: STEPS,
});

/** Nearer than this to the lowest place is there, as far as one can see. */
const THERE = 0.05;
/** Rates have two decimals, so what differs by less is the same. */
const SAME = 1e-9;

export default f.defineExperiment({
  title: 'One slope, four rates',
  question: 'How long should a step be?',
  source: 'UDL 6.1',
  caption:
    'You stand on the slope and feel how steep it is. Each step goes downhill, *α* times the slope. Raise *α* bit by bit: when do you creep, when do you arrive, and when do you climb out? Nothing here is random.',
  pace: 'instant',
  // Whoever has made a guess looks closer.
  opens: 0,
  checked: 'the factor of each step, worked by hand',
  parameters,
  parts: (values: V) => ({ run: values }),
  ruled: { run: runOf },
  measure: {
    run(part: V, replayed?: f.Replayed): Walk {
      const { phi, loss, status } = train({ ...runOf(part), ...replayed });
      return { phi, loss, divergedAt: status.kind === 'diverged' ? status.step : undefined };
    },
  },
  present(values, { run }, { at, pinned } = {}) {
    if (!run) return f.unmeasured;
    const { alpha, phi } = values;
    // A rule of the reader's may diverge, or end before.
    const { last, now, before } = f.inView(run, at, pinned?.results.run);
    const here = now ?? 0;
    const factor = 1 - CURVATURE * alpha;
    const made = {
      panels: [hill(values, run, now, before), heights(run, now, before)],
      numbers: {
        start: f.fixed(phi, 2),
        slope: f.fixed(CURVATURE * phi, 2),
        step: f.fixed(-alpha * CURVATURE * phi, 2),
        next: f.fixed(run.phi[1], 2),
        here: f.fixed(run.phi[here], 2),
        slopeHere: f.fixed(CURVATURE * run.phi[here]!, 2),
        nextHere: f.fixed(run.phi[Math.min(last, here + 1)], 2),
        startLoss: f.fixed(run.loss[0], 2),
        loss: f.fixed(run.loss[last], 2),
        end: f.fixed(run.phi[last], 2),
        away: f.fixed(Math.abs(run.phi[last]!), 2),
        factor: f.fixed(factor, 2),
        kept: f.percent(Math.abs(factor), 0),
        times: f.fixed(Math.abs(factor), 2),
        limit: f.fixed(LIMIT, 2),
        curvature: f.count(CURVATURE),
        steps: f.count(last),
      },
      steps: last,
      events: eventsOf(run),
      brief: now === 0 ? 'You stand at {start}, where the slope is {slope}.' : briefOf(values, run),
      verdict: { text: now === 0 ? BEFORE : verdictOf(values, run) },
      ...rateLimit('alpha', alpha, LIMIT, 'limit'),
    };
    return f.withOwnRule(values, made, { run }, pinned && { run: pinned.results.run, values: pinned.values });
  },
  python: (values) =>
    f.pythonScript({
      about: 'Gradient descent on the square of one parameter.',
      ...runOf(values),
      rule: values.rule,
      prints: {
        startLoss: 'losses[0]',
        loss: 'losses[-1]',
        next: 'path[1, 0]',
        end: 'path[-1, 0]',
      },
    }),
});

/** Before the first step, while what comes of it can still be guessed. */
const BEFORE =
  'You stand at {start}, where the slope is {slope}. Will {steps} steps at this rate bring you to the floor?';

/** Events of the walk, each at the first step at which it has happened. */
function eventsOf({ phi, loss }: Walk): f.RunEvent[] {
  const rises = loss.findIndex((height, t) => t > 0 && height > loss[t - 1]! + SAME);
  const arrives = phi.findIndex((place) => Math.abs(place) < THERE);
  return f.some(
    rises > 0 && { name: 'rises', label: 'higher than before', at: rises },
    arrives > 0 && { name: 'arrives', label: 'on the floor', at: arrives },
  );
}

/** The verdict on the walk, by the factor that each step puts on the distance to the lowest place. */
function verdictOf({ alpha, phi }: V, { phi: places }: Walk): string {
  if (phi === 0) return 'You stand on the lowest place. The slope is zero, so no step goes anywhere.';
  if (Math.abs(alpha - LIMIT) < SAME)
    return 'Right at the limit: each step crosses the valley and lands just as high on the other side, for ever.';
  if (alpha > LIMIT)
    return 'Too large: each step lands higher than it began, where the ground is steeper, so the next one is longer still. After {steps} steps you are {away} away.';
  if (Math.abs(alpha - LIMIT / 2) < SAME)
    return 'One step arrives. That works where the curvature is known and the same everywhere.';
  const arrives = Math.abs(places.at(-1)!) < THERE;
  const crosses =
    alpha > LIMIT / 2
      ? 'Each step goes too far and lands on the other side, but lower than it began.'
      : 'Each step goes down the same side, and the steps shorten as the slope levels out.';
  return `${crosses} ${arrives ? 'After {steps} steps you are there.' : 'After {steps} steps you are still {away} away.'}`;
}

/** The same in one line under a scene. */
function briefOf({ alpha, phi }: V, { phi: places }: Walk): string {
  if (phi === 0) return 'You stand on the lowest place, where the slope is zero.';
  if (Math.abs(alpha - LIMIT) < SAME) return 'Right at the limit: you cross the valley for ever, always as high.';
  if (alpha > LIMIT) return 'Past the limit: each step ends {times} times as far out as it began.';
  if (Math.abs(alpha - LIMIT / 2) < SAME) return 'One step arrives.';
  const leaves = `Each step leaves {kept} of the way${alpha > LIMIT / 2 ? ', on the other side' : ''}`;
  return Math.abs(places[STEPS]!) < THERE
    ? `${leaves}, and the last ends on the floor.`
    : `${leaves}, and the last ends {away} from the lowest place.`;
}

const POINTS = 61;
const across = Float64Array.from({ length: POINTS }, (_, i) => WIDTH * ((2 * i) / (POINTS - 1) - 1));
const ground = across.map((x) => x * x);

/** A piece of the tangent, as long on both sides as the sheet has room for. */
function tangent(at: number): { x: f.Column; y: f.Column } {
  const reach = 0.8;
  const x = Float64Array.of(at - reach, at + reach);
  return { x, y: x.map((x) => at * at + CURVATURE * at * (x - at)) };
}

function hill({ phi }: V, run: Walk, now: number | undefined, before: Walk | undefined): f.SurfacePanel {
  const here = run.phi[now ?? 0]!;
  return f.sheet({
    name: 'valley',
    title: `A valley seen from the side, with steps of gradient descent from ${phi}`,
    x: f.axis('where you stand, ϕ', [-WIDTH, WIDTH], { ticks: [-3, -2, -1, 0, 1, 2, 3] }),
    y: f.axis('height *L* = ϕ^2', [-0.6, HEIGHT + 0.6], { ticks: [0, 3, 6, 9] }),
    regions: [
      f.region('ground', 'measured', [
        ...Array.from(across, (x, i): [number, number] => [x, ground[i]!]),
        [WIDTH, -1],
        [-WIDTH, -1],
      ]),
    ],
    lines: [
      { name: 'ground', role: 'measured', x: across, y: ground },
      { name: 'slope', role: 'theory', ...tangent(here), label: `slope ${(CURVATURE * here).toFixed(1)}` },
    ],
    paths: f.some(
      before && f.path('pinned walk', 'baseline', { x: before.phi, y: before.loss }, { label: 'the run before' }),
      f.path('walk', 'run', { x: run.phi, y: run.loss }, { steps: true, hops: true }),
    ),
    points: f.some(
      f.point('end', 'end', run.phi.at(-1)!, run.loss.at(-1)!, { role: 'run' }),
      now !== undefined &&
        f.point('now', 'now', run.phi[now]!, run.loss[now]!, {
          ...(!eventsOf(run).some(({ at }) => at === now) && { label: `step ${now}` }),
        }),
    ),
    handle: f.ring({ x: 'phi' }, [phi, phi * phi], 'drag, click or tap'),
  });
}

function heights({ loss }: Walk, now: number | undefined, before: Walk | undefined): f.ChartPanel {
  return f.chart({
    name: 'height',
    title: 'How high you stand after each step',
    x: f.axis('step *t*', [0, STEPS], { ticks: [0, 4, 8, 12] }),
    y: f.axis('height *L*', [0, HEIGHT], { ticks: [0, 3, 6, 9] }),
    steps: true,
    series: f.some(
      before && f.line('pinned height', 'baseline', before.loss, { label: 'pinned' }),
      f.line('height', 'run', loss),
    ),
    points: f.some(now !== undefined && f.point('now', 'now', now, loss[now]!, { label: loss[now]!.toFixed(2) })),
  });
}
