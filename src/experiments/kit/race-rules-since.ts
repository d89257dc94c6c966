/** Rules that are younger than the book, wherever rules are compared by what may be tuned of them: apart, since the race of 6.4 has the book's. */
import type { optimizersSinceTheBook } from '../../engine/optimizers/since-the-book.ts';
import type { Entry } from './race-rules.ts';

type Optimizers = typeof optimizersSinceTheBook;

/** Muon is left out: of two parameters it would make momentum with normalized steps. */
export const raceRulesSinceTheBook = {
  lion: { name: 'Lion', tune: { beta: [0.5, 0.9], memory: [0.9, 0.99] } },
  shampoo: { name: 'Shampoo' },
  scheduleFreeSgd: { name: 'schedule-free', tune: { beta: [0.5, 0.8, 0.9, 0.95] } },
  scheduleFreeAdamw: { name: 'free AdamW', tune: { beta: [0.5, 0.9], gamma: [0.9, 0.99, 0.999] } },
} as const satisfies { readonly [Rule in keyof Optimizers]?: Entry<Optimizers[Rule]['hyperparameters']> };
