import { choice, integer, type Values } from '../../../engine/index.ts';
import * as f from '../../../figure/index.ts';
import { seed, turnOfValley } from '../../kit/fields.ts';
import { type Measured, meanOf, through } from '../../kit/measured.ts';
import {
  type Columns,
  CURVATURES,
  type PlanePath,
  RULES,
  type RuleName,
  rules,
  runOf,
  STARTS,
  type Tuned,
  type Turned,
  tuned,
} from './turned-layer.ts';
import { turnedMap } from './turned-map.ts';

const parameters = {
  rule: choice<RuleName>({
    label: 'Rule',
    help: 'The rule whose run is drawn. The chart has all five.',
    default: 'adam',
    options: { adam: 'Adam', lion: 'Lion', shampoo: 'Shampoo', muon: 'Muon', momentum: 'momentum' },
  }),
  angle: turnOfValley(),
  steps: integer({
    label: 'Gradients',
    help: 'How many gradients each run may ask for. Its rate falls to zero over them in a straight line.',
    default: 60,
    min: 30,
    max: 150,
  }),
  seed: seed('Decides the starts.'),
};
type V = Values<typeof parameters>;

const ANGLES = Array.from({ length: 10 }, (_, k) => 5 * k);
/**
 * A rotation matters to a rule if it changes the remaining loss by more than this factor, start by start, beyond its
 * interval.
 */
const SAME = 1.1;

export default f.defineExperiment({
  title: 'Drop the coordinates',
  question: 'Which rules notice in what direction the valley runs?',
  claim: 'This rule does not notice in what direction the valley runs',
  source: 'Gupta et al. 2018 (arXiv 1802.09568); Chen et al. 2023 (arXiv 2302.06675); Jordan et al. 2024',
  caption: `A layer with two inputs and two outputs: each column of its weights runs in the same valley, ${CURVATURES[1]} times as steep across as along, and both are drawn. The valley and the starts are turned together, so that nothing changes but the axes. With Muon, the grey arrows are the slopes at both starts. Each rule has the best of 13 rates at each turn, which falls to zero over the run. The chart has the share of the first loss that is left. Which of the lines are level? ${STARTS} starts: medians, and a band from a quarter to three quarters of them.`,
  pace: 'ensemble',
  checked: 'singular values instead of iterations and matrix roots',
  main: ['rule', 'angle'],
  parameters,
  parts({ rule, angle, steps, seed: first }: V) {
    const part = (name: RuleName, degrees: number): [readonly [RuleName, number], Turned] => [
      [name, degrees],
      { rule: name, degrees, steps, seed: first },
    ];
    const others = RULES.filter((name) => name !== rule);
    return {
      turns: new Map(
        [rule, ...others].flatMap((name) => [...new Set([angle, ...ANGLES])].map((degrees) => part(name, degrees))),
      ),
    };
  },
  measure: { turns: tuned },
  present(values, { turns }, { at, pinned } = {}) {
    const { rule, angle, steps } = values;
    const byRule = turnsOf(turns);
    const own = byRule.get(rule)?.get(angle);
    const straight = byRule.get(rule)?.get(0);
    const before = pinned && turnsOf(pinned.results.turns).get(pinned.values.rule)?.get(pinned.values.angle);
    const leftOf = (name: RuleName, degrees: number) => share(byRule.get(name)?.get(degrees));
    return {
      panels: f.some<f.Panel>(
        turnedMap({ angle, rule: rules[rule].name, path: own?.path, before: before?.path, at }),
        turnChart(values, byRule),
        own && lossChart(own, steps, before),
        leftTable(angle, byRule),
      ),
      steps,
      events: f.some<f.RunEvent>(
        rule === 'muon' && own && areAtRightAngles(own.path) && { name: 'angles', at: FIRST, label: 'at right angles' },
      ),
      numbers: f.known({
        angle: { ...f.count(angle), unit: '°' },
        steps: f.count(steps),
        starts: f.count(STARTS),
        left: share(own),
        leftStraight: share(straight),
        rate: own && f.significant(own.rate, 2),
        firstLeft: own && f.significant(own.path.loss.at(-1)! / own.path.loss[0]!, 3),
        ratio: f.significant(grownOf(own, straight), 2),
        adamLeft: leftOf('adam', angle),
        adamStraight: leftOf('adam', 0),
        lionLeft: leftOf('lion', angle),
        lionStraight: leftOf('lion', 0),
        shampooLeft: leftOf('shampoo', angle),
        shampooStraight: leftOf('shampoo', 0),
        muonLeft: leftOf('muon', angle),
        muonStraight: leftOf('muon', 0),
        momentumLeft: leftOf('momentum', angle),
        momentumStraight: leftOf('momentum', 0),
      }),
      ...(own &&
        straight && {
          summary:
            at === 0
              ? 'Both walks leave from their dots.'
              : `After {steps} gradients {left} of the loss is left, the median over {starts} starts${angle === 0 ? '' : '; in the straight valley {leftStraight}'}.`,
          summaries: {
            turn: `${rules[rule].name} leaves {left} of the loss${angle === 0 ? ' in the straight valley' : '; in the straight valley {leftStraight}'}.`,
          },
        }),
      verdict: verdictOf(values, own, straight),
    };
  },
  python({ rule, angle, steps, seed: first }) {
    const rate = tuned({ rule, degrees: angle, steps, seed: first }).rate;
    const run = runOf(rule, angle, first, rate, steps);
    return f.pythonScript({
      about: `${rules[rule].name} in a valley turned by ${angle} degrees, from the first start; its rate falls to zero.`,
      ...run,
      optimizer: {
        ...run.optimizer,
        python: `alpha = ${rate} * (1.0 - (t - 1) / steps)\n${run.optimizer.python}`,
      },
      prints: { firstLeft: 'losses[-1] / losses[0]' },
    });
  },
});

/** Number of first steps checked, and by how many degrees they may miss a right angle. */
const FIRST = 4;
const NEARLY = 10;

/** Whether each of the first steps of one column is nearly at right angles to that of the other. */
function areAtRightAngles({ first, second }: Columns): boolean {
  const step = ({ x, y }: PlanePath, t: number) => [x[t + 1]! - x[t]!, y[t + 1]! - y[t]!] as const;
  return Array.from({ length: FIRST }, (_, t) => [step(first, t), step(second, t)] as const).every(
    ([[a, b], [c, d]]) =>
      Math.abs(a * c + b * d) < Math.sin((NEARLY * Math.PI) / 180) * Math.hypot(a, b) * Math.hypot(c, d),
  );
}

type ByRule = ReadonlyMap<RuleName, ReadonlyMap<number, Tuned>>;

function turnsOf(turns: Iterable<readonly [readonly [RuleName, number], Tuned | undefined]>): ByRule {
  const byRule = new Map<RuleName, Map<number, Tuned>>();
  for (const [[rule, degrees], one] of turns) {
    if (!one) continue;
    const own = byRule.get(rule) ?? new Map<number, Tuned>();
    own.set(degrees, one);
    byRule.set(rule, own);
  }
  return byRule;
}

/** In percent: the median, and the quartiles of the starts as its interval. */
const share = (one: Tuned | undefined) =>
  one && { ...f.percent({ value: one.left, low: one.low, high: one.high }, 2), significant: true };

function verdictOf({ rule, angle }: V, own: Tuned | undefined, straight: Tuned | undefined): f.Presentation['verdict'] {
  const grown = grownOf(own, straight);
  if (!own || !straight || !grown) return f.measuring('The runs are being computed.');
  const { name } = rules[rule];
  const said = `In the valley turned by {angle}, ${name} leaves {left} of the loss after {steps} gradients, the median of {starts} starts, against {leftStraight} in the straight one`;
  if (angle === 0) return { text: `${said}. Nothing is turned yet.` };
  const { value, low = value, high = value } = grown;
  if (low > SAME || high < 1 / SAME) return { text: `${said}: it notices.`, outcome: 'fails' };
  if (low > 1.001 || high < 0.999) return { text: `${said}: it hardly notices.`, outcome: 'depends' };
  return { text: `${said}: it does not notice.`, outcome: 'holds' };
}

/** The ratio of the loss left in the rotated valley to that in the straight one, start by start: the geometric mean. */
function grownOf(own: Tuned | undefined, straight: Tuned | undefined): Measured | undefined {
  if (!own || !straight) return undefined;
  const logs = own.starts.map((left, s) => Math.log(left / straight.starts[s]!));
  const found = meanOf(logs.filter(Number.isFinite));
  return found && through(found, Math.exp);
}

/** A log axis has no position for 0. */
const LOWEST = 1e-9;
const shown = (value: number): number => Math.min(Math.max(value, LOWEST), 1);

/** Roles of the lines that overlap, so that each name belongs to one line. */
const roles = { adam: 'adam', lion: 'measured', shampoo: 'baseline', muon: 'baseline', momentum: 'momentum' } as const;

function turnChart({ rule, angle }: V, byRule: ByRule): f.ChartPanel {
  const order = [...RULES.filter((name) => name !== rule), rule];
  const own = byRule.get(rule)?.get(angle);
  const least = Math.min(
    1e-5,
    ...[...byRule.values()].flatMap((turns) => [...turns.values()].map(({ low }) => shown(low))),
  );
  return f.chart({
    name: 'turn',
    title: 'Share of the loss that is left against the turn of the valley',
    // Ends beyond the handle, so that it stays clear of the names at the ends of the lines.
    x: f.axis('turn of the valley, degrees', [0, 47], { ticks: [0, 15, 30, 45] }),
    y: f.logAxis('share of the loss that is left', [10 ** Math.floor(Math.log10(least)), 1e-2], {
      ticks: [1e-8, 1e-6, 1e-4, 1e-2],
      format: 'power',
    }),
    series: order.flatMap((name) => {
      const sorted = [...(byRule.get(name) ?? [])].sort(([a], [b]) => a - b);
      if (sorted.length === 0) return [];
      const x = Float64Array.from(sorted, ([degrees]) => degrees);
      const column = (of: (one: Tuned) => number): f.Column => Float64Array.from(sorted, ([, one]) => shown(of(one)));
      const [y, low, high] = [column(({ left }) => left), column((one) => one.low), column((one) => one.high)];
      const role = name === rule ? 'run' : roles[name];
      return f.some(
        name === rule &&
          f.band(`${rules[name].name}, a quarter to three quarters of the starts`, role, x, { y, low, high }),
        f.line(rules[name].name, role, x, y, { label: true }),
      );
    }),
    handle: own && f.ring({ x: 'angle' }, [angle, shown(own.left)], 'turn'),
  });
}

function lossChart({ path: { loss } }: Tuned, steps: number, before: Tuned | undefined): f.ChartPanel {
  const relative = (column: f.Column): f.Column => column.map((value) => shown(value / column[0]!));
  return f.chart({
    name: 'loss',
    title: 'The loss of the run that is drawn, as a share of its first',
    x: f.axis('gradients', [0, steps]),
    y: f.logAxis('share of the loss', [LOWEST, 1], { ticks: [1e-8, 1e-4, 1], format: 'power' }),
    steps: true,
    series: f.some(
      before && f.line('pinned', 'baseline', relative(before.path.loss), { label: true }),
      f.line('loss', 'run', relative(loss)),
    ),
  });
}

function leftTable(angle: number, byRule: ByRule): f.TablePanel {
  return f.table({
    name: 'left',
    title: 'What each rule leaves, and its best rate',
    columns: [
      f.words('rule'),
      f.figures('% left, straight', 4),
      f.figures(`% left at ${angle}°`, 4),
      f.figures('a quarter leave less than', 4),
      f.figures('a quarter leave more than', 4),
      f.figures('best rate there', 3),
    ],
    rows: RULES.flatMap((name) => {
      const [own, straight] = [byRule.get(name)?.get(angle), byRule.get(name)?.get(0)];
      return own && straight
        ? [[rules[name].name, ...[straight.left, own.left, own.low, own.high].map((value) => 100 * value), own.rate]]
        : [];
    }),
  });
}
