import type { Problem } from '../../../engine/problems/problem.ts';
import * as f from '../../../figure/index.ts';
import { hasExamples, isCurve, isPython, lossOf, shareOf } from '../../kit/losses.ts';
import { edgesSay, pointsOf } from '../../kit/own-map.ts';
import { ruleNames } from '../../kit/rule-names.ts';
import { blank, lossChart, mapOf, pointsChart, rulesTable, type Seen } from './panels.ts';
import { FIRST_X, FIRST_Y, MOST_PARAMETERS, parameters, titles, type V } from './parameters.ts';
import { shownLoss, verdictOf } from './race-sentence.ts';
import { askOfFits, askOfRun, type Fits, fitsOf, optimizerOf, type Run, type RunPart, runOf } from './runs.ts';
import { entrantsOf, firstRule, setupOf, worldOf } from './setup.ts';
import { ourProblem, sceneOf, surfaceAskOf, type World } from './world.ts';

/** The reader's loss as a problem for a script: its slopes there are difference quotients. */
const inScript = (text: string): Pick<Problem, 'python'> => ({
  python: `${text.trimEnd()}

own_loss = loss

def loss(phi, batch=None):
    return own_loss(*phi)

def gradient(phi, batch=None):
    h = 1e-6
    return np.array([(loss(phi + h * e) - loss(phi - h * e)) / (2 * h) for e in np.eye(len(phi))])
`,
});

export default f.defineExperiment({
  title: 'Your rule and three others',
  question: 'Which rule gets lowest, and what becomes of yours?',
  source: 'UDL 6.1 to 6.4',
  caption:
    'Your rule, and three beside it, from one start: a dot for each step. Circles are minima, crosses saddle points. Click anywhere to start there, change a line of the rule, or write a loss of your own. From where is your rule the lowest?',
  pace: 'ensemble',
  checked: 'the rules by PyTorch, each loss by its own slopes',
  main: ['loss', 'rule', 'rule2', 'rule3', 'rule4', 'tilt'],
  together: [
    ['rule2', 'rate2'],
    ['rule3', 'rate3'],
    ['rule4', 'rate4'],
    ['across', 'up'],
  ],
  parameters,
  parts(values: V) {
    const setup = setupOf(values);
    const runs = setup ? entrantsOf(values, setup).map(({ part }) => part) : [];
    return {
      sheet: setup && worldOf(values, setup),
      runs,
      fits: values.loss === 'model' ? runs.map((run) => ({ ground: run.text, run })) : [],
    };
  },
  follows: { fits: ({ run }: FitPart) => ({ runs: [run] }) },
  sampled: { sheet: surfaceAskOf },
  ruled: { runs: askOfRun },
  tried: { fits: ({ run }: FitPart, { runs: [made] }: { runs: readonly Run[] }) => askOfFits(run, made!) },
  measure: {
    sheet: (world: World, surface?: f.Surface) => sceneOf(world, surface),
    runs: (part: RunPart, made?: f.Replayed | f.MadeRun) => runOf(part, made),
    fits: ({ run }: FitPart, { runs: [made] }: { runs: readonly Run[] }, curves: f.Curves): Fits =>
      fitsOf(run, made!, curves),
  },
  present(values, results, { at } = {}) {
    const setup = setupOf(values);
    const idle = idleAt(values);
    const offers = suggestions.filter(({ set }) => !isSet(values, set));
    if (!setup) {
      const text =
        values.loss === 'own' ? 'Write a loss of your own to see rules on it.' : 'Write a model of your own to fit it.';
      return { panels: [blank(values)], numbers: {}, verdict: f.unanswered(text), main: mainOf(values), idle, offers };
    }
    const { sheet: scene, runs, fits } = results;
    const all = entrantsOf(values, setup).flatMap((entrant, k) => {
      const run = runs[k];
      return run ? [{ ...entrant, run, fit: fits[k] }] : [];
    });
    if (!scene) return f.unmeasured;
    const steps = Math.max(1, ...all.map(({ run }) => run.loss.length - 1));
    const now = Math.min(at ?? steps, steps);
    const isWhole = all.length === runs.length;
    const said = verdictOf(
      all.map(({ spoken, own, run }) => ({ name: spoken, own, run })),
      now,
      { minima: scene.minima, x: setup.x, y: setup.y },
    );
    const hasPoints = values.loss === 'line' || values.loss === 'model';
    return {
      panels: f.some<f.Panel>(
        mapOf(values, setup, scene, all, at),
        hasPoints && pointsChart(pointsOf(values), all, now),
        lossChart(all, steps, at),
        rulesTable(all, now),
      ),
      steps,
      numbers: { ...said.numbers, ...f.known({ ownLoss: ownLossOf(all) }) },
      // A reader who steps through a run has already read why its loss is hard.
      verdict: isWhole
        ? {
            text: [said.text, edgesSay(values), at === undefined && lossOf(values.loss).about]
              .filter(Boolean)
              .join(' '),
          }
        : f.measuring(),
      main: mainOf(values),
      idle,
      offers,
    };
  },
  python(values) {
    const setup = setupOf(values);
    if (!setup) return '';
    const { id, hyper } = firstRule(setup.rates);
    const { text, ground, whole, steps } = setup;
    const own = inScript(ground) as Problem;
    const problem =
      text === ''
        ? ourProblem({ loss: values.loss, points: pointsOf(values) })
        : { ...own, id: 'own', dimension: whole.length, examples: 0 };
    const batches = { size: values.batch, sampling: 'notebook', seed: values.seed } as const;
    const script = f.pythonScript({
      about: `Your rule in the laboratory: ${titles[values.loss]}.`,
      problem,
      optimizer: optimizerOf(id),
      hyper,
      start: values.loss === 'model' ? setup.start : whole,
      steps,
      ...(hasExamples(values.loss) && values.batch > 0 && values.batch < problem.examples && { batches }),
      rule: values.rule,
      prints: { ownLoss: 'losses[-1]' },
    });
    // No script draws the noise, but the rule is the same.
    return values.noise > 0 ? { ...script, text: '' } : script;
  },
});

type FitPart = {
  ground: string;
  run: RunPart;
};
const ownLossOf = (all: readonly Seen[]) => {
  const mine = all.find(({ own }) => own);
  return mine && shownLoss(mine.run.loss.at(-1) ?? Number.NaN);
};
const mainOf = ({ loss }: V): string[] =>
  f.some<string>(
    'loss',
    loss === 'own' && 'ground',
    loss === 'model' && 'model',
    (loss === 'line' || loss === 'model') && 'points',
    'rule',
    'rule2',
    'rule3',
    'rule4',
    'tilt',
  );

/** The controls without effect at these values. */
function idleAt({ loss, ground, noise, batch, count, ...values }: V): string[] {
  const isDrawn = noise > 0 || (hasExamples(loss) && batch > 0);
  const isModel = loss === 'model';
  return f.some<string>(
    loss === 'own' && isCurve(ground) && 'tilt',
    loss !== 'own' && 'ground',
    !isModel && ['model', 'count', 'shownAcross', 'shownUp'],
    !isModel && loss !== 'line' && 'points',
    !(isPython(loss) || loss === 'line') && ['left', 'right', 'bottom', 'top'],
    Array.from({ length: MOST_PARAMETERS }, (_, k) => (isModel && k < count ? '' : `phi${k}`)).filter(
      (name) => name !== '',
    ),
    !hasExamples(loss) && 'batch',
    !isDrawn && 'seed',
    ([2, 3, 4] as const).flatMap((k) => {
      const id = values[`rule${k}`];
      return id === 'none' || ruleNames[id].rate === undefined ? [`rate${k}`] : [];
    }),
  );
}

/** Initial setting. Each sentence is true of the rules beside the reader's own, whatever theirs is. */
const beside = {
  rule2: 'gradientDescent',
  rule3: 'momentum',
  rule4: 'adam',
  rate2: 1,
  rate3: 1,
  rate4: 1,
  noise: 0,
  steps: 0,
} as const;
const onOwnStart = { across: parameters.across.default, up: parameters.up.default };
const suggestions = [
  { text: 'show a long and narrow ravine', set: { ...beside, ...onOwnStart, loss: 'ravine' } },
  {
    text: 'show Adam at a fifth of its rate leaving the saddle later than descent',
    set: { ...beside, ...onOwnStart, loss: 'saddle', rate4: 0.2, steps: 20 },
  },
  {
    text: 'show descent, momentum and Adam all caught',
    set: { ...beside, loss: 'basins', across: shareOf(FIRST_X, -3.4), up: shareOf(FIRST_Y, 1) },
  },
];
const isSet = (values: V, set: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(set).every(([name, value]) => values[name as keyof V] === value);
