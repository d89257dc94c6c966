/** The engine's update rules by name, without the rules themselves, which a page can do without. */
import type { allOptimizers } from '../../engine/optimizers/since-the-book.ts';
import type { Rates } from './losses.ts';

export type RuleId = keyof typeof allOptimizers;

interface RuleName {
  title: string;
  /** On a map and in a chart. */
  short: string;
  /** Within a sentence. */
  spoken: string;
  /** Which of a loss's rates suits it; undefined: it has no rate. */
  rate: keyof Rates | undefined;
  /** It works only on matrices: for the two parameters of a map it would reduce to momentum with normalized steps. */
  onMatrices?: true;
}

export const ruleNames: Readonly<Record<RuleId, RuleName>> = {
  gradientDescent: { title: 'Gradient descent', short: 'descent', spoken: 'gradient descent', rate: 'descent' },
  lineSearch: { title: 'Line search', short: 'line search', spoken: 'line search', rate: undefined },
  momentum: { title: 'Momentum', short: 'momentum', spoken: 'momentum', rate: 'momentum' },
  nesterov: { title: 'Nesterov', short: 'Nesterov', spoken: 'Nesterov’s momentum', rate: 'momentum' },
  normalizedGradients: { title: 'Normalized', short: 'normalized', spoken: 'the normalized rule', rate: 'adaptive' },
  adagrad: { title: 'Adagrad', short: 'Adagrad', spoken: 'Adagrad', rate: 'adaptive' },
  rmsprop: { title: 'RMSProp', short: 'RMSProp', spoken: 'RMSProp', rate: 'adaptive' },
  adam: { title: 'Adam', short: 'Adam', spoken: 'Adam', rate: 'adaptive' },
  amsgrad: { title: 'AMSGrad', short: 'AMSGrad', spoken: 'AMSGrad', rate: 'adaptive' },
  adamw: { title: 'AdamW', short: 'AdamW', spoken: 'AdamW', rate: 'adaptive' },
  nadam: { title: 'NAdam', short: 'NAdam', spoken: 'NAdam', rate: 'adaptive' },
  torchSgd: { title: 'PyTorch’s SGD', short: 'SGD', spoken: 'PyTorch’s SGD', rate: 'descent' },
  lion: { title: 'Lion', short: 'Lion', spoken: 'Lion', rate: 'adaptive' },
  muon: { title: 'Muon', short: 'Muon', spoken: 'Muon', rate: 'adaptive', onMatrices: true },
  shampoo: { title: 'Shampoo', short: 'Shampoo', spoken: 'Shampoo', rate: 'adaptive' },
  scheduleFreeSgd: {
    title: 'Schedule-free SGD',
    short: 'schedule-free',
    spoken: 'schedule-free SGD',
    rate: 'momentum',
  },
  scheduleFreeAdamw: {
    title: 'Schedule-free AdamW',
    short: 'free AdamW',
    spoken: 'schedule-free AdamW',
    rate: 'adaptive',
  },
};

/** The rules in a list, by kind: those of the chapter first. */
export const ruleGroups = {
  'From the chapter': ['gradientDescent', 'momentum', 'nesterov', 'adam'],
  'Like descent': ['lineSearch', 'normalizedGradients', 'torchSgd', 'scheduleFreeSgd'],
  'Like Adam': ['adagrad', 'rmsprop', 'amsgrad', 'adamw', 'nadam', 'scheduleFreeAdamw'],
  'By signs or matrices': ['lion', 'muon', 'shampoo'],
} as const satisfies Readonly<Record<string, readonly RuleId[]>>;

export const ruleIds = Object.keys(ruleNames) as RuleId[];
/** Those that run on a map of two parameters. */
export const planeRuleIds = ruleIds.filter((id) => !ruleNames[id].onMatrices);
export const planeRuleGroups = Object.fromEntries(
  Object.entries(ruleGroups).map(([kind, ids]): [string, RuleId[]] => [
    kind,
    ids.filter((id) => !ruleNames[id].onMatrices),
  ]),
);
export const isPlaneRule = (id: unknown): id is RuleId => isRule(id) && !ruleNames[id].onMatrices;
const isRule = (id: unknown): id is RuleId => typeof id === 'string' && Object.hasOwn(ruleNames, id);

/**
 * The roles of the four rules in a picture. The reader's own comes first; the others have those of the default rules.
 */
export const looks = ['run', 'descent', 'momentum', 'adam'] as const;
export type Look = (typeof looks)[number];
