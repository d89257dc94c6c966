import { choice, integer, type Values } from '../../../engine/index.ts';
import { count, defineExperiment, fixed, measuring, type Presentation, significant } from '../../../figure/index.ts';
import { seed } from '../../kit/fields.ts';
import { inWords, opening } from '../../kit/in-words.ts';
import { PROBLEMS, type ProblemName, RULES, type RuleName, raceProblems, raceRules } from './entries.ts';
import { RACE_STARTS, type RacePart, race, SHOWN_STARTS, TUNING_STARTS } from './race.ts';
import { raceMap } from './race-map.ts';
import { raceChart, raceTable, rankChart } from './race-panels.ts';
import { byMeanRank, countDiverged, firstRank, meanRank, ranksOf, standingsOf } from './ranks.ts';
import type { Look } from './runners.ts';

/** The names of all entries, by their keys. */
const namesOf = <Key extends string>(entries: Readonly<Record<Key, { name: string }>>): Record<Key, string> =>
  // Safe: the keys are those of the entries, which fromEntries does not type.
  Object.fromEntries(Object.entries<{ name: string }>(entries).map(([key, { name }]) => [key, name])) as Record<
    Key,
    string
  >;

const parameters = {
  follow: choice({
    label: 'Follow',
    help: 'The rule that is drawn in magenta.',
    default: 'adam',
    options: namesOf(raceRules),
  }),
  problem: choice({
    label: 'Surface',
    help: 'The problem whose map and runs are drawn.',
    default: 'gaussianValley',
    options: namesOf(raceProblems),
  }),
  rates: choice({
    label: 'Each rule is',
    help: 'Each rule runs with the rate and the memories β and γ that are best for it on that problem, with the best rate alone, or with its defaults everywhere.',
    default: 'tuned',
    options: { tuned: 'tuned', rate: 'tuned in its rate only', defaults: 'at its defaults' },
  }),
  budget: integer({
    label: 'Evaluations',
    help: 'How many gradients a run may ask for. Asking for a loss costs as much.',
    default: 100,
    min: 20,
    max: 200,
    scale: 'log',
  }),
  start: integer({
    label: 'Start on the map',
    help: 'Which of the starts the map shows. The numbers are for all of them.',
    default: 4,
    min: 1,
    max: SHOWN_STARTS,
  }),
  seed: seed('Decides the starts.'),
};
type V = Values<typeof parameters>;

export default defineExperiment({
  title: 'A race of all rules',
  question: 'Is one rule the best on every problem?',
  claim: 'This rule is the best on every problem',
  source: 'UDL 6.1 to 6.4; for races on networks see Choi et al. 2019, Schmidt et al. 2021',
  caption: `${opening(inWords(RULES.length))} rules, ${inWords(PROBLEMS.length)} problems of two parameters, the same number of evaluations for all. The map shows the surface of your choice and the runs from one start: click it, and they set out from the open dot that is nearest. A run counts by the share of its first excess loss that is left; the chart and the table have the median over all starts, and the mean rank. Does the order of the rules survive when only their rates are tuned, or nothing at all? ${RACE_STARTS} starts, and ${TUNING_STARTS} others to tune on.`,
  pace: 'ensemble',
  checked: 'PyTorch, rule by rule',
  main: ['problem', 'follow'],
  parameters,
  parts({ problem: drawn, rates, budget, seed }: V) {
    const part = (problem: ProblemName, rule: RuleName): [readonly [ProblemName, RuleName], RacePart] => [
      [problem, rule],
      { rule, problem, budget, seed, tuning: rates },
    ];
    const order = [drawn, ...PROBLEMS.filter((problem) => problem !== drawn)];
    return { races: new Map(order.flatMap((problem) => RULES.map((rule) => part(problem, rule)))) };
  },
  measure: { races: race },
  present(values, { races }, { at, pinned } = {}) {
    const { problem, follow, budget, start } = values;
    const standings = standingsOf(races);
    const ranks = ranksOf(standings);
    const own = standings.get(problem)?.get(follow);
    const kept = pinned && standingsOf(pinned.results.races).get(pinned.values.problem)?.get(pinned.values.follow);
    const before = pinned && kept && { problem: pinned.values.problem, race: kept };
    const look: Look = { standings, ranks, problem, follow, budget, at, before };
    const wins = [...ranks.values()].filter((rank) => rank.get(follow) === firstRank(rank)).length;
    const best = bestOf(ranks, follow);
    const diverged = countDiverged(standings, follow);
    return {
      panels: [raceMap(look, start), raceChart(look), rankChart(look), raceTable(look)],
      steps: budget,
      numbers: {
        problems: count(ranks.size),
        rules: count(RULES.length),
        wins: count(wins),
        rank: fixed(meanRank(ranks, follow), 1),
        bestRank: fixed(meanRank(ranks, best), 1),
        left: significant(own?.left, 2),
        rate: significant(own?.rate, 2),
        beta: fixed(own?.setting['beta'], 2),
        gamma: fixed(own?.setting['gamma'], 3),
        tried: count(own?.tried),
        diverged: count(diverged),
      },
      verdict: verdictOf(values, { done: ranks.size, wins, best, diverged }),
    };
  },
});

const HOW = { tuned: 'Tuned', rate: 'Tuned in its rate only', defaults: 'At its defaults' } as const;

/** The rule with the lowest mean rank; in a tie the followed one. */
function bestOf(ranks: ReturnType<typeof ranksOf>, follow: RuleName): RuleName {
  const [leader = follow] = byMeanRank(ranks);
  return meanRank(ranks, leader) === meanRank(ranks, follow) ? follow : leader;
}

interface Tally {
  /** Problems finished by all rules. */
  done: number;
  wins: number;
  best: RuleName;
  diverged: number;
}

function verdictOf({ rates, follow }: V, { done, wins, best, diverged }: Tally): Presentation['verdict'] {
  if (done === 0) return measuring('The runs are being computed.');
  const others = best === follow ? 'the lowest on these starts' : `that of ${raceRules[best].name} is {bestRank}`;
  const lost = diverged > 0 ? ' It diverges on {diverged} of them.' : '';
  const text = `${HOW[rates]}, ${raceRules[follow].name} is first, or level with the first, on {wins} of {problems} problems. Its mean rank is {rank}, ${others}.${lost}`;
  if (done < PROBLEMS.length) return { text };
  return { text, outcome: wins === done ? 'holds' : wins === 0 ? 'fails' : 'depends' };
}
