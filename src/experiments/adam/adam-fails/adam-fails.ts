import { number, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { learningRate, startPoint, stepCount } from '../../kit/fields.ts';
import {
  driftOf,
  type EndsPart,
  GAMMAS,
  type LineRun,
  lineEnds,
  lineRun,
  lineScript,
  movesOf,
  PAPER,
  RULES,
  type Rule,
  type RunPart,
  rules,
} from './straight-lines.ts';

const parameters = {
  gamma: number({
    label: 'Decay of squares γ',
    symbol: String.raw`\gamma`,
    help: 'The share of the averaged squared gradient that each step keeps.',
    default: PAPER,
    min: 0,
    max: 0.99,
    step: 0.001,
  }),
  alpha: learningRate('The rate of the first step. Step t has α/√t.', [0.01, 0.1, 1], { step: 0.01 }),
  start: startPoint('Where both runs start.', [-1, 0, 1]),
  steps: stepCount('How many steps both runs make.', [30, 3000, 3000], { symbol: undefined }),
};
type V = Values<typeof parameters>;

/**
 * A run that returns to the best or the worst point in every cycle, and ends within this distance of it, has settled
 * there.
 */
const NEAR = 0.1;
/** Closer than this it is displayed as the border itself. */
const SHOWN = 0.0005;

/** Three steps that move the parameter by less have returned to their start. */
const STILL = 1e-9;

type Runs = ReadonlyMap<Rule, LineRun>;

export default f.defineExperiment({
  title: 'Where Adam goes to the worst point',
  question: 'Can Adam fail on a problem as simple as a straight line?',
  claim: 'Adam goes down the line, to the best point',
  source: 'Reddi, Kale and Kumar 2018, theorem 1; UDL 6.4',
  caption:
    'One parameter between −1 and 1, and three straight losses in turn: 4ϕ, −ϕ, −ϕ. Their sum, 2ϕ, is lowest at −1. As in the paper, Adam has β = 0, no bias correction and the rate α/√t, and each step is brought back into [−1, 1]. One chart shows both rules step by step, the other where they end for each γ. Drag γ: how long a memory does Adam need? Nothing here is random.',
  pace: 'ensemble',
  checked: 'Reddi, Kale and Kumar 2018',
  main: ['gamma', 'alpha'],
  parameters,
  parts: ({ gamma, ...shared }: V) => ({
    runs: new Map(RULES.map((rule): [Rule, RunPart] => [rule, { rule, gamma, ...shared }])),
    ends: new Map(RULES.map((rule): [Rule, EndsPart] => [rule, { rule, ...shared }])),
  }),
  measure: { runs: lineRun, ends: lineEnds },
  present(values, { runs, ends }, { at, pinned } = {}) {
    const [adam, amsgrad] = [runs.get('adam'), runs.get('amsgrad')];
    const moves = adam && movesOf(adam);
    const [adamEnds, amsgradEnds] = [ends.get('adam'), ends.get('amsgrad')];
    const paper = GAMMAS.indexOf(PAPER);
    return {
      panels: [
        runChart(values, runs, at, pinned?.results.runs.get('adam')),
        endChart(values, ends, adam),
        movesTable(runs),
      ],
      numbers: f.known({
        gamma: f.fixed(values.gamma, Number(values.gamma.toFixed(2)) === values.gamma ? 2 : 3),
        steps: f.count(values.steps),
        adamEnd: adam && f.fixed(adam.phi.at(-1), 3),
        moveFirst: moves && f.significant(moves[0], 2),
        moveSecond: moves && f.significant(moves[1], 2),
        moveThird: moves && f.significant(moves[2], 2),
        drift: adam && f.significant(Math.abs(driftOf(adam)), 2),
        amsgradEnd: amsgrad && f.fixed(amsgrad.phi.at(-1), 3),
        paperEnd: adamEnds && f.fixed(adamEnds[paper], 3),
        paperAmsgradEnd: amsgradEnds && f.fixed(amsgradEnds[paper], 3),
      }),
      steps: values.steps,
      verdict: verdictsOf(values, adam, amsgrad !== undefined),
    };
  },
  python: lineScript,
});

function verdictsOf({ gamma }: V, adam: LineRun | undefined, both: boolean): f.Presented['verdict'] {
  if (!adam) return f.measuring('The runs are being computed.');
  const end = adam.phi.at(-1)!;
  const first = `With ${gamma === PAPER ? 'γ = 1/17' : 'γ = {gamma}'} Adam`;
  const other = both ? ' AMSGrad ends at {amsgradEnd}.' : '';
  const drift = driftOf(adam);
  // Between two visits a run at a large rate is far from the border to which every cycle returns it.
  const returns = (border: number): boolean => adam.cycle.includes(border) && Math.abs(drift) < STILL;
  const back = `${first} is at {adamEnd}, and every three steps it is back at the`;
  const moves = `${first} is at {adamEnd} after {steps} steps and still moving`;
  return [
    // The projection puts a converged run exactly on the border, once in every cycle.
    [
      end >= 1 - NEAR && adam.cycle.includes(1),
      `${first} ends at {adamEnd}, ${end < 1 - SHOWN ? 'within a step of the worst point' : 'the worst point there is'}.${other}`,
      'fails',
    ],
    [
      end <= -1 + NEAR && adam.cycle.includes(-1),
      `${first} ends at {adamEnd}, ${end > -1 + SHOWN ? 'within a step of' : 'at'} the best point.${other}`,
      'holds',
    ],
    [returns(1), `${back} worst point.${other}`, 'fails'],
    [returns(-1) && !adam.cycle.includes(1), `${back} best point.${other}`, 'holds'],
    [drift < 0, `${moves} down towards the best point, by {drift} every three steps.${other}`, 'depends'],
    [true, `${moves} up, away from the best point, by {drift} every three steps.${other}`, 'depends'],
  ];
}

const borders = [f.level(1, 'worst', 'danger'), f.level(-1, 'best', 'theory')];
const phiAxis = (label: string) => f.axis(label, [-1.15, 1.15], { ticks: [-1, 0, 1] });

const ruleLine = (rule: Rule, x: f.Column, phi: f.Column): f.ChartSeries => {
  const { name, role } = rules[rule];
  return f.line(name, role, x, phi, { label: true });
};

function runChart({ steps, start }: V, runs: Runs, at: number | undefined, before: LineRun | undefined): f.ChartPanel {
  const adam = runs.get('adam');
  const now = at === undefined ? undefined : adam?.t.findLastIndex((t) => t <= at);
  return f.chart({
    name: 'run',
    title: 'The parameter at each step',
    x: f.axis('step *t*', [0, steps]),
    y: phiAxis('parameter ϕ'),
    steps: true,
    references: borders,
    series: f.some(
      before && f.line('pinned, Adam', 'baseline', before.t, before.phi, { label: 'pinned' }),
      [...runs].map(([rule, { t, phi }]) => ruleLine(rule, t, phi)),
    ),
    points: f.some(
      adam &&
        now !== undefined &&
        f.point('now', 'now', adam.t[now]!, adam.phi[now]!, { label: `step ${adam.t[now]}` }),
    ),
    handle: f.ring({ y: 'start' }, [0, start], 'start'),
  });
}

function endChart({ gamma }: V, ends: ReadonlyMap<Rule, f.Column>, adam: LineRun | undefined): f.ChartPanel {
  const gammas = Float64Array.from(GAMMAS);
  return f.chart({
    name: 'ends',
    title: 'Where each rule ends, against the decay of squares',
    x: f.axis('decay of squares γ', [0, 1], { ticks: [0, 0.25, 0.5, 0.75, 1] }),
    y: phiAxis('parameter ϕ at the end'),
    references: borders,
    series: [...ends].map(([rule, phi]) => ruleLine(rule, gammas, phi)),
    handle: adam && f.ring({ x: 'gamma' }, [gamma, adam.phi.at(-1)!], 'drag γ'),
  });
}

/** The explanation: the one long gradient is divided by itself, the two short ones by what is left of it. */
function movesTable(runs: Runs): f.TablePanel {
  const both = RULES.map((rule) => runs.get(rule));
  return f.table({
    name: 'one cycle',
    title: 'The last cycle of three examples: how far each one moves the parameter',
    columns: [f.words('loss'), f.figures('Adam', 5), f.figures('AMSGrad', 5)],
    rows: [
      ...['4ϕ', '−ϕ', '−ϕ'].map((loss, k) => [loss, ...both.map((run) => (run ? movesOf(run)[k]! : null))]),
      ['all three', ...both.map((run) => (run ? driftOf(run) : null))],
    ],
  });
}
