/** Searches the settings of an experiment for the nearest at which the verdict on its claim turns. */
import { isNumeric, type Schema, type Value, type Values } from '../../engine/schema.ts';
import type { Outcome } from '../experiment.ts';
import { everyValue } from '../parameters/index.ts';
import { canonicalKey } from '../parts.ts';
import { fromRail, toRail } from '../rail.ts';
import { axisValues, changedBetween, distance, inOrder, isSample } from './axes.ts';

/** `open`: the figure gives no verdict there; `unknown`: it was not computed ahead, and a search computes nothing long. */
export type Answer = Outcome | 'open' | 'unknown';

export interface Attack {
  schema: Schema;
  now: Values;
  /** The verdict now. */
  outcome: 'holds' | 'fails';
  /** Parameters that the page gives no control: they stay. */
  hide?: readonly string[];
  /** Settings worth a look before any other, as those that were computed ahead. */
  candidates?: readonly Values[];
  outcomeAt(values: Values): Promise<Answer>;
  /** The share of the budget that so many evaluations have used; from 1 on the search stops with what it has. */
  spent(evaluations: number): number;
  /** Called after each evaluation with the number of settings that gave an answer. */
  progress?(tried: number): void;
}

interface Turn {
  values: Values;
  distance: number;
  /** The last setting before it that had not turned; absent if there is none between. */
  before?: Values;
  /** Of other seeds at this setting: how many of them turned too. */
  seeds?: { turned: number; of: number };
}

interface MapSide {
  name: string;
  values: readonly Value[];
}

export interface BreakMap {
  x: MapSide;
  y: MapSide;
  /** Rows by y, then x; undefined if the budget ended before. */
  cells: readonly (readonly (Answer | undefined)[])[];
}

export interface Finding {
  outcome: 'holds' | 'fails';
  now: Values;
  turn?: Turn;
  /** One that most other seeds do not share: nearer than the turn, or if there is no turn, the nearest. */
  chance?: Turn;
  /** With nothing changed but the seed: how many of some others turned. */
  seedsNow?: { turned: number; of: number; values?: Values };
  /** The nearest setting at which the verdict depends. */
  depends?: { values: Values; distance: number; count: number };
  map?: BreakMap;
  /** Settings that gave an answer; those that would have had to be computed. */
  tried: number;
  unknown: number;
  /** Parameters that were changed, and those that were left. */
  searched: readonly string[];
  left: readonly string[];
  /** Whether the budget ended the search. */
  stopped: boolean;
}

/** Steps outward from where a control stands, as shares of its range: coarse ones first, then those between. */
const COARSE = [1 / 32, 1 / 8, 3 / 8, 1];
const BETWEEN = [1 / 64, 1 / 16, 1 / 4, 5 / 8];
/** A border is known well enough between two places so near each other. */
const CLOSE = 1 / 400;
/** Shares of the budget at which the lines, the way to the border and the other seeds end; the map has the rest. */
const ENDS = { lines: 0.5, border: 0.7, seeds: 0.85 } as const;
/** A turn that changes more controls must be this much nearer than one that changes fewer, since it says less. */
const WORTH_ANOTHER = 0.75;
/** Settings tried if no control turns the verdict by itself, each in all controls at once. */
const SCATTERED = 96;
/** A turn that fewer than this share of other seeds have is a matter of chance; the next one asked lies so much farther. */
const MOSTLY = 0.5;
const FARTHER = 1.25;
const MAP = { x: 9, y: 7 } as const;

/** How far one direction of a control has been followed. */
interface Line {
  name: string;
  direction: -1 | 1;
  /** Places that have not turned, as distances from the present one. */
  kept: number[];
  /** The nearest place that has. */
  turned?: number;
}

export async function findBreak(attack: Attack): Promise<Finding> {
  const { schema, now, outcome, hide = [], candidates = [], spent } = attack;
  const target = outcome === 'holds' ? 'fails' : 'holds';
  const searched = Object.keys(schema).filter(
    (name) => !isSample(name) && !hide.includes(name) && !schema[name]?.onlyMarks,
  );
  const known = new Map<string, Answer>();
  const answered = [now];
  let evaluations = 0;
  let tried = 0;
  let turn: Turn | undefined;
  const turns = new Map<string, Turn>();
  /** Once other seeds have been asked, a nearer turn must pass them too. */
  let settled = false;
  let depends: Finding['depends'];
  /** By parameter, its own nearest turn with all others as they are. */
  const alone = new Map<string, Turn>();

  const ask = async (values: Values): Promise<Answer> => {
    const key = canonicalKey(values);
    const before = known.get(key);
    if (before !== undefined) return before;
    evaluations++;
    const answer = await attack.outcomeAt(values);
    known.set(key, answer);
    if (answer !== 'unknown') {
      tried++;
      answered.push(values);
    }
    attack.progress?.(tried);
    return answer;
  };

  /** Tries a setting and keeps it where it is the nearest of its kind. */
  const attempt = async (values: Values): Promise<boolean> => {
    const fresh = !known.has(canonicalKey(values));
    const answer = await ask(values);
    const far = distance(schema, now, values);
    if (answer === 'depends' && fresh) {
      const nearer = depends === undefined || far < depends.distance;
      depends = { ...(nearer ? { values, distance: far } : depends!), count: (depends?.count ?? 0) + 1 };
    }
    if (answer !== target || !fresh) return answer === target;
    const changed = changedBetween(schema, now, values);
    turns.set(canonicalKey(values), { values, distance: far });
    if (!settled && isNearer(values, far)) turn = { values, distance: far };
    const [name, ...others] = changed;
    const nearest = name === undefined ? undefined : alone.get(name);
    if (name !== undefined && others.length === 0 && (nearest === undefined || far < nearest.distance))
      alone.set(name, { values, distance: far });
    return true;
  };

  const isNearer = (values: Values, far: number): boolean => {
    if (turn === undefined) return true;
    const more = changedBetween(schema, now, values).length > changedBetween(schema, now, turn.values).length;
    return far < turn.distance * (more ? WORTH_ANOTHER : 1);
  };
  const changesOnly = (name: string, values: Values): boolean => changedBetween(schema, now, values).join() === name;
  const until = (share: number): boolean => spent(evaluations) < share;
  const hasSeed = isNumeric(schema['seed']);
  const numeric = searched.filter((name) => isNumeric(schema[name]));
  const placeNow = (name: string): number => {
    const parameter = schema[name];
    return isNumeric(parameter) ? toRail(parameter, now[name] as number) : 0; // a numeric parameter's value is a number
  };
  /** The settings with one control moved so far along its rail; undefined past its end, or if it does not move. */
  const moved = (name: string, by: number): Values | undefined => {
    const parameter = schema[name];
    const place = placeNow(name) + by;
    if (!isNumeric(parameter) || place < 0 || place > 1) return undefined;
    const value = fromRail(parameter, place);
    return value === now[name] ? undefined : { ...now, [name]: value };
  };

  known.set(canonicalKey(now), outcome);
  for (const values of candidates) if (until(ENDS.lines)) await attempt(values);

  const lines = numeric.flatMap((name) =>
    [-1, 1].map((direction): Line => ({ name, direction: direction as -1 | 1, kept: [0] })),
  );
  const follow = async (line: Line, offset: number): Promise<void> => {
    const room = line.direction < 0 ? placeNow(line.name) : 1 - placeNow(line.name);
    const away = Math.min(offset, room);
    if (away <= 0 || away >= (line.turned ?? Number.POSITIVE_INFINITY) || line.kept.includes(away)) return;
    const values = moved(line.name, line.direction * away);
    if (values === undefined) return;
    if (await attempt(values)) line.turned = away;
    else line.kept.push(away);
  };
  for (const [ring, offset] of COARSE.entries()) {
    for (const line of lines) if (until(ENDS.lines)) await follow(line, offset);
    if (ring > 0) continue;
    for (const name of searched)
      for (const value of everyValue(schema[name]!))
        if (until(ENDS.lines) && value !== now[name]) await attempt({ ...now, [name]: value });
  }
  for (const offset of BETWEEN) for (const line of lines) if (until(ENDS.lines)) await follow(line, offset);

  // The two nearest turns are followed to the border: the first is the answer, the second the other side of the map.
  const turned = lines.filter((line) => line.turned !== undefined).sort((a, b) => a.turned! - b.turned!);
  const nearest = [...new Map(turned.map((line) => [line.name, line] as const).reverse()).values()].reverse();
  for (const line of nearest.slice(0, 2)) await toBorder(line);

  async function toBorder(line: Line): Promise<void> {
    const lower = (): number => Math.max(...line.kept.filter((away) => away < line.turned!));
    while (line.turned! - lower() > CLOSE && until(ENDS.border)) {
      const middle = (line.turned! + lower()) / 2;
      const values = moved(line.name, line.direction * middle);
      const ends = [moved(line.name, line.direction * line.turned!), moved(line.name, line.direction * lower()) ?? now];
      if (values === undefined || ends.some((end) => end?.[line.name] === values[line.name])) break;
      if (await attempt(values)) line.turned = middle;
      else line.kept.push(middle);
    }
    const nearest = alone.get(line.name);
    if (nearest === undefined) return;
    const before = moved(line.name, line.direction * lower());
    const next: Turn = { ...nearest, ...(before !== undefined && { before }) };
    alone.set(line.name, next);
    if (turn?.values === nearest.values) turn = next;
  }

  const scatters = turn === undefined;
  if (scatters) await scatter();

  /** All controls at once, spread evenly; what turns the verdict is then brought back as near as it goes. */
  async function scatter(): Promise<void> {
    for (let k = 1; k <= SCATTERED && until(ENDS.seeds) && turn === undefined; k++) {
      const entries = searched.map((name, axis) => {
        const share = radicalInverse(k, PRIMES[axis % PRIMES.length]!);
        const parameter = schema[name]!;
        if (isNumeric(parameter)) return [name, fromRail(parameter, share)] as const;
        const choices = everyValue(parameter);
        return [name, choices[Math.floor(share * choices.length)] ?? now[name]!] as const;
      });
      // The values of each control are its own.
      await attempt({ ...now, ...Object.fromEntries(entries) } as Values);
    }
    let at = (turn as Turn | undefined)?.values;
    for (const name of searched) {
      if (at === undefined || at[name] === now[name]) continue;
      const back: Values = { ...at, [name]: now[name]! };
      if (until(ENDS.seeds) && (await attempt(back))) at = back;
    }
    for (const name of numeric) {
      const parameter = schema[name];
      if (at === undefined || !isNumeric(parameter) || at[name] === now[name]) continue;
      let [near, far] = [placeNow(name), toRail(parameter, at[name] as number)];
      while (Math.abs(far - near) > CLOSE && until(1)) {
        const value = fromRail(parameter, (near + far) / 2);
        if (value === at[name] || value === now[name]) break;
        const closer: Values = { ...at, [name]: value };
        if (await attempt(closer)) [at, far] = [closer, (near + far) / 2];
        else near = (near + far) / 2;
      }
    }
  }

  const seedsNow = await otherSeeds(now);
  let chance: Turn | undefined;
  await passOverChance();
  settled = true;
  const beforeMap = new Set(turns.keys());

  /** If most other seeds do not share the nearest turn, the next ones outward are asked, and that one is told besides. */
  async function passOverChance(): Promise<void> {
    const nearest = turn as Turn | undefined;
    let rejected: Turn | undefined;
    const outward = [...turns.values()].sort((a, b) => a.distance - b.distance);
    for (const candidate of nearest
      ? [nearest, ...outward.filter(({ distance: far }) => far > nearest.distance)]
      : []) {
      if (rejected !== undefined && candidate.distance < FARTHER * rejected.distance) continue;
      const seeds = seedsOf(await otherSeeds(candidate.values));
      const surely = seeds.seeds === undefined || seeds.seeds.turned >= MOSTLY * seeds.seeds.of;
      if (candidate === nearest) turn = { ...candidate, ...seeds };
      if (surely) {
        if (candidate === nearest || seeds.seeds === undefined) return;
        chance = turn;
        turn = { ...candidate, ...seeds };
        return;
      }
      rejected = candidate;
    }
    // A few seeds among many are no turn of the claim, and are not called one.
    const last = turn as Turn | undefined;
    if (rejected !== undefined && last !== undefined) [chance, turn] = [last, undefined];
  }

  async function otherSeeds(values: Values): Promise<Finding['seedsNow']> {
    const parameter = schema['seed'];
    if (!hasSeed || !isNumeric(parameter)) return undefined;
    let [count, of] = [0, 0];
    let first: Values | undefined;
    for (const seed of seedsBeside(values['seed'] as number, parameter.max)) {
      if (!until(scatters ? 1 : ENDS.seeds)) break;
      const answer = await ask({ ...values, seed });
      if (answer === 'unknown') continue;
      of++;
      if (answer !== target) continue;
      count++;
      first ??= { ...values, seed };
    }
    return of === 0 ? undefined : { turned: count, of, ...(first && { values: first }) };
  }

  const map = await drawMap();

  async function drawMap(): Promise<BreakMap | undefined> {
    const sides = sidesOf((turn as Turn | undefined) ?? chance);
    if (sides === undefined) return undefined;
    const [x, y] = sides;
    const cells = y.values.map(() => x.values.map((): Answer | undefined => undefined));
    const at = (i: number, j: number): Values => ({ ...now, [x.name]: x.values[i]!, [y.name]: y.values[j]! });
    const order = y.values.flatMap((_, j) => x.values.map((_, i) => ({ i, j, far: distance(schema, now, at(i, j)) })));
    for (const { i, j } of order.sort((a, b) => a.far - b.far)) {
      const values = at(i, j);
      if (!until(1) && !known.has(canonicalKey(values))) continue;
      await attempt(values);
      cells[j]![i] = known.get(canonicalKey(values));
    }
    const seen = cells.flat().filter((cell) => cell !== undefined && cell !== 'unknown');
    return seen.length > 2 ? { x, y, cells } : undefined;
  }

  /** The two parameters with the nearest turns; where fewer turn it, those that a turn or a `depends` changes, then the first. */
  function sidesOf(found: Turn | undefined): [MapSide, MapSide] | undefined {
    const byTurn = [...alone].sort(([, a], [, b]) => a.distance - b.distance).map(([name]) => name);
    const others = [found?.values, depends?.values].flatMap((values) =>
      values ? changedBetween(schema, now, values) : [],
    );
    const reported = found && byTurn.filter((name) => changesOnly(name, found.values));
    const [first, second] = [...new Set([...(reported ?? []), ...byTurn, ...others, ...numeric, ...searched])].filter(
      (name) => !isSample(name),
    );
    if (first === undefined || second === undefined) return undefined;
    const side = (name: string, most: number): MapSide => {
      // Where nothing is computed for the search, only what was computed ahead has an answer.
      if (candidates.length > 0 && isNumeric(schema[name]))
        return { name, values: inOrder(answered.map((values) => values[name]!)).slice(0, most) };
      const to =
        (found && changesOnly(name, found.values) ? found : alone.get(name))?.values[name] ?? found?.values[name];
      return { name, values: axisValues(schema[name]!, now[name]!, to === now[name] ? undefined : to, most) };
    };
    // Words stand better beside a row than below a column.
    const [across, up] = isNumeric(schema[first]) || !isNumeric(schema[second]) ? [first, second] : [second, first];
    return [side(across, MAP.x), side(up, MAP.y)];
  }

  // The map may hold a setting that is nearer, in two controls at once.
  const mapped = [...turns].filter(([key]) => !beforeMap.has(key)).map(([, one]) => one);
  for (const candidate of mapped.sort((a, b) => a.distance - b.distance).slice(0, 3)) {
    if (!isNearer(candidate.values, candidate.distance)) break;
    const { seeds } = seedsOf(await otherSeeds(candidate.values));
    if (hasSeed ? seeds !== undefined && seeds.turned >= MOSTLY * seeds.of : true) {
      turn = { ...candidate, ...(seeds && { seeds }) };
      break;
    }
  }

  return {
    outcome,
    now,
    ...(turn !== undefined && { turn }),
    ...(chance !== undefined && !(turn !== undefined && turn.distance <= chance.distance) && { chance }),
    ...(seedsNow !== undefined && { seedsNow }),
    ...(depends !== undefined && { depends }),
    ...(map !== undefined && { map }),
    tried,
    unknown: [...known.values()].filter((answer) => answer === 'unknown').length,
    searched,
    left: Object.keys(schema).filter((name) => !searched.includes(name)),
    stopped: !until(1),
  };
}

const seedsOf = (seeds: Finding['seedsNow']): Pick<Turn, 'seeds'> =>
  seeds ? { seeds: { turned: seeds.turned, of: seeds.of } } : {};

const OTHER_SEEDS = 5;
/** Figures with many runs give them the seeds that follow; another thousand begins with seeds of its own. */
const APART = 1000;

const seedsBeside = (seed: number, max: number): number[] =>
  Array.from({ length: OTHER_SEEDS }, (_, k) => (seed + (k + 1) * APART) % (max + 1));

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

/** The Halton sequence: the digits of k in that base, behind the point and turned round. */
function radicalInverse(k: number, base: number): number {
  let [value, share] = [0, 1 / base];
  for (let rest = k; rest > 0; rest = Math.floor(rest / base), share /= base) value += (rest % base) * share;
  return value;
}
