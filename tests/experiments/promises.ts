/** Words in verdicts and summaries that promise something, and the conditions on their numbers and on the run. */
import type { Value } from '../../src/engine/schema.ts';
import type { Presentation, ShownNumber } from '../../src/figure/experiment.ts';
import type { Column } from '../../src/figure/panels/panel.ts';
import { showNumber } from '../../src/figure/sentence.ts';

export interface Said {
  /** The text with its numbers as `{name}`. */
  text: string;
  outcome?: string | undefined;
  picture: Presentation;
  values: Readonly<Record<string, Value>>;
}

type Holds = (names: readonly string[], said: Said) => boolean;

const find = ({ picture }: Said, name = ''): ShownNumber => {
  const found = picture.numbers[name];
  if (!found) throw new Error(`no number is called "${name}"`);
  return found;
};
const numberOf = (said: Said, name?: string): number => find(said, name).value;
const shown = (said: Said, name?: string): string => showNumber(find(said, name));

/** The first number is below the second, also as displayed. */
const below: Holds = ([a, b], said) => numberOf(said, a) < numberOf(said, b) && shown(said, a) !== shown(said, b);
const above: Holds = ([a, b], said) => below([b!, a!], said);
const between =
  (low: number, high: number): Holds =>
  ([name], said) => {
    const { value } = find(said, name);
    return value >= low && value <= high;
  };
/** The same digits, overlapping intervals, or values whose relative difference is at most this. */
const alike =
  (share = 0): Holds =>
  ([a, b], said) => {
    const [one, other] = [find(said, a), find(said, b)];
    const room = share * Math.max(Math.abs(one.value), Math.abs(other.value));
    const reaches = (from: ShownNumber, to: ShownNumber) => (from.low ?? from.value) - room <= (to.high ?? to.value);
    return shown(said, a) === shown(said, b) || (reaches(one, other) && reaches(other, one));
  };
const apart: Holds = (names, said) => !alike()(names, said);
/** Without their quartiles, which describe the starts rather than the accuracy of the median. */
const alikeMedians: Holds = ([a, b], said) => {
  const ratio = numberOf(said, a) / numberOf(said, b);
  return ratio < 1.1 && ratio > 1 / 1.1;
};
const within = (all: readonly number[], room: number): boolean => Math.max(...all) - Math.min(...all) <= room;
const holds1: Holds = ([name], said) => {
  const { low = Number.NaN, high = Number.NaN } = find(said, name);
  return low <= 1 && high >= 1;
};
/** The numbers of the text with the same format, and so of the same kind. */
function likeIt({ text, picture }: Said, { digits, significant, percent }: ShownNumber): number[] {
  const all = [...text.matchAll(/\{(?!at\})(\w+)\}/g)].map(([, name = '']) => picture.numbers[name]!);
  return all
    .filter((one) => one.digits === digits && one.significant === significant && one.percent === percent)
    .map(({ value }) => value);
}
/** The values of all numbers with this ending, one for each rule; without those of test points. */
const endingIn = ({ picture }: Said, ending: string): number[] =>
  Object.entries(picture.numbers).flatMap(([name, { value }]) =>
    name.endsWith(ending) && !name.startsWith('kept') ? [value] : [],
  );
const lowest: Holds = ([name], said) => numberOf(said, name) <= Math.min(...likeIt(said, find(said, name)));
const highest: Holds = ([name], said) => numberOf(said, name) >= Math.max(...likeIt(said, find(said, name)));
const inRun: Holds = ([name], said) =>
  !(numberOf(said, name) > Math.max(Number(said.values['steps'] ?? 0), said.picture.steps ?? 0));

/** The reader's own line on the first chart over steps. */
function course({ picture }: Said): Column {
  for (const panel of picture.panels)
    if (panel.kind === 'chart' && panel.steps)
      for (const { role, kind, y } of panel.series) if (role === 'run' && kind === 'line') return y;
  throw new Error('no chart over steps has a line of the run');
}
/** It crosses zero, by more than rounding, or by this fraction of its initial value. */
const swings: Holds = ([by = '1e-9'], said) => {
  const [start = 0, ...rest] = course(said);
  return rest.some((at) => at * start < -Number(by) * start ** 2);
};
/** After this many steps it stays within this fraction of its initial value. */
const staysBy =
  (share: number): Holds =>
  ([name], said) => {
    const all = course(said);
    return all.slice(numberOf(said, name)).every((at) => Math.abs(at) <= share * Math.abs(all[0]!));
  };
const everyStep =
  (isSo: (from: number, to: number) => boolean): Holds =>
  (_, said) =>
    course(said).every((at, t, all) => t === 0 || isSo(all[t - 1]!, at));

/** Text with `#` for a number, and `~` for anything within a clause. */
const words = (text: string): RegExp =>
  new RegExp(text.replaceAll('#', String.raw`\{(\w+)\}`).replaceAll('~', '[^.;]*?'), 'g');

const PROMISES = (
  [
    // Steps.
    ['[aA]t step #', 'the step is in the run', inRun],
    ['(?:gets down|gets down to a loss of \\{floor\\}|does so) after #', 'the step is in the run', inRun],
    // Alike, level, the same.
    ['leaves # of the weight~ and # of the one~: as far as these runs can tell, alike', 'intervals meet', alike()],
    ['leaves # of the weight~ and # of the one~: nearly alike, but not quite', 'intervals are apart', apart],
    [
      'leaves # of the weight~ and # of the one~: they do not shrink alike',
      'apart, or gone',
      (n, s) => apart(n, s) || n.every((one) => numberOf(s, one) < 0.1),
    ],
    ['start alike stay alike: their difference is #', 'it is 0', between(0, 0)],
    ['grow apart, to a difference of #', 'above 0', between(1e-9, 1e9)],
    ['ends # from~against #~: it does not notice', 'within a twentieth', alike(0.05)],
    ['leaves # of the loss~against #~: it does not notice', 'intervals meet', alike()],
    ['leaves # of the loss~against #~: it notices', 'a tenth more or less, as it reads', (n, s) => !alikeMedians(n, s)],
    ['steps are # .*normalized gradients are # α long, nearly the same', 'within a tenth', alike(0.1)],
    ['below #, the same as descent’s #', 'one number', alike()],
    ['below #, below descent’s #', 'below', below],
    ['below #, above descent’s #', 'above', above],
    ['end at the same loss: #~, # after', 'intervals meet', alike()],
    ['differ by #, .*advantage of # is excluded', 'the interval ends below', ([a], s) => find(s, a).high! < 1],
    ['in # and the grid in #: too near each other', 'intervals meet', alike(0.05)],
    ['in # and the grid in #: random search is better', 'above, and apart', (n, s) => above(n, s) && apart(n, s)],
    ['in # and the grid in #: the grid is better', 'below, and apart', (n, s) => below(n, s) && apart(n, s)],
    ['# times as many~about even', 'the range contains 1', holds1],
    ['# times as many~descent is cheaper', 'the range ends below 1', ([a], s) => find(s, a).high! < 1],
    ['leaves # of the loss~against #~: it hardly notices', 'not twice as much', alike(0.5)],
    ['all three are level', 'within 0.02', (_, s) => within(likeIt(s, find(s, 'adamLoss')), 0.021)],
    // Lower, higher, faster, first.
    [
      'loss of # now, and the best there is #',
      'not below the best',
      ([a, b], s) => numberOf(s, b) - numberOf(s, a) < 0.0005,
    ],
    [
      'has arrived at the lowest minimum on the map, #',
      'its loss reads so',
      ([a], s) => within([numberOf(s, a), numberOf(s, 'loss')], 0.001),
    ],
    ['even ends lower~: #, against #', 'below', below],
    ['ends # lower than~losses # and #', 'below', ([, a, b], s) => below([a!, b!], s)],
    ['saves #: hardly anything', 'by less than a twentieth', between(-0.05, 0.05)],
    ['ends # times as high', 'above 1', between(1, 1e9)],
    ['by #: faster than~which has #', 'below', below],
    ['by #: slower than~which has #', 'above', above],
    ['by #: as fast as~which has #', 'within a hundredth', alike(0.01)],
    ['minimum of #, not the lowest, #', 'above', above],
    ['goes down to #; the lowest has #', 'above', above],
    ['loss of #, below the # of the grey run', 'below', below],
    ['mean loss of~is #.*? still above the floor of this rate, #', 'above', above],
    ['theory says #\\. A constant rate would end at #: here the schedule pays', 'below', below],
    ['theory says #\\. A constant rate would end at #: here the schedule costs more than it gains', 'above', above],
    [
      'lands higher than it began',
      'further out',
      (_, s) => Math.abs(numberOf(s, 'end')) > Math.abs(numberOf(s, 'start')),
    ],
    ['lower than it began', 'further in', (_, s) => Math.abs(numberOf(s, 'end')) < Math.abs(numberOf(s, 'start'))],
    [
      'mostly ends lower at #~higher at #',
      'of all',
      ([a, b], s) => numberOf(s, a) + numberOf(s, b) <= numberOf(s, 'asked'),
    ],
    ['first, or level with the first, on # of #', 'at most all', ([a, b], s) => numberOf(s, a) <= numberOf(s, b)],
    ['mean rank is #, the lowest', 'none is lower', ([a], s) => shown(s, a) === shown(s, 'bestRank')],
    [
      '(?<!and )(descent|momentum|Adam) is lowest(?!,)',
      'none is lower',
      ([a], s) => lowest([`${a!.toLowerCase()}Loss`], s),
    ],
    ['is lowest, (?:at|with a loss of) #', 'none is lower', lowest],
    [
      '(?:descent|momentum|Adam) and (descent|momentum|Adam) are lowest(?!, (?:with|at))',
      'none reads lower',
      ([a], s) => likeIt(s, find(s, 'adamLoss')).every((one) => one >= numberOf(s, `${a!.toLowerCase()}Loss`) - 0.021),
    ],
    ['equally high, at #', 'none is lower', lowest],
    [
      'is first(?: with all # right)?, after # steps',
      'no other was there before, or at this step',
      (n, s) => endingIn(s, 'Done').filter((one) => one <= numberOf(s, n.at(-1))).length === 1,
    ],
    [
      'are level: all # right after # steps',
      'none is before',
      ([, a], s) => numberOf(s, a) === Math.min(...endingIn(s, 'Done')),
    ],
    ['needed # steps', 'none is later', ([a], s) => numberOf(s, a) === Math.max(...endingIn(s, 'Done'))],
    [
      '(?:is|are) (?:ahead|level), with # of',
      'none has more',
      ([a], s) => numberOf(s, a) === Math.max(...endingIn(s, 'Right')),
    ],
    ['down first, after # steps; the others are not', 'the step is in the run', inRun],
    ['are lowest, (?:with a loss of|at) #', 'none is lower, as it reads', ([a], s) => lowest([a!], s)],
    ['[hH]ighest, at #', 'none is higher', highest],
    ['got lowest, #', 'no end is further down', (n, s) => highest(n, { ...s, text: s.text.replace('{deepest}', '') })],
    ['(?:is|are) down first, after # steps, then~after #', 'before it', below],
    ['is off by #.*?Four times as many would be off by #', 'above', above],
    // Falls, rises, shrinks, grows.
    ['multiplies the distance by #: α is past', 'above 1', between(1, 1e9)],
    [
      '(?:[sS]wings wider at every step~)?a rate above # (?:diverges|is too large: each swing is wider)',
      'the rate is',
      ([a], s) => Number(s.values['alpha']) > numberOf(s, a) - 0.005,
    ],
    ['along the steepest direction by #, and the run diverges', 'above 1', between(1, 1e9)],
    ['[Aa]fter each step # of the distance is left', 'below all', between(0, 1)],
    ['ends # times as far out as it began', 'above 1', between(1, 1e9)],
    [
      'shrank by a factor of #~; the worst case~is #',
      'below 1, and below the worst',
      (n, s) => (between(0, 1)(n, s) && alike(0.02)(n, s)) || below(n, s),
    ],
    ['stops falling at # of the first', 'below 1', between(0, 1)],
    ['rises to # times the first', 'above 1', between(1, 1e9)],
    ['rises from #~to # at', 'below', below],
    ['falls from #~to # at', 'above', above],
    ['stays about as it was, # times the first', 'the interval contains 1', holds1],
    ['neither rises nor falls~\\.~# times as large', 'the interval contains 1', holds1],
    ['it # times as large, where the linear rule would double it', 'above 1', between(1, 4)],
    ['# times(?: as large)?: it falls', 'below 1', between(0, 1)],
    ['# times~: it hardly changes', 'near 1', between(0.9, 1.1)],
    ['# times~: it grows', 'above 1', between(1, 9)],
    ['best rate grows, but by less than~multiplies the best rate by #', 'between 1 and 2', between(1, 1.9)],
    ['past the limit #~no run~settles', 'so it is', ([a], s) => Number(s.values['alpha']) > numberOf(s, a)],
    ['within a tenth: twice~by #', 'near 2', between(1.8, 2.2)],
    ['rises in # of # steps', 'at most all', ([a, b], s) => numberOf(s, a) <= numberOf(s, b)],
    ['has shrunk below~goes only #', 'below 1', ([a], s) => Math.abs(numberOf(s, a)) < 1],
    [
      'Neither is best here: with no change the loss is #',
      'below both',
      ([a], s) => below([a!, 'rateLoss'], s) && below([a!, 'batchLoss'], s),
    ],
    ['the first steps are too long', 'so is the first', (_, s) => numberOf(s, 'first') >= 0.99],
    ['too long~: up to #', 'above 1', between(1.005, 1e9)],
    ['too short without the correction, #', 'below 1', between(0, 0.995)],
    ['So far it has fallen at every step', 'so it is', everyStep((from, to) => to <= from)],
    // Arrives, at rest, at the best point.
    [
      '(?:you are there|One step arrives|ends on the floor)',
      'a twentieth of the way is left at most',
      (_, s) => Math.abs(numberOf(s, 'end')) <= 0.05 * Math.abs(numberOf(s, 'start')),
    ],
    ['still # away', 'above 0', between(0.005, 1e9)],
    ['at rest after # steps', 'it stays within a twentieth of where it began', staysBy(0.05)],
    ['in the band(?: only)? from step # on', 'it stays within a twentieth of where it began', staysBy(0.05)],
    ['comes to rest after # steps', 'it stays within a twentieth of where it began', staysBy(0.05)],
    ['home after # steps and stays', 'within 0.3 of the lowest place', (_, s) => numberOf(s, 'distance') < 0.3],
    ['(?:home )?without a swing', 'it never crosses', (_, s) => !swings([], s)],
    ['[sS]wings past', 'it crosses', (_, s) => swings([], s)],
    ['jumps to the other side at every step', 'so it is', everyStep((from, to) => from * to <= 0)],
    [
      'settles # from the lowest place; the clipped slopes cancel # from it',
      'within a tenth',
      ([a, b], s) => Math.abs(numberOf(s, a) - numberOf(s, b)) <= 0.1,
    ],
    ['settles # from the lowest place(?!;)', 'the interval is known', ([a], s) => find(s, a).low !== undefined],
    ['ends at #, within a step of the worst point', 'near 1', between(0.9, 0.9995)],
    ['ends at #, within a step of the best point', 'near -1', between(-0.9995, -0.9)],
    ['(?:home )?with a swing too small to see', 'within a twentieth', (_, s) => !swings(['0.05'], s)],
    ['settles at the minimum', 'it comes nearer', (_, s) => Math.abs(course(s).at(-1)!) <= Math.abs(course(s)[0]!)],
    ['ends at #, the worst point', 'at 1', between(0.995, 1.005)],
    ['ends at #, at the best point', 'at -1', between(-1.005, -0.995)],
    ['Clipped to #~, and unclipped #', 'not one number', ([, a, b], s) => !a || !b || shown(s, a) !== shown(s, b)],
  ] satisfies [string, string, Holds][]
).map(([text, must, isSo]) => ({ words: words(text), must, isSo }));

const PROMISING =
  /\b(alike|level|same|equally|lower|higher|nearer|faster|slower|better|cheaper|first|before|lowest|highest|longest|best|worst|falls?|falling|fallen|shrinks?|shrank|shrunk|rises?|rising|grows?|settles?|arrives?|arrived|home|at rest|swings?|gains?|saves|pays|notices?)\b/i;

/** The same words in names or plain readings, which promise nothing. */
const PLAIN = words(
  [
    '(?:[Tt]he|their|its) (?:lowest|best|worst)(?: fixed)? (?:minimum|place|point|floor|valley|possible|rates?|pair|network|case|α|\\*a\\*)',
    '[Tt]he lowest possible|the first (?:start|excess|time|50 steps|bracket|steps?)|never settle|and is falling',
    'best of the|(?:at|[Bb]efore) its first step|[Bb]efore (?:the run|it)|the same examples|do not settle|can settle|At rest in|arrived at a local',
    'falls in (?:# of the first|every one|# and #)|loss rises on #|lower (?:left|right)|b is (?:no )?lower than c|longest stretch',
  ].join('|'),
);

/** The broken promises of a text, and its clauses with a number that no entry of the list covers. */
export function broken(said: Said): string[] {
  let left = said.text;
  const wrong: string[] = [];
  for (const { words, must, isSo } of PROMISES)
    for (const [part, ...names] of said.text.matchAll(words)) {
      left = left.replace(part, '');
      if (!isSo(names, said)) wrong.push(`"${part}": ${must}`);
    }
  const loose = left.replaceAll(PLAIN, '').split(/\. /);
  const open = loose
    .filter((clause) => clause.includes('{'))
    .map((clause) => clause.replace(/\{\w+\}/g, '#'))
    .filter((clause) => PROMISING.test(clause));
  return [
    ...wrong,
    ...open.map((clause) => `"${clause}": no line of PROMISES in promises.ts covers its ${PROMISING.exec(clause)![0]}`),
  ];
}
