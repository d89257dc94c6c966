import { choice, integer, type Values } from '../../../engine/schema.ts';
import * as f from '../../../figure/index.ts';
import { type Best, bestOverSeeds, betweenBest } from '../../kit/best-over-seeds.ts';
import { batchSize, exampleCount, networkSeeds } from '../../kit/fields.ts';
import {
  lineWithWhiskers,
  type Measured,
  meanOf,
  measuredCells,
  measuredColumns,
  through,
} from '../../kit/measured.ts';
import { scriptByRule } from '../../kit/network-by-rule.ts';
import { tooFew } from '../../kit/too-few.ts';
import {
  multiplications,
  RULES,
  type Ruled,
  type RuledEnds,
  type RuleName,
  ratesOf,
  ruled,
  rules,
  runOf,
  stepsFor,
  workOf,
} from './ruled-network.ts';

type Equal = 'gradients' | 'multiplications';
const EQUAL: readonly Equal[] = ['gradients', 'multiplications'];

const parameters = {
  equal: choice<Equal>({
    label: 'Equal for all',
    help: 'Each rule may ask for as many gradients, or make as many multiplications, its own among them.',
    default: 'gradients',
    options: { gradients: 'gradients', multiplications: 'multiplications' },
  }),
  batchSize: batchSize('How many examples each gradient is the mean of.', [16, 64, 512], { scale: 'log' }),
  steps: integer({
    label: 'Gradients',
    help: 'How many gradients Adam may ask for. Rates fall to zero over a run in a straight line.',
    default: 300,
    min: 40,
    max: 1000,
    scale: 'log',
  }),
  examples: exampleCount('How many examples each network learns from.', [200, 2000, 4000]),
  ...networkSeeds([2, 6, 12]),
};
type V = Values<typeof parameters>;

export default f.defineExperiment({
  title: 'Muon on a network',
  question: 'Is Muon faster than Adam, by gradients and by work?',
  claim: 'Muon gets lower than Adam',
  source: 'Jordan et al. 2024; Kingma and Ba 2015; MNIST-1D',
  caption:
    'A network with two hidden layers of 32 rectifiers, trained by four rules, each at five rates that fall to zero. Dots are mean losses over the training examples at the end, whiskers 95 % intervals over the seeds; rates are given as a multiple of the lowest that was tried of a rule. With equal gradients Muon makes as many steps as the others, with equal multiplications so many fewer that its five iterations are paid for. Which rule has the lowest point, and does it keep it? Multiplications are not seconds: what a machine does at once is not in them.',
  pace: 'long',
  checked: 'own networks and examples, singular values in the place of iterations',
  main: ['equal', 'batchSize'],
  parameters,
  quick: { seeds: 2, steps: 40, examples: 200, batchSize: 16 },
  parts: (values: V) => ({ networks: f.keyedByPart(partsOf(values)) }),
  work: { networks: workOf },
  measure: { networks: ruled },
  present(values, { networks }) {
    const { equal, batchSize: size, steps } = values;
    const runs = [...networks].map(([part, ends]) => ({ ...ends, part }));
    const endsOf = (rule: RuleName, by: Equal): Ends =>
      endsFrom(
        rule,
        runs.filter(({ part }) => part.rule === rule && part.steps === stepsOf(values, rule, by)),
      );
    const ends = new Map(RULES.map((rule) => [rule, endsOf(rule, equal)]));
    const [muon, paid, adam] = [endsOf('muon', 'gradients'), endsOf('muon', 'multiplications'), ends.get('adam')];
    const of = partsOf(values).length;
    const first = runs.find(({ part }) => part.rule === 'muon' && part.steps === steps && part.seed === values.seed);
    return {
      panels: [rateChart(ends), endTable(ends, values)],
      numbers: f.known({
        done: f.count(networks.size),
        of: f.count(of),
        seeds: f.count(values.seeds),
        steps: f.count(steps),
        muonSteps: f.count(stepsFor('muon', steps, size)),
        cost: f.fixed(multiplications('muon', size) / multiplications('adam', size), 1),
        ...Object.fromEntries(RULES.map((rule) => [`${rule}Loss`, f.fixed(endsOf(rule, 'gradients').loss, 2)])),
        ...Object.fromEntries(RULES.map((rule) => [`${rule}Test`, f.fixed(endsOf(rule, 'gradients').test, 2)])),
        muonPaidLoss: f.fixed(paid.loss, 2),
        ratio: f.significant(ratioOf(muon, adam), 2),
        paidRatio: f.significant(ratioOf(paid, adam), 2),
        firstLoss: f.fixed(first?.losses[EXPORTED] ?? undefined, 4),
      }),
      verdict: verdictOf(equal, ratioOf(ends.get('muon'), adam), { done: networks.size, of }),
    };
  },
  python: ({ steps, examples, batchSize: size, seed }) =>
    scriptByRule(
      runOf({ rule: 'muon', steps, examples, batchSize: size, seed }, ratesOf('muon')[EXPORTED]!),
      `Muon on the first seed at a first rate of ${ratesOf('muon')[EXPORTED]}.`,
      { firstLoss: 'loss(phi)' },
    ),
});

/** The rate of the exported run, which is the middle one. */
const EXPORTED = 2;

const stepsOf = ({ steps, batchSize: size }: V, rule: RuleName, equal: Equal): number =>
  equal === 'gradients' ? steps : stepsFor(rule, steps, size);

/** Seed after seed. Only Muon differs between equal gradients and equal multiplications. */
function partsOf(values: V): Ruled[] {
  const { examples, batchSize: size, seeds, seed } = values;
  return Array.from({ length: seeds }, (_, s) => s).flatMap((s) =>
    RULES.flatMap((rule) =>
      [...new Set(EQUAL.map((equal) => stepsOf(values, rule, equal)))].map((steps) => ({
        rule,
        steps,
        examples,
        batchSize: size,
        seed: seed + s,
      })),
    ),
  );
}

/** The results of one rule at each of its rates, and the loss on new examples at the best of them. */
interface Ends extends Best {
  rates: readonly number[];
  rate: number | undefined;
  test: Measured | undefined;
}

function endsFrom(rule: RuleName, runs: readonly (RuledEnds & { part: Ruled })[]): Ends {
  const rates = ratesOf(rule);
  const best = bestOverSeeds(
    runs.map(({ part, losses }) => ({ seed: part.seed, losses })),
    rates.length,
  );
  const { place } = best;
  return {
    ...best,
    rates,
    rate: place === undefined ? undefined : rates[place],
    test:
      place === undefined ? undefined : meanOf(runs.map((run) => run.testLosses[place] ?? Number.POSITIVE_INFINITY)),
  };
}

/** The ratio of the first loss to the second, seed by seed: the geometric mean. */
function ratioOf(above: Ends | undefined, below: Ends | undefined): Measured | undefined {
  const found = betweenBest(above, below, (loss, other) => Math.log(loss / other));
  return found && Number.isFinite(found.value) ? through(found, Math.exp) : undefined;
}

function verdictOf(
  equal: Equal,
  ratio: Measured | undefined,
  all: { done: number; of: number },
): f.Presentation['verdict'] {
  if (ratio?.low === undefined || ratio.high === undefined)
    return tooFew(all, 'So far {done} of {of} runs: too few to compare.', 'Too few of the runs stayed finite.');
  const so = all.done < all.of ? 'So far, with {done} of {of} runs: ' : '';
  return {
    text:
      equal === 'gradients'
        ? `${so}With {steps} gradients each, Muon ends at {ratio} times the loss of Adam, each at its best rate.`
        : `${so}A step of Muon takes {cost} times the multiplications here, so it makes {muonSteps} steps for Adam’s {steps}, and ends at {paidRatio} times the loss of Adam.`,
    outcome: ratio.high < 1 ? 'holds' : ratio.low > 1 ? 'fails' : 'depends',
  };
}

const roles = { muon: 'run', adam: 'adam', lion: 'measured', momentum: 'momentum' } as const;

function rateChart(ends: ReadonlyMap<RuleName, Ends>): f.ChartPanel {
  const finite = [...ends.values()].flatMap(({ losses }) =>
    f.some(...losses).flatMap(({ value, low, high }) => (Number.isFinite(value) ? [low ?? value, high ?? value] : [])),
  );
  const [least, most] = finite.length > 0 ? [Math.max(0.01, Math.min(...finite)), Math.max(...finite)] : [0.3, 2];
  return f.chart({
    name: 'rates',
    title: 'Training loss at the end against the rate',
    x: f.logAxis('rate, as a multiple of the lowest tried', [0.8, 20], { ticks: [1, 2, 4, 8, 16], format: 'number' }),
    y: f.logAxis('training loss at the end', [0.9 * least, 1.1 * most], { format: 'number' }),
    series: RULES.toReversed().flatMap((rule) => {
      const { rates = [], losses = [] } = ends.get(rule) ?? {};
      const multiples = rates.map((rate) => rate / rates[0]!);
      return lineWithWhiskers(rules[rule].name, roles[rule], multiples, losses);
    }),
  });
}

function endTable(ends: ReadonlyMap<RuleName, Ends>, values: V): f.TablePanel {
  return f.table({
    name: 'ends',
    title: 'Each rule at its best rate, in numbers',
    columns: [
      f.words('rule'),
      f.figures('steps', 0),
      f.figures('best rate', 4),
      ...measuredColumns('training loss', 3),
      f.figures('loss on new examples', 3),
    ],
    rows: RULES.flatMap((rule) => {
      const { rate, loss, test } = ends.get(rule)!;
      return rate === undefined || !loss
        ? []
        : [[rules[rule].name, stepsOf(values, rule, values.equal), rate, ...measuredCells(loss), test?.value ?? null]];
    }),
  });
}
