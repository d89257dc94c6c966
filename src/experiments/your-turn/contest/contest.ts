import { choice, code, flag, integer, type Values } from '../../../engine/index.ts';
import {
  count,
  defineExperiment,
  known,
  measuring,
  significant,
  some,
  type Trials,
  unmeasured,
} from '../../../figure/index.ts';
import { withNumber } from '../../../python/numbers.ts';
import type { Setting } from '../../kit/rate-grid.ts';
import { kindTable, raceChart, standingsTable } from './contest-panels.ts';
import { type Outcome, outcomesOf } from './contest-runs.ts';
import { verdictOf } from './contest-sentence.ts';
import { contestOf, DRAWS, drawContest, KIND_IDS, kindNames, STARTS } from './drawn-problems.ts';
import { nameOf, RIVALS, type RivalId, runsOf, tuned } from './rivals.ts';
import { type Entrant, standingsOf } from './standings.ts';
import {
  type ByRate,
  best,
  FIRST_STARTS,
  judgedAt,
  rateIn,
  settingText,
  TRAINING_SEED,
  TUNING_STARTS,
  textRates,
} from './tuning.ts';

/** The rule with which the editor opens: the engine's Nesterov momentum. */
const FIRST_ENTRY = `alpha = 0.5   # your rate
beta = 0.9    # how much is kept
m = np.zeros_like(phi)

for t in range(1, steps + 1):
    # Nesterov: look ahead, then step
    g = gradient(phi - alpha * beta * m)
    m = beta * m + (1 - beta) * g
    phi = phi - alpha * m`;

const parameters = {
  rule: code({
    label: 'Your rule',
    help: 'Lines of Python that run from every start beside ours.',
    default: '',
    first: FIRST_ENTRY,
  }),
  budget: choice({
    label: 'Gradients a run',
    help: 'How many gradients a run may ask for. Asking for a loss costs as much.',
    default: '100',
    options: { 50: '50', 100: '100', 200: '200' },
  }),
  // The problems of seed 0 are those on which rates are found.
  seed: integer({
    label: 'Seed',
    help: 'Decides the problems and the starts on them.',
    default: 1,
    min: 1,
    max: 9999,
  }),
  tune: flag({
    label: 'Find its rate',
    help: 'Runs your rule at many rates on ten other problems, as ours were tuned, and offers the best.',
    default: false,
    onlyMarks: true,
  }),
};
type V = Values<typeof parameters>;

/** The setting of one of our rules, which no seed decides. */
type TunedPart = { id: RivalId; budget: number };
/** One of our rules, on all problems. */
type RivalPart = TunedPart & { seed: number };
/** A text, on one of the problems. */
type OwnPart = { rule: string; problem: number; seed: number; budget: number };
/** A text at some rates, on one of the problems for training. */
type TuningPart = Omit<OwnPart, 'seed'>;

const PROBLEMS = DRAWS * KIND_IDS.length;
const several = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** A text on each of the problems for training. */
const onTraining = ({ rule, budget }: Omit<TuningPart, 'problem'>): TuningPart[] =>
  several(KIND_IDS.length).map((problem) => ({ rule, problem, budget }));

let training: ReturnType<typeof drawContest> | undefined;
const trainingProblems = () => (training ??= drawContest(TRAINING_SEED, TUNING_STARTS));

/** A text at some rates, from the first so many starts. */
function tuningOf({ rule, problem, budget }: TuningPart, rates: readonly number[], count: number) {
  const { starts, ...ask } = askOf(trainingProblems()[problem]!);
  const name = rateIn(rule)?.name ?? '';
  return { ...ask, starts: starts.slice(0, count), budget, texts: rates.map((rate) => withNumber(rule, name, rate)) };
}

const TAMPERED = 'the engine finds the end of a run elsewhere than the text says';

/** Trials of each text, looked into by the engine. @throws Error if what the sandbox says of them cannot be so */
function lookedInto(problem: ReturnType<typeof drawContest>[number], trials: readonly Trials[], budget: number) {
  return trials.map((claimed) => {
    const outcomes = outcomesOf(problem, claimed, budget);
    if (!outcomes) throw new Error(TAMPERED);
    return outcomes;
  });
}

export default defineExperiment({
  title: 'Your rule against thirteen of ours',
  question: 'How does a rule do on problems that it has not seen?',
  source: 'UDL 6.1 to 6.4; the race of 6.5, on problems drawn anew',
  caption: `Every rule runs with one setting from the same ${DRAWS * STARTS} starts on each of ten kinds of problems, and may ask for as many gradients as the others. Each line climbs whenever its rule gets to the lowest place from one more of them. Press Play: who leads early, and is it who wins? The table of standings has a 95 % interval for each rule.`,
  pace: 'ensemble',
  checked: 'each of ours as a text of Python, run for run',
  main: ['budget', 'seed', 'tune'],
  parameters,
  parts({ rule, seed, budget: chosen, tune }: V) {
    const budget = Number(chosen);
    const tunes = tune && rateIn(rule) !== undefined;
    return {
      rivals: RIVALS.map((id): RivalPart => ({ id, seed, budget })),
      tuned: RIVALS.map((id): TunedPart => ({ id, budget })),
      own: several(rule === '' ? 0 : PROBLEMS).map((problem): OwnPart => ({ rule, problem, seed, budget })),
      coarse: tunes ? onTraining({ rule, budget }) : [],
      fine: tunes ? onTraining({ rule, budget }) : [],
    };
  },
  follows: {
    rivals: ({ id, budget }: RivalPart) => ({ tuned: { id, budget } }),
    fine: (part: TuningPart) => ({ coarse: onTraining(part) }),
  },
  tried: {
    own: ({ rule, problem, seed, budget }: OwnPart) => ({ ...askOf(contestOf(seed)[problem]!), budget, texts: [rule] }),
    coarse: (part: TuningPart) => tuningOf(part, textRates.first, FIRST_STARTS),
    fine: (part: TuningPart, { coarse }: { coarse: readonly ByRate[] }) =>
      tuningOf(part, textRates.second(coarse), TUNING_STARTS),
  },
  measure: {
    tuned: ({ id, budget }: TunedPart) => tuned(id, trainingProblems(), budget),
    rivals: ({ id, seed, budget }: RivalPart, { tuned: setting }: { tuned: Setting }) => ({
      setting,
      outcomes: contestOf(seed).map((problem) => runsOf(id, problem, setting, budget)),
    }),
    own: ({ problem, seed, budget }: OwnPart, trials: readonly Trials[] = []) =>
      lookedInto(contestOf(seed)[problem]!, trials, budget).flat(),
    coarse: ({ problem, budget }: TuningPart, trials: readonly Trials[] = []): ByRate =>
      lookedInto(trainingProblems()[problem]!, trials, budget),
    fine: ({ problem, budget }: TuningPart, _: unknown, trials: readonly Trials[] = []): ByRate =>
      lookedInto(trainingProblems()[problem]!, trials, budget),
  },
  present(values, { rivals, own, coarse, fine }, { pinned } = {}) {
    const { rule, seed, budget } = values;
    const isBeside = pinned?.values.seed === seed && pinned.values.budget === budget && pinned.values.rule !== rule;
    const entrants = some<Entrant>(
      entered('your rule', rule, own, true),
      isBeside && entered('pinned rule', pinned.values.rule, pinned.results.own),
      rivals.flatMap((found, i) =>
        found ? [{ ...found, name: nameOf(RIVALS[i]!), setting: settingText(found.setting), own: false }] : [],
      ),
    );
    if (entrants.length === 0) return unmeasured;
    const standings = standingsOf(entrants);
    const said = verdictOf(standings);
    const rate = rateIn(rule);
    const found = bestRate(coarse, fine);
    const ran = own.filter((outcomes) => outcomes !== undefined).length;
    return {
      panels: [raceChart(entrants, Number(budget)), standingsTable(standings), kindTable(standings, kindNames)],
      steps: Number(budget),
      numbers: known({
        ...said.numbers,
        ran: count(ran),
        rate: found === undefined ? undefined : significant(found, 3),
      }),
      verdict:
        ran < own.length
          ? measuring(`Your rule has run on {ran} of ${PROBLEMS} problems.`)
          : { text: [said.text, tuningText(values, found)].filter((text) => text !== '').join(' ') },
      ...(rate &&
        found !== undefined &&
        found !== rate.value && {
          offers: [{ text: `set ${rate.name} to ${found}`, set: { rule: withNumber(rule, rate.name, found) } }],
        }),
    };
  },
});

const askOf = ({ name, python, starts, target }: ReturnType<typeof drawContest>[number]) => ({
  name,
  python,
  starts,
  target,
});

/** A text as it takes part, once it has run on every problem. */
function entered(
  name: string,
  rule: string,
  outcomes: readonly (readonly Outcome[] | undefined)[],
  own = false,
): Entrant | undefined {
  const there = outcomes.filter((some) => some !== undefined);
  if (there.length === 0 || there.length < outcomes.length) return undefined;
  const rate = rateIn(rule);
  return { name, setting: rate ? settingText({ [rate.name]: rate.value }) : '', own, outcomes: there };
}

/** The rate at which a text arrived most often on the problems for training, and of these with the fewest gradients. */
function bestRate(coarse: readonly (ByRate | undefined)[], fine: readonly (ByRate | undefined)[]): number | undefined {
  const [first, second] = [coarse, fine].map((round) => round.filter((byRate) => byRate !== undefined));
  if (!first || !second || fine.length === 0 || first.length + second.length < coarse.length + fine.length)
    return undefined;
  return best(judgedAt(textRates.second(first), second))[0]?.['alpha'];
}

function tuningText({ rule, tune }: V, found: number | undefined): string {
  if (!tune || rule === '') return '';
  if (!rateIn(rule))
    return 'Name a rate, such as alpha = 0.1, at the top of your rule, and its best value can be found.';
  return found === undefined ? '' : 'On ten other problems its best rate is {rate}.';
}
