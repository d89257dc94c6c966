/** The engine's update rules by name, without the rules: the page carries no mathematics (`compute.ts` does). */
import type { allOptimizers } from '../../engine/optimizers/since-the-book.ts';
import type { Rates } from './losses.ts';

export type RuleId = keyof typeof allOptimizers;

interface RuleName {
  title: string;
  /** On a sheet and in a chart. */
  short: string;
  /** Within a sentence. */
  spoken: string;
  /** Which of a loss's rates suits it; undefined: it has no rate. */
  rate: keyof Rates | undefined;
  /** The rate with which it begins on the network: about the largest that learns the moons without trouble. */
  network: number;
  /** It works on matrices alone: of two parameters of a sheet it would make momentum with normalized steps. */
  onMatrices?: true;
}

export const ruleNames: Readonly<Record<RuleId, RuleName>> = {
  gradientDescent: {
    title: 'Gradient descent',
    short: 'descent',
    spoken: 'gradient descent',
    rate: 'descent',
    network: 0.5,
  },
  lineSearch: { title: 'Line search', short: 'line search', spoken: 'line search', rate: undefined, network: 1 },
  momentum: { title: 'Momentum', short: 'momentum', spoken: 'momentum', rate: 'momentum', network: 1 },
  nesterov: { title: 'Nesterov', short: 'Nesterov', spoken: 'Nesterov’s momentum', rate: 'momentum', network: 1 },
  normalizedGradients: {
    title: 'Normalized',
    short: 'normalized',
    spoken: 'the normalized rule',
    rate: 'adaptive',
    network: 0.03,
  },
  adagrad: { title: 'Adagrad', short: 'Adagrad', spoken: 'Adagrad', rate: 'adaptive', network: 0.1 },
  rmsprop: { title: 'RMSProp', short: 'RMSProp', spoken: 'RMSProp', rate: 'adaptive', network: 0.01 },
  adam: { title: 'Adam', short: 'Adam', spoken: 'Adam', rate: 'adaptive', network: 0.03 },
  amsgrad: { title: 'AMSGrad', short: 'AMSGrad', spoken: 'AMSGrad', rate: 'adaptive', network: 0.03 },
  adamw: { title: 'AdamW', short: 'AdamW', spoken: 'AdamW', rate: 'adaptive', network: 0.03 },
  nadam: { title: 'NAdam', short: 'NAdam', spoken: 'NAdam', rate: 'adaptive', network: 0.03 },
  torchSgd: { title: 'PyTorch’s SGD', short: 'SGD', spoken: 'PyTorch’s SGD', rate: 'descent', network: 0.5 },
  lion: { title: 'Lion', short: 'Lion', spoken: 'Lion', rate: 'adaptive', network: 0.01 },
  muon: { title: 'Muon', short: 'Muon', spoken: 'Muon', rate: 'adaptive', network: 0.03, onMatrices: true },
  shampoo: { title: 'Shampoo', short: 'Shampoo', spoken: 'Shampoo', rate: 'adaptive', network: 0.1 },
  scheduleFreeSgd: {
    title: 'Schedule-free SGD',
    short: 'schedule-free',
    spoken: 'schedule-free SGD',
    rate: 'momentum',
    network: 1,
  },
  scheduleFreeAdamw: {
    title: 'Schedule-free AdamW',
    short: 'free AdamW',
    spoken: 'schedule-free AdamW',
    rate: 'adaptive',
    network: 0.03,
  },
};

export const ruleIds = Object.keys(ruleNames) as RuleId[];
/** Those that run on a sheet of two parameters. */
export const sheetRuleIds = ruleIds.filter((id) => !ruleNames[id].onMatrices);
export const isSheetRule = (id: unknown): id is RuleId => isRule(id) && !ruleNames[id].onMatrices;
export const isRule = (id: unknown): id is RuleId => typeof id === 'string' && Object.hasOwn(ruleNames, id);

/** How the four rules of a sheet are told apart: a colour, a dash and a name each. The reader's own comes
 * first; the others have the looks of those rules that stand there at first. */
export const looks = ['own', 'descent', 'momentum', 'adam'] as const;
export type Look = (typeof looks)[number];
