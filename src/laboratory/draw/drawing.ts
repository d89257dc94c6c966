/** The drawn path on the loss of the playground, both as queries of their figures. */
import { codeText } from '../../engine/code.ts';
import { pointsIn, pointsText } from '../../engine/points.ts';
import { FIRST_MODEL } from '../../experiments/kit/first-texts.ts';
import { frameOf } from '../../experiments/kit/loss-frames.ts';
import { FIRST_LOSS, FIRST_POINTS, isLoss, isPython, losses } from '../../experiments/kit/losses.ts';
import { chosenWindow, FIRST_EDGES } from '../../experiments/kit/own-sheet.ts';
import { setEdges } from '../playground/settings.ts';

export const DRAWING = { path: 'draw/', key: 'laboratory draw', figure: 'draw' } as const;

/** A model of two parameters as a loss: the sum of squares over its points. */
function lossOfModel(playground: URLSearchParams): string {
  const model = playground.get('model') || FIRST_MODEL;
  const isTurned = Number(playground.get('shownAcross') ?? 0) > 0;
  return codeText(`${model.trimEnd()}

points = ${JSON.stringify(pointsOf(playground))}

def loss(x, y):
    phi = np.array([${isTurned ? 'y, x' : 'x, y'}])
    total = 0
    for at, value in points:
        total = total + (model(at, phi) - value) ** 2
    return total`);
}

const pointsOf = (playground: URLSearchParams) => pointsIn(playground.get('points') ?? '') ?? FIRST_POINTS;

/** The losses in Python that a reader has written in the playground, as a path is drawn on them. */
export const lossesOf = (playground: URLSearchParams): string[] => [
  playground.get('ground') ?? '',
  lossOfModel(playground),
];

/** Without a line. @throws Error in words for the reader, of a model that has no sheet of all its parameters */
export function drawingOn(playground: URLSearchParams): URLSearchParams {
  const found = playground.get('loss');
  const loss = isLoss(found) ? found : 'basins';
  if (loss === 'model' && (playground.get('count') ?? '2') !== '2')
    throw new Error('A line on the sheet says where two parameters go. Give your model two, or take another loss.');
  const points = pointsOf(playground);
  const edges = Object.entries(FIRST_EDGES).map(([name, at]) => [name, Number(playground.get(name) ?? at)]);
  const window =
    chosenWindow({ ...(Object.fromEntries(edges) as typeof FIRST_EDGES), loss }) ?? frameOf(loss, points).window;
  const query = new URLSearchParams({
    loss: loss === 'model' ? 'own' : loss,
    path: 'none',
    points: pointsText(points),
    ground: loss === 'own' ? playground.get('ground') || FIRST_LOSS : loss === 'model' ? lossOfModel(playground) : '',
  });
  const { x, y } = losses[loss];
  if (isPython(loss) || JSON.stringify(window) !== JSON.stringify({ x, y })) setEdges(query, window);
  return query;
}
