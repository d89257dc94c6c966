/** All that a reader can change in the network: what it learns from, its shape, and how it is trained. */
import type { Activation } from '../../engine/networks/layers.ts';
import { isRule, type RuleId, ruleNames } from '../playground/rules.ts';
import { dataSets, type Source } from './data-sets.ts';

export interface Setup extends Source {
  /** Units of each hidden layer: one layer or two. */
  hidden: readonly number[];
  activation: Activation;
  /** `own`: the reader's, whose text stands in the playground. */
  rule: RuleId | 'own';
  rate: number;
  /** Points in a batch; 0: all of them. */
  batch: number;
}

/** The rate with which a rule begins; the reader's own with that of the rule which stands there first. */
export const firstRate = (rule: Setup['rule']): number => ruleNames[rule === 'own' ? 'nesterov' : rule].network;

export const WIDEST = 8;
export const MOST_OWN = 120;
export const BATCHES = [0, 1, 4, 10, 30] as const;

export function firstSetup(): Setup {
  return {
    data: 'moons',
    noise: 0.11,
    points: [],
    hidden: [4, 3],
    activation: 'tanh',
    rule: 'adam',
    rate: firstRate('adam'),
    batch: 0,
    seed: 7,
  };
}

const number = (value: unknown, min: number, max: number, other: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : other;

/** A setup that a link or the device gave, made whole. */
export function readSetup(given: unknown): Setup {
  const from = typeof given === 'object' && given !== null ? (given as Partial<Record<keyof Setup, unknown>>) : {};
  const first = firstSetup();
  const rule = isRule(from.rule) || from.rule === 'own' ? from.rule : first.rule;
  const isData = (id: unknown): id is Setup['data'] =>
    typeof id === 'string' && (id === 'own' || Object.hasOwn(dataSets, id));
  const hidden = Array.isArray(from.hidden) && from.hidden.length > 0 ? from.hidden.slice(0, 2) : first.hidden;
  return {
    data: isData(from.data) ? from.data : first.data,
    noise: number(from.noise, 0, 0.5, first.noise),
    points: Array.isArray(from.points)
      ? from.points.slice(0, MOST_OWN).map((point: unknown) => {
          const [x, y, kind] = Array.isArray(point) ? (point as unknown[]) : [];
          return [number(x, -1.8, 1.8, 0), number(y, -1.4, 1.4, 0), kind === 1 ? 1 : 0] as const;
        })
      : first.points,
    hidden: hidden.map((width) => Math.round(number(width, 1, WIDEST, 4))),
    activation: from.activation === 'relu' ? 'relu' : 'tanh',
    rule,
    rate: number(from.rate, 1e-6, 100, firstRate(rule)),
    batch: Math.round(number(from.batch, 0, 120, 0)),
    seed: Math.round(number(from.seed, 0, 1e6, first.seed)),
  };
}
