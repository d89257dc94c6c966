/** Searches the settings of an experiment for the nearest at which the verdict on its claim turns. */
import { isNumeric, type Schema, type Value, type Values } from '../../engine/schema.ts';
import type { Outcome } from '../experiment.ts';
import { everyValue } from '../parameters/index.ts';
import { canonicalKey } from '../parts.ts';
import { fromSlider, toSlider } from '../slider.ts';
import { axisValues, changedBetween, distance, inOrder, isSample } from './axes.ts';

/** `open`: the figure gives no verdict there; `unknown`: it was not precomputed, and a search computes nothing long. */
export type Answer = Outcome | 'open' | 'unknown';

export interface Attack {
  schema: Schema;
  now: Values;
  /** The current verdict. */
  outcome: 'holds' | 'fails';
  /** Parameters without a control on the page: they stay fixed. */
  hide?: readonly string[];
  /** Settings to try before any others, such as precomputed ones. */
  candidates?: readonly Values[];
  outcomeAt(values: Values): Promise<Answer>;
  /** The fraction of the budget used by so many evaluations; at 1 the search stops with its current result. */
  spent(evaluations: number): number;
  /** Called after each evaluation with the number of settings that gave an answer. */
  progress?(tried: number): void;
}

interface Turn {
  values: Values;
  distance: number;
  /** The last setting before it that had not turned; undefined if there is none in between. */
  before?: Values;
  /** Other seeds at this setting: how many of them turned, too. */
  seeds?: { turned: number; of: number };
}

interface MapSide {
  name: string;
  values: readonly Value[];
}

export interface BreakMap {
  x: MapSide;
  y: MapSide;
  /** Rows by y, then x; undefined if the budget ended first. */
  cells: readonly (readonly (Answer | undefined)[])[];
}

export interface Finding {
  outcome: 'holds' | 'fails';
  now: Values;
  turn?: Turn;
  /** A turn not shared by most other seeds: nearer than the reported one, or if that is missing, the nearest. */
  chance?: Turn;
  /** With only the seed changed: how many of some other seeds turned. */
  seedsNow?: { turned: number; of: number; values?: Values };
  /** The nearest setting with the verdict `depends`. */
  depends?: { values: Values; distance: number; count: number };
  map?: BreakMap;
  /** Number of settings that gave an answer, and of those that would have to be computed. */
  tried: number;
  unknown: number;
  /** Parameters that were varied, and those that were not. */
  searched: readonly string[];
  left: readonly string[];
  /** Whether the budget ended the search. */
  stopped: boolean;
}

/** Steps outward from a control's value, as fractions of its range: coarse ones first, then those in between. */
const COARSE = [1 / 32, 1 / 8, 3 / 8, 1];
const BETWEEN = [1 / 64, 1 / 16, 1 / 4, 5 / 8];
/** Precision at which a border is known well enough: after nine halvings, whatever the range. */
const CLOSE = 1 / 400;
const HALVINGS = 9;
/**
 * Fractions of the budget at which the lines, the search for the border and the other seeds end; the rest is for the
 * map.
 */
const ENDS = { lines: 0.5, border: 0.7, seeds: 0.85 } as const;
/**
 * A turn that changes more controls must be nearer by this factor than one that changes fewer, since it is less
 * informative.
 */
const WORTH_ANOTHER = 0.75;
/**
 * A turn shared by fewer than this fraction of other seeds is due to chance; the next one tried is further away by the
 * same factor.
 */
const MOSTLY = 0.5;
const FARTHER = 1.25;
const MAP = { x: 9, y: 7 } as const;

/** How far one direction of a control has been followed. */
interface Line {
  name: string;
  direction: -1 | 1;
  /** Distances from the current value that have not turned. */
  kept: number[];
  /** The smallest distance that has turned. */
  turned?: number;
}

export const findBreak = (attack: Attack): Promise<Finding> => new TurnSearch(attack).find();

/** One search: all known settings, and the strategies to find more. */
class TurnSearch {
  readonly #attack: Attack;
  readonly #target: 'holds' | 'fails';
  readonly #searched: readonly string[];
  readonly #numeric: readonly string[];

  readonly #known = new Map<string, Answer>();
  readonly #answered: Values[];
  #evaluations = 0;
  #tried = 0;

  #turn: Turn | undefined;
  #chance: Turn | undefined;
  #depends: Finding['depends'];
  /** Every setting that has turned. */
  readonly #turns = new Map<string, Turn>();
  /** By parameter, the nearest turn with all other values unchanged. */
  readonly #alone = new Map<string, Turn>();
  /** Other seeds have been tried: a nearer turn must pass them, too. */
  #isSettled = false;

  constructor(attack: Attack) {
    const { schema, now, outcome, hide = [] } = attack;
    this.#attack = attack;
    this.#target = outcome === 'holds' ? 'fails' : 'holds';
    this.#searched = Object.keys(schema).filter(
      (name) => !isSample(name) && !hide.includes(name) && !schema[name]?.onlyMarks,
    );
    this.#numeric = this.#searched.filter((name) => isNumeric(schema[name]));
    this.#answered = [now];
    this.#known.set(canonicalKey(now), outcome);
  }

  async find(): Promise<Finding> {
    const { schema, now, outcome, candidates = [] } = this.#attack;
    for (const values of candidates) if (this.#isWithin(ENDS.lines)) await this.#attempt(values);
    await this.#moveEachControl();
    const seedsNow = await this.#otherSeeds(now);
    await this.#passOverChance();
    this.#isSettled = true;
    const beforeMap = new Set(this.#turns.keys());
    const map = await this.#drawMap();
    await this.#takeNearerOf([...this.#turns].filter(([key]) => !beforeMap.has(key)).map(([, turn]) => turn));
    const { turn, chance } = { turn: this.#turn, chance: this.#chance };
    return {
      outcome,
      now,
      ...(turn !== undefined && { turn }),
      ...(chance !== undefined && !(turn !== undefined && turn.distance <= chance.distance) && { chance }),
      ...(seedsNow !== undefined && { seedsNow }),
      ...(this.#depends !== undefined && { depends: this.#depends }),
      ...(map !== undefined && { map }),
      tried: this.#tried,
      unknown: [...this.#known.values()].filter((answer) => answer === 'unknown').length,
      searched: this.#searched,
      left: Object.keys(schema).filter((name) => !this.#searched.includes(name)),
      stopped: !this.#isWithin(1),
    };
  }

  // One setting -------------------------------------------------------------------------------------------------------

  #isWithin(share: number): boolean {
    return this.#attack.spent(this.#evaluations) < share;
  }

  async #ask(values: Values): Promise<Answer> {
    const key = canonicalKey(values);
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    this.#evaluations++;
    const answer = await this.#attack.outcomeAt(values);
    this.#known.set(key, answer);
    if (answer !== 'unknown') {
      this.#tried++;
      this.#answered.push(values);
    }
    this.#attack.progress?.(this.#tried);
    return answer;
  }

  /** Tries a setting and stores it if it is the nearest of its kind. @returns whether it has turned */
  async #attempt(values: Values): Promise<boolean> {
    const isNew = !this.#known.has(canonicalKey(values));
    const answer = await this.#ask(values);
    const turn: Turn = { values, distance: this.#distance(values) };
    if (answer === 'depends' && isNew) {
      const { count, ...nearest } = this.#depends ?? { count: 0, ...turn };
      this.#depends = { ...(turn.distance < nearest.distance ? turn : nearest), count: count + 1 };
    }
    if (answer !== this.#target || !isNew) return answer === this.#target;
    this.#turns.set(canonicalKey(values), turn);
    if (!this.#isSettled && this.#isNearer(turn)) this.#turn = turn;
    const [name, ...others] = this.#changed(values);
    const nearest = name === undefined ? undefined : this.#alone.get(name);
    if (name !== undefined && others.length === 0 && (nearest === undefined || turn.distance < nearest.distance))
      this.#alone.set(name, turn);
    return true;
  }

  #isNearer({ values, distance: far }: Turn): boolean {
    if (this.#turn === undefined) return true;
    const changesMore = this.#changed(values).length > this.#changed(this.#turn.values).length;
    return far < this.#turn.distance * (changesMore ? WORTH_ANOTHER : 1);
  }

  #distance(values: Values): number {
    return distance(this.#attack.schema, this.#attack.now, values);
  }

  #changed(values: Values): string[] {
    return changedBetween(this.#attack.schema, this.#attack.now, values);
  }

  // One control -------------------------------------------------------------------------------------------------------

  /**
   * Searches outward along each control, and to the border of the two nearest turns: the second is the other side of
   * the map.
   */
  async #moveEachControl(): Promise<void> {
    const { schema, now } = this.#attack;
    const lines = this.#numeric.flatMap((name) =>
      ([-1, 1] as const).map((direction): Line => ({ name, direction, kept: [0] })),
    );
    for (const [ring, offset] of COARSE.entries()) {
      for (const line of lines) if (this.#isWithin(ENDS.lines)) await this.#follow(line, offset);
      if (ring > 0) continue;
      for (const name of this.#searched)
        for (const value of everyValue(schema[name]!))
          if (this.#isWithin(ENDS.lines) && value !== now[name]) await this.#attempt({ ...now, [name]: value });
    }
    for (const offset of BETWEEN)
      for (const line of lines) if (this.#isWithin(ENDS.lines)) await this.#follow(line, offset);
    const turned = lines.filter((line) => line.turned !== undefined).sort((a, b) => a.turned! - b.turned!);
    const nearest = turned.filter(({ name }, k) => turned.findIndex((line) => line.name === name) === k);
    for (const line of nearest.slice(0, 2)) await this.#toBorder(line);
  }

  async #follow(line: Line, offset: number): Promise<void> {
    const place = this.#placeNow(line.name);
    const away = Math.min(offset, line.direction < 0 ? place : 1 - place);
    if (away <= 0 || away >= (line.turned ?? Number.POSITIVE_INFINITY) || line.kept.includes(away)) return;
    await this.#tryAway(line, away);
  }

  /** @returns false if the control has no value there */
  async #tryAway(line: Line, away: number): Promise<boolean> {
    const values = this.#moved(line, away);
    if (values === undefined) return false;
    if (await this.#attempt(values)) line.turned = away;
    else line.kept.push(away);
    return true;
  }

  async #toBorder(line: Line): Promise<void> {
    const { now } = this.#attack;
    const lower = (): number => Math.max(...line.kept.filter((away) => away < line.turned!));
    for (let k = 0; k < HALVINGS && line.turned! - lower() > CLOSE && this.#isWithin(ENDS.border); k++) {
      const middle = (line.turned! + lower()) / 2;
      const value = this.#moved(line, middle)?.[line.name];
      const ends = [this.#moved(line, line.turned!), this.#moved(line, lower()) ?? now];
      if (ends.some((end) => end?.[line.name] === value) || !(await this.#tryAway(line, middle))) break;
    }
    const nearest = this.#alone.get(line.name);
    if (nearest === undefined) return;
    const before = this.#moved(line, lower());
    const bordered: Turn = { ...nearest, ...(before !== undefined && { before }) };
    this.#alone.set(line.name, bordered);
    if (this.#turn?.values === nearest.values) this.#turn = bordered;
  }

  #placeNow(name: string): number {
    const { schema, now } = this.#attack;
    const parameter = schema[name];
    return isNumeric(parameter) ? toSlider(parameter, now[name] as number) : 0; // a numeric parameter's value is a number
  }

  /** The setting with a control moved so far along its line; undefined beyond its end, or if it does not move. */
  #moved({ name, direction }: Line, away: number): Values | undefined {
    const { schema, now } = this.#attack;
    const parameter = schema[name];
    const place = this.#placeNow(name) + direction * away;
    if (!isNumeric(parameter) || place < 0 || place > 1) return undefined;
    const value = fromSlider(parameter, place);
    return value === now[name] ? undefined : { ...now, [name]: value };
  }

  // Other seeds -------------------------------------------------------------------------------------------------------

  get #hasSeed(): boolean {
    return isNumeric(this.#attack.schema['seed']);
  }

  async #otherSeeds(values: Values): Promise<Finding['seedsNow']> {
    const parameter = this.#attack.schema['seed'];
    if (!isNumeric(parameter)) return undefined;
    let [turned, asked] = [0, 0];
    let first: Values | undefined;
    for (const seed of seedsBeside(values['seed'] as number, parameter.max)) {
      if (!this.#isWithin(ENDS.seeds)) break;
      const answer = await this.#ask({ ...values, seed });
      if (answer === 'unknown') continue;
      asked++;
      if (answer !== this.#target) continue;
      turned++;
      first ??= { ...values, seed };
    }
    return asked === 0 ? undefined : { turned, of: asked, ...(first && { values: first }) };
  }

  /**
   * If most other seeds do not share the nearest turn, the next ones outward are tried, and the first is reported in
   * addition.
   */
  async #passOverChance(): Promise<void> {
    const nearest = this.#turn;
    if (nearest === undefined) return;
    const outward = [...this.#turns.values()]
      .filter((turn) => turn.distance > nearest.distance)
      .sort((a, b) => a.distance - b.distance);
    let rejected: Turn | undefined;
    for (const candidate of [nearest, ...outward]) {
      if (rejected !== undefined && candidate.distance < FARTHER * rejected.distance) continue;
      const turn = { ...candidate, ...seedsOf(await this.#otherSeeds(candidate.values)) };
      const isSure = turn.seeds === undefined || turn.seeds.turned >= MOSTLY * turn.seeds.of;
      if (candidate !== nearest && isSure && turn.seeds !== undefined) this.#chance = this.#turn;
      if (candidate === nearest || (isSure && turn.seeds !== undefined)) this.#turn = turn;
      if (isSure) return;
      rejected = candidate;
    }
    // A few seeds among many do not turn the claim, and are not reported as a turn.
    if (rejected !== undefined) [this.#chance, this.#turn] = [this.#turn, undefined];
  }

  // Map ---------------------------------------------------------------------------------------------------------------

  async #drawMap(): Promise<BreakMap | undefined> {
    const { now } = this.#attack;
    const sides = this.#sidesOf(this.#turn ?? this.#chance);
    if (sides === undefined) return undefined;
    const [x, y] = sides;
    const cells = y.values.map(() => x.values.map((): Answer | undefined => undefined));
    const at = (i: number, j: number): Values => ({ ...now, [x.name]: x.values[i]!, [y.name]: y.values[j]! });
    const order = y.values.flatMap((_, j) => x.values.map((_, i) => ({ i, j, far: this.#distance(at(i, j)) })));
    for (const { i, j } of order.sort((a, b) => a.far - b.far)) {
      const values = at(i, j);
      if (!this.#isWithin(1) && !this.#known.has(canonicalKey(values))) continue;
      await this.#attempt(values);
      cells[j]![i] = this.#known.get(canonicalKey(values));
    }
    const seen = cells.flat().filter((cell) => cell !== undefined && cell !== 'unknown');
    return seen.length > 2 ? { x, y, cells } : undefined;
  }

  /**
   * The two parameters with the nearest turns; if fewer turn it, those changed by a turn or a `depends`, then the
   * first.
   */
  #sidesOf(turn: Turn | undefined): [MapSide, MapSide] | undefined {
    const { schema, now, candidates = [] } = this.#attack;
    const changesOnly = (name: string, values: Values): boolean => this.#changed(values).join() === name;
    const byTurn = [...this.#alone].sort(([, a], [, b]) => a.distance - b.distance).map(([name]) => name);
    const reported = turn ? byTurn.filter((name) => changesOnly(name, turn.values)) : [];
    const others = [turn?.values, this.#depends?.values].flatMap((values) => (values ? this.#changed(values) : []));
    const [first, second] = [
      ...new Set([...reported, ...byTurn, ...others, ...this.#numeric, ...this.#searched]),
    ].filter((name) => !isSample(name));
    if (first === undefined || second === undefined) return undefined;
    const side = (name: string, most: number): MapSide => {
      // If nothing is computed for the search, only precomputed settings have an answer.
      if (candidates.length > 0 && isNumeric(schema[name]))
        return { name, values: inOrder(this.#answered.map((values) => values[name]!)).slice(0, most) };
      const to =
        (turn && changesOnly(name, turn.values) ? turn : this.#alone.get(name))?.values[name] ?? turn?.values[name];
      return { name, values: axisValues(schema[name]!, now[name]!, to === now[name] ? undefined : to, most) };
    };
    // Words fit better beside a row than below a column.
    const [across, up] = isNumeric(schema[first]) || !isNumeric(schema[second]) ? [first, second] : [second, first];
    return [side(across, MAP.x), side(up, MAP.y)];
  }

  /** The map may contain a nearer setting, in two controls at once. */
  async #takeNearerOf(mapped: readonly Turn[]): Promise<void> {
    for (const candidate of mapped.toSorted((a, b) => a.distance - b.distance).slice(0, 3)) {
      if (!this.#isNearer(candidate)) return;
      const { seeds } = seedsOf(await this.#otherSeeds(candidate.values));
      if (this.#hasSeed && !(seeds !== undefined && seeds.turned >= MOSTLY * seeds.of)) continue;
      this.#turn = { ...candidate, ...(seeds && { seeds }) };
      return;
    }
  }
}

const seedsOf = (seeds: Finding['seedsNow']): Pick<Turn, 'seeds'> =>
  seeds ? { seeds: { turned: seeds.turned, of: seeds.of } } : {};

const OTHER_SEEDS = 5;
/** Figures with many runs use consecutive seeds; a distance of a thousand avoids overlaps. */
const APART = 1000;

const seedsBeside = (seed: number, max: number): number[] =>
  Array.from({ length: OTHER_SEEDS }, (_, k) => (seed + (k + 1) * APART) % (max + 1));
