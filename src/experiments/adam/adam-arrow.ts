import { choice, number, type Values } from '../../engine/index.ts';
import { squareDecay } from '../../engine/optimizers/hyperparameters.ts';
import * as f from '../../figure/index.ts';
import { bands, cellCentres } from '../../figure/panels/contours.ts';
import type { SurfaceBands } from '../../figure/panels/panel.ts';
import { adamStep } from '../kit/adam-steps.ts';
import { momentumBeta } from '../kit/fields.ts';

/** Half the width and half the height of the plane, in units of a step of full length. */
const WINDOW = [3.9, 2] as const;
const domain = (half: number): readonly [number, number] => [-half, half];
/** Heights of the surface at which a contour is drawn. */
const LEVELS = Array.from({ length: 13 }, (_, k) => 1.5 * (k - 6));
const CELLS = 8;
/** Number of slopes in the averages. */
const SEEN = 20;

const coordinate = (label: string, help: string, half: number, initial: number) =>
  number({ label, help, default: initial, min: -half, max: half, step: 0.01 });

const parameters = {
  along: coordinate('Downhill, along', 'How steeply the ground falls along the valley.', WINDOW[0], 0.5),
  across: coordinate('Downhill, across', 'How steeply the ground falls across the valley.', WINDOW[1], -1.6),
  disagree: number({
    label: 'Disagreement across',
    help: 'How far the slope across is turned every second time: at a half it is zero, at 1 it points the other way.',
    default: 0,
    min: 0,
    max: 1,
    step: 0.01,
  }),
  draws: choice({
    label: 'Drawn',
    help: 'How much of Adam is drawn beside the slopes: its two averages one after the other, and then the step.',
    default: 'step',
    options: { slopes: 'the slopes', average: 'their average', size: 'their usual size', step: 'the step' },
  }),
  beta: momentumBeta('The share of the averaged slope that each step keeps.', [0, 0.9, 0.99]),
  gamma: {
    ...squareDecay(0.99, { max: 0.999 }),
    help: 'The share of the averaged squared slope that each step keeps.',
  },
};
type V = Values<typeof parameters>;

/** One coordinate: the last slope but one, the corrected mean, the root of the corrected mean square, and the step. */
interface Terms {
  other: number;
  average: number;
  root: number;
  step: number;
}

/** Equations 6.15 to 6.17 for slopes that alternate in sign; the last one is complete. A rate of 1. */
function termsOf(slope: number, { disagree, beta, gamma }: V): Terms {
  const other = (1 - 2 * disagree) * slope;
  const [m, v] = [new Float64Array(SEEN), new Float64Array(SEEN)];
  for (let t = 0; t < SEEN; t++) {
    const g = (SEEN - 1 - t) % 2 === 0 ? slope : other;
    m[t] = beta * (m[t - 1] ?? 0) + (1 - beta) * g; // (6.15)
    v[t] = gamma * (v[t - 1] ?? 0) + (1 - gamma) * g ** 2;
  }
  const hyper = { alpha: 1, beta, gamma, epsilon: 1e-8, correctBias: true };
  const { mTilde, vTilde, step } = adamStep({ g: m, m, v }, SEEN - 1, hyper);
  return { other, average: mTilde, root: Math.sqrt(vTilde), step: -step };
}

export default f.defineExperiment({
  title: 'One arrow becomes two averages',
  question: 'How far does Adam step, however steep it is?',
  source: 'UDL 6.4, eq 6.15 to 6.17',
  caption:
    'You are the landscape: drag the arrow that points downhill. Blue is the average of the last twenty of them, the grey box their usual size along each coordinate, and magenta the step, which is the one divided by the other. The dashed square reaches one rate α to each side. Can you get the step out of it, or make it short? Nothing here is random.',
  pace: 'instant',
  checked: 'the engine’s own Adam',
  parameters,
  together: [['along', 'across']],
  main: ['disagree', 'beta'],
  parts: (values: V) => ({ both: values }),
  measure: {
    // Only the slopes across the valley disagree.
    both: (values: V): readonly [Terms, Terms] => [
      termsOf(values.along, { ...values, disagree: 0 }),
      termsOf(values.across, values),
    ],
  },
  present(values, { both }) {
    if (!both) return f.unmeasured;
    const [along, across] = both;
    const share = ({ step }: Terms) => f.fixed(Math.abs(step), 2);
    return {
      panels: [plane(values, both)],
      numbers: {
        step0: f.fixed(along.step, 2),
        step1: f.fixed(across.step, 2),
        share0: share(along),
        share1: share(across),
        average0: f.significant(along.average, 2),
        average1: f.significant(across.average, 2),
        root0: f.significant(along.root, 2),
        root1: f.significant(across.root, 2),
      },
      summary: [
        [values.disagree > 0 && values.draws === 'slopes', 'Two slopes take turns, and across they disagree.'],
        [values.disagree > 0 && values.draws === 'average', 'Their average is {average0} along and {average1} across.'],
        [
          values.disagree > 0 && values.draws === 'size',
          'Across, the average is {average1}, and the usual size {root1}.',
        ],
        [
          Math.abs(across.average) < 0.99 * across.root,
          'Across, the average has shrunk below the usual size, so the step goes only {share1} *α* across, and {share0} *α* along.',
        ],
        [true, 'The step goes {share0} *α* along the valley and {share1} *α* across it.'],
      ],
      verdict: {
        text: 'The step goes {share0} *α* along and {share1} *α* across: the averages {average0} and {average1}, divided by the usual sizes {root0} and {root1}.',
      },
    };
  },
});

/** In the order in which they come. */
const DRAWN = Object.keys(parameters.draws.options);

const box = (half0: number, half1: number) => ({
  x: Float64Array.from([-1, 1, 1, -1, -1], (side) => side * half0),
  y: Float64Array.from([-1, -1, 1, 1, -1], (side) => side * half1),
});

/** The surface under the arrows. Its slope is the same everywhere: the steeper, the closer its contours. */
function ground(along: number, across: number): SurfaceBands {
  const [xDomain, yDomain] = [domain(WINDOW[0]), domain(WINDOW[1])];
  const [x, y] = [cellCentres(xDomain, CELLS), cellCentres(yDomain, CELLS)];
  const { numbers: _, ...drawn } = bands({
    grid: Array.from(y, (up) => Array.from(x, (right) => -(along * right + across * up))).flat(),
    columns: x.length,
    rows: y.length,
    xDomain,
    yDomain,
    levels: LEVELS,
    label: 'loss *L*',
  });
  return drawn;
}

function plane({ along, across, disagree, draws }: V, [first, second]: readonly [Terms, Terms]): f.SurfacePanel {
  const from = [0, 0] as const;
  // While all slopes are equal, their average equals their RMS: there is nothing to distinguish.
  const isMixed = disagree > 0;
  const drawn = DRAWN.indexOf(draws);
  return f.map({
    name: 'arrows',
    title: `A slope of ${along} along and ${across} across, the average of twenty, and the step that Adam makes of them`,
    x: f.axis('along the valley', domain(WINDOW[0]), { ticks: [-3, -2, -1, 0, 1, 2, 3] }),
    y: f.axis('across it', domain(WINDOW[1]), { ticks: [-2, -1, 0, 1, 2] }),
    equal: true,
    bands: ground(along, across),
    lines: f.some(
      isMixed && drawn >= 2 && f.path('usual size', 'baseline', box(first.root, second.root), { label: true }),
      drawn >= 3 && f.path('α to each side', 'theory', box(1, 1), { label: true }),
    ),
    points: [f.point('dot', 'here', 0, 0)],
    arrows: f.some(
      isMixed && f.arrow('every second slope', 'baseline', from, [first.other, second.other], 'every second slope'),
      f.arrow('downhill', 'batch', from, [along, across], 'downhill'),
      isMixed && drawn >= 1 && f.arrow('average', 'measured', from, [first.average, second.average], 'average'),
      drawn >= 3 && f.arrow('the step', 'run', from, [first.step, second.step], 'the step'),
    ),
    handle: f.ring({ x: 'along', y: 'across' }, [along, across], 'drag the slope'),
  });
}
