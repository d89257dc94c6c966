import { number, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { startOnMap } from '../../kit/start-on-map.ts';
import { FARTHEST, KAPPA, type Surface, surfaceOf, valleyOf, WINDOW } from './trough.ts';

/** The views by name, in the order of the slider. */
const VIEWS = { curve: 0, trough: 1, both: 2, above: 3, chart: 4 } as const;
/** Tilts from the side, and from slightly above, degrees. */
const [SIDE, LOW] = [90, 60];

const parameters = {
  view: number({
    label: 'Curve to map',
    help: 'From the curve of one parameter (0) over the trough (1) and the hill of two (2), looked at from higher and higher up (3), to the map (4).',
    default: VIEWS.both,
    min: VIEWS.curve,
    max: VIEWS.chart,
    step: 0.01,
  }),
  ...startOnMap([-2.1, -7.5], ['place across the valley', 'place along it'], WINDOW, {
    whose: 'you stand',
    label: 'Place',
  }),
};
type V = Values<typeof parameters>;

/**
 * Fraction of its curvature that the second parameter has at a view: none on the curve and the trough, all from the
 * hill on.
 */
export const sayAt = (view: number): number => Math.min(1, Math.max(0, view - VIEWS.trough));

/** The tilt at a view, degrees: the trough is seen from slightly above, and only the whole hill from higher up. */
export function tiltAt(view: number): number {
  if (view <= VIEWS.trough) return SIDE - (SIDE - LOW) * view;
  return LOW * Math.min(1, (VIEWS.chart - view) / (VIEWS.chart - VIEWS.both));
}

export default f.defineExperiment({
  title: 'From the curve to the map',
  question: 'What does a curve become when there is a second parameter?',
  source: 'After UDL 6.1',
  caption:
    'One valley, looked at from the side and then from higher and higher up, while one scale of height stays. The dark line is the curve through the ring. Drag the view from one end to the other, and then the ring: what tells you how high you stand when the height is no longer seen? Nothing here is random.',
  pace: 'instant',
  checked: 'the loss at the ring, worked by hand',
  parameters,
  together: [['phi0', 'phi1']],
  main: ['view', 'phi0'],
  parts: ({ view }: V) => ({ surface: { say: sayAt(view) } }),
  measure: { surface: ({ say }: { say: number }): Surface => surfaceOf(say) },
  present(values, { surface }) {
    if (!surface) return f.unmeasured;
    const { view, phi0, phi1 } = values;
    const valley = valleyOf(sayAt(view));
    const [loss, first] = [valley.loss(Float64Array.of(phi0, phi1)), valley.loss(Float64Array.of(phi0, 0))];
    return {
      panels: [valleyMap(values, surface)],
      numbers: {
        loss: f.fixed(loss, 2),
        first: f.fixed(first, 2),
        second: f.fixed(loss - first, 2),
        tilt: f.count(tiltAt(view)),
        say: f.percent(sayAt(view), 0),
      },
      verdict: verdictsOf(view),
      limits: {
        view: (['trough', 'both', 'above'] as const).map((name) => ({
          at: VIEWS[name],
          label: NAMES[name],
          side: 'none',
        })),
      },
    };
  },
  python: ({ view, phi0, phi1 }) => `"""The loss at a place of a valley, of one parameter and of two."""
import json

import numpy as np

curvatures = np.array([1, ${sayAt(view)} / ${KAPPA}])
phi = np.array([${phi0}, ${phi1}])

print(json.dumps({
    "loss": float(0.5 * np.sum(curvatures * phi**2)),
    "first": float(0.5 * curvatures[0] * phi[0]**2),
    "second": float(0.5 * curvatures[1] * phi[1]**2),
}))
`,
});

const NAMES = { trough: 'trough', both: 'both', above: 'above' } as const;

/** The sentence for each stage of the view. */
const verdictsOf = (view: number): f.Sentences => [
  [
    view < VIEWS.trough / 2,
    'One parameter makes a curve. Where you stand the loss is {loss}, and that is how high the ring is.',
  ],
  [view <= VIEWS.trough, 'The second parameter does nothing yet: anywhere along the trough the loss is {loss}.'],
  [
    view < VIEWS.both,
    'The second parameter begins to have a say, and the trough rises at its ends. It adds {second} to the loss where you stand.',
  ],
  [
    view < (VIEWS.both + VIEWS.above) / 2,
    'Both have a say. Where you stand, {second} of the loss of {loss} comes from the second parameter.',
  ],
  [
    view < VIEWS.chart,
    'From higher up the heights shrink, and the colours show them instead: the stronger the colour, the lower the ground. You stand at a loss of {loss}.',
  ],
  [
    true,
    'From straight above no height is left to see. Only colour and contour say that you stand at a loss of {loss}.',
  ],
];

const POINTS = 65;
const [left, right] = WINDOW.xDomain;
const across = Float64Array.from({ length: POINTS }, (_, i) => left + ((right - left) * i) / (POINTS - 1));
const level = (height: number): f.Column => across.map(() => height);

function valleyMap({ view, phi0, phi1 }: V, { bands, ...heights }: Surface): f.SurfacePanel {
  // Exactly from the side, every point along the valley is at the same position.
  const along = view > VIEWS.curve ? { y: 'phi1' } : {};
  return f.map({
    name: 'valley',
    title: TITLES[nearest(view)],
    x: f.axis('first parameter ϕ_0', WINDOW.xDomain, { ticks: [-3, -2, -1, 0, 1, 2, 3] }),
    y: f.axis('second parameter ϕ_1', WINDOW.yDomain, { ticks: [-10, -5, 0, 5] }),
    bands,
    tilt: { degrees: tiltAt(view), heights: [0, FARTHEST], ...heights },
    lines: [{ name: 'curve', role: 'measured', x: across, y: level(phi1) }],
    points: f.some(sayAt(view) === 1 && f.point('lowest', 'minimum', 0, 0)),
    handle: f.ring({ x: 'phi0', ...along }, [phi0, phi1], 'you'),
  });
}

type View = keyof typeof VIEWS;
const TITLES: Readonly<Record<View, string>> = {
  curve: 'A valley of one parameter: a curve with a ring on it',
  trough: 'The same curve drawn along a second parameter: a trough, seen from a little above',
  both: 'A long valley of two parameters, seen from a little above, with the curve through the ring',
  above: 'The same valley seen from higher up',
  chart: 'The same valley from straight above: a map, with the line of the curve',
};

/** The name of the view that a number is nearest to. */
const nearest = (view: number): View =>
  (Object.keys(VIEWS) as View[]).reduce((best, name) =>
    Math.abs(VIEWS[name] - view) < Math.abs(VIEWS[best] - view) ? name : best,
  );
