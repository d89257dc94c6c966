import type * as f from '../../../figure/index.ts';
import { listed, opening } from '../../kit/in-words.ts';
import { arrival, cycles, endingOf, type OwnRule, type Runs } from './four-runs.ts';
import { runnersOf } from './shared-map.ts';

type Verdict = f.Presentation['verdict'];

const never = Number.POSITIVE_INFINITY;
const by = (run: f.PlaneRun): number => arrival(run) ?? never;

/** Compares Adam with the drawn gradient descents, by the step at which each arrives. */
const outcomeOf = ({ adam }: Runs, descents: readonly f.PlaneRun[]): 'holds' | 'fails' =>
  by(adam) < Math.min(...descents.map(by)) ? 'holds' : 'fails';

/** Names in a sentence, if they differ from those on the map. */
const SAID: Readonly<Record<string, string>> = { yours: 'your run', 'small rate': 'descent at the small rate' };

/** The verdict on the book's four runs, with a map each. */
export function verdictOnFour(runs: Runs): Verdict {
  const first = by(runs.large) < by(runs.small) ? 'large' : 'small';
  const reached = by(runs[first]) < never;
  const rival = reached
    ? `gradient descent at the ${first} rate does so after {${first}Steps}`
    : 'neither gradient descent gets there';
  const adam =
    by(runs.adam) < never
      ? `Adam gets down to a loss of {floor} after {adamSteps} steps${reached ? ',' : ';'}`
      : 'Adam does not get down to a loss of {floor} before the run ends;';
  return { text: `${adam} ${rival}.${restless(runs)}`, outcome: outcomeOf(runs, [runs.small, runs.large]) };
}

/** Normalized gradients reach the minimum but cannot stay there. */
const restless = ({ normalized }: Runs): string =>
  cycles(normalized) && by(normalized) < never
    ? ' Normalized gradients are there after {normalizedSteps} and never settle: they jump between ({cycleFrom0}, {cycleFrom1}) and ({cycleTo0}, {cycleTo1}).'
    : '';

/** Words for what keeps a run from the minimum, in the singular and in the plural. */
const STILL = {
  diverges: ['diverges', 'diverge'],
  cycles: ['jumps to and fro between two points', 'jump to and fro between two points'],
  left: ['has left the map', 'have left the map'],
  past: ['has shot past the minimum', 'have shot past the minimum'],
  crawls: ['is still crawling along the valley', 'are still crawling along the valley'],
  leaps: ['leaps from wall to wall', 'leap from wall to wall'],
  wall: ['is still on the wall', 'are still on the wall'],
  down: ['has got down', 'have got down'],
} as const;

/**
 * The verdict on four runs on one map: those that arrived, in order, what delays the others, and what the claim omits.
 */
export function verdictOnOne(runs: Runs, own: OwnRule, spans = false): Verdict {
  const named = runnersOf(runs, own).map(({ rule, name, run }) => ({
    rule,
    run,
    name: name === 'yours' && own === 'large' ? 'your own descent' : (SAID[name] ?? name),
  }));
  const down = named.filter(({ run }) => by(run) < never).sort((a, b) => by(a.run) - by(b.run));
  const rest = named.filter(({ run }) => by(run) === never);
  const [first, ...others] = down.map(
    ({ name, rule }, i) =>
      `${name} ${i === 0 ? 'gets down to a loss of {floor} ' : ''}after {${rule}Steps}${i === 0 ? ' steps' : ''}`,
  );
  const sentences = [
    [
      first ? listed([first, ...others]) : 'no run gets down to a loss of {floor}',
      clauses(
        [...Map.groupBy(rest, ({ run }) => endingOf(run))].map(
          ([ending, kept]) => `${listed(kept.map(({ name }) => name))} ${STILL[ending][kept.length > 1 ? 1 : 0]}`,
        ),
      ),
    ]
      .filter((text) => text !== '')
      .join('; '),
    own !== 'large' && by(runs[own]) <= by(runs.adam) ? 'the claim is about plain descent, which your run is not' : '',
    own === 'normalized' && cycles(runs.normalized) && by(runs.normalized) < never
      ? 'your run never settles: it jumps to and fro between two points'
      : '',
    spans
      ? 'over the longest stretch of rates that leave a run down at its end, the largest is {smallSpan} times the smallest for descent, {momentumSpan} times for momentum and {adamSpan} times for Adam'
      : '',
  ];
  return {
    text: sentences
      .filter((text) => text !== '')
      .map((text) => `${opening(text)}.`)
      .join(' '),
    outcome: outcomeOf(runs, own === 'large' ? [runs.small, runs.large] : [runs.small]),
  };
}

/** The verdict in one line under a scene: the first and the next to arrive. */
export function summaryOnOne(runs: Runs, own: OwnRule, at: number | undefined): string {
  if (at === 0) return 'Four runs leave from the ring.';
  const down = runnersOf(runs, own)
    .filter(({ run }) => by(run) < never)
    .sort((a, b) => by(a.run) - by(b.run))
    .map(({ rule, name, run }) => ({ rule, name: SAID[name] ?? name, at: by(run) }));
  const [first] = down;
  if (!first) return 'None of the four gets down in these steps.';
  const leaders = down.filter((one) => one.at === first.at);
  const next = down[leaders.length];
  const one = `${opening(listed(leaders.map(({ name }) => name)))} ${leaders.length > 1 ? 'are' : 'is'} down first, after {${first.rule}Steps} steps`;
  return next ? `${one}, then ${next.name} after {${next.rule}Steps}.` : `${one}; the others are not.`;
}

/** Clauses joined: `a, b, and c`. */
const clauses = (parts: readonly string[]): string =>
  parts.length > 1 ? `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}` : (parts[0] ?? '');
