/** The playground's requests to Python: runs of rules as text, and sheets of losses that are text. */

import { isCurve, lossOf } from '../../experiments/kit/losses.ts';
import { cellCentres, ground } from '../../figure/panels/contours.ts';
import type { PanelPoint } from '../../figure/panels/panel.ts';
import { drawsOf } from '../../python/draws.ts';
import type { Trouble } from '../../python/errors.ts';
import type { ProblemText } from '../../python/protocol.ts';
import type { Python, RuleAnswer } from '../../python/python.ts';
import type { Run, Scene } from './compute.ts';
import type { Settings } from './settings.ts';

/** The problem of the settings, as text; of the engine's problems `engine` has it. */
export function problemTextOf({ loss, lossText, modelText, points }: Settings, engine: string): ProblemText {
  if (loss === 'own') return { kind: 'loss', code: lossText };
  if (loss !== 'model') return { kind: 'python', code: engine };
  return { kind: 'model', code: modelText, data: { x: points.map(([x]) => x), y: points.map(([, y]) => y) } };
}

/** Where a run starts: on the sheet, and for a model with more parameters where the others stand. */
export function wholeStart({ loss, lossText, start, phi, over }: Settings): number[] {
  if (loss === 'own' && isCurve(lossText)) return [start[0]];
  if (loss !== 'model') return [...start];
  const whole = [...phi];
  whole[over[0]] = start[0];
  if (over[1] !== over[0]) whole[over[1]] = start[1];
  return whole;
}

export interface Told {
  run?: Run;
  trouble?: Trouble;
  printed: string;
}

/** Runs one rule. What an error ended comes with its trouble, as far as it came. */
export async function runText(
  python: Pick<Python, 'run'>,
  settings: Settings,
  problem: ProblemText,
  code: string,
  lane: string,
  examples = 0,
): Promise<Told | undefined> {
  const { steps, noise, batch, seed } = settings;
  const start = wholeStart(settings);
  const draws = drawsOf({
    problem: { dimension: start.length, examples } as Parameters<typeof drawsOf>[0]['problem'],
    steps,
    seed,
    ...(noise > 0 && { noise: { sd: noise } }),
    ...(batch > 0 && batch < examples && { batches: { size: batch, sampling: 'notebook' as const } }),
  });
  const answer = await python.run({ code, problem, start, steps, lane, ...draws });
  if (answer.passed) return undefined;
  const run = runOf(answer, settings);
  return { ...(run && { run }), ...(answer.error && { trouble: answer.error }), printed: answer.printed };
}

function runOf({ trace }: RuleAnswer, { loss, over }: Settings): Run | undefined {
  if (!trace || trace.loss.length === 0) return undefined;
  const { dimension, phi, status } = trace;
  const [i, j] = loss === 'model' ? over : [0, 1];
  const column = (k: number) => Float64Array.from(trace.loss, (_, t) => phi[t * dimension + k] ?? Number.NaN);
  return {
    x: column(i),
    // On a curve a run stands as high as its loss.
    y: i === j || dimension === 1 ? trace.loss.slice() : column(j),
    loss: trace.loss,
    ...(loss === 'model' && { phi }),
    ...(status.kind === 'diverged' && { lost: status.step }),
  };
}

/** Cells of a sheet across, by what one of them costs: a loss is asked once for each, a model at every point. */
const LOSS_CELLS = 72;
/** Of a model: so many questions a sheet, within a second on a slow phone. */
const MODEL_QUESTIONS = 7000;
const FEWEST_CELLS = 14;
/** Height over width. */
const SHAPE = 0.8;

function cellsAcross({ loss, points }: Settings): number {
  if (loss === 'own') return LOSS_CELLS;
  const cells = MODEL_QUESTIONS / Math.max(1, points.length);
  return Math.max(FEWEST_CELLS, Math.min(44, Math.round(Math.sqrt(cells / SHAPE))));
}

type InPython = Settings & { loss: 'own' | 'model' };

/** The sheet of a loss or a model in Python, still without marks. What takes too long is tried once more, coarsely. */
export async function sceneOfText(
  python: Pick<Python, 'grid' | 'surface'>,
  settings: InPython,
): Promise<{ scene?: Scene; trouble?: Trouble } | undefined> {
  if (settings.loss === 'own' && isCurve(settings.lossText)) return curveOfText(python, settings);
  const across = cellsAcross(settings);
  const fine = await gridOf(python, settings, across);
  const grid = fine.error?.kind === 'ended' ? await gridOf(python, settings, Math.ceil(across / 3)) : fine;
  if (grid.passed) return undefined;
  if (!grid.values || grid.error) return grid.error ? { trouble: grid.error } : {};
  const { loss, window, over } = settings;
  const upright = loss === 'own' ? lossOf(loss).names[1] : `ϕ_${over[1]}`;
  return {
    scene: {
      minima: [],
      sheet: {
        kind: 'surface',
        name: 'sheet',
        title: `Loss surface: ${lossOf(loss).title}`,
        x: { label: '', domain: window.x },
        y: { label: upright, domain: window.y },
        ...ground({
          grid: Float64Array.from(grid.values),
          columns: grid.columns,
          rows: grid.rows,
          xDomain: window.x,
          yDomain: window.y,
          label: 'loss *L*',
        }),
      },
    },
  };
}

/** Places of a curve, and the room above and below it as a share of its height. */
const CURVE = 401;
const MARGIN = 0.08;

/** The curve of a loss of one parameter. */
async function curveOfText(
  python: Pick<Python, 'grid'>,
  { lossText, window: { x } }: Settings,
): Promise<{ scene?: Scene; trouble?: Trouble } | undefined> {
  const places = Float64Array.from({ length: CURVE }, (_, k) => x[0] + ((x[1] - x[0]) * k) / (CURVE - 1));
  const { values, error, passed } = await python.grid({ code: lossText, xs: Array.from(places) });
  if (passed) return undefined;
  if (!values || error) return error ? { trouble: error } : {};
  const heights = Array.from(values).filter(Number.isFinite);
  if (heights.length === 0)
    return { trouble: { kind: 'wrong', where: 'loss', message: 'The loss has no finite value on this stretch.' } };
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const room = MARGIN * (high - low || 1);
  return {
    scene: {
      minima: [],
      sheet: {
        kind: 'surface',
        name: 'sheet',
        title: 'Loss curve: Your own',
        x: { label: '', domain: x },
        y: { label: 'loss *L*', domain: [low - room, high + room] },
        lines: [{ name: 'loss', role: 'measured', x: places, y: Float64Array.from(values) }],
      },
    },
  };
}

async function gridOf(python: Pick<Python, 'grid' | 'surface'>, settings: InPython, across: number) {
  const { loss, lossText, window, over } = settings;
  const xs = Array.from(cellCentres(window.x, across));
  const ys = Array.from(cellCentres(window.y, Math.round(SHAPE * across)));
  const problem = problemTextOf(settings, '');
  const answer =
    loss === 'own'
      ? await python.grid({ code: lossText, xs, ys })
      : await python.surface({ problem, phi: wholeStart(settings), over, xs, ys });
  return { ...answer, columns: xs.length, rows: ys.length };
}

/** The sheet of a loss with its minima and saddles, which take longer than its tints; as it is where they took too long. */
export async function withMarks(
  python: Pick<Python, 'stationary'>,
  { lossText, window }: Settings,
  scene: Scene,
): Promise<Scene> {
  const curve = isCurve(lossText);
  const { points = [] } = await python.stationary({
    code: lossText,
    xDomain: window.x,
    ...(!curve && { yDomain: window.y }),
  });
  const marks = points.flatMap(({ kind, phi: [x = 0, up = 0], loss }, i) => {
    const y = curve ? loss : up;
    return kind === 'minimum' || kind === 'saddle' ? [{ name: `${kind} ${i + 1}`, x, y, mark: kind, loss }] : [];
  });
  return {
    minima: marks.flatMap(({ mark, x, y, loss }) => (mark === 'minimum' ? [{ x, y, loss }] : [])),
    sheet: { ...scene.sheet, points: marks.map(({ loss: _, ...point }): PanelPoint => point) },
  };
}
