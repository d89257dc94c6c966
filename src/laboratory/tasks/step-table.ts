import type { Noted } from '../../python/noted.ts';
import { firstDifference } from './compare.ts';
import type { Finding } from './diagnose.ts';
import type { Task } from './task.ts';
import { capital, shown } from './task-verdict.ts';

type Compared = Extract<Finding, { own: unknown }>;

/** The numbers of one step, as texts. */
export interface TableOfStep {
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    readonly own: string;
    readonly reference: string;
    readonly same: boolean;
  }[];
  /** The engine's values in between, to compare one's own output with. */
  readonly between: readonly (readonly [name: string, value: string])[];
}

/** The values that were noted at a step, beside the reference. */
export function tableOf(task: Task, { own, reference }: Compared, step: number): TableOfStep {
  const rows = reference
    .filter((row) => row.step === step)
    .flatMap((row) => {
      const { quantity } = row;
      const mine = own.filter((one) => one.step === step && one.quantity === quantity);
      if (mine.length === 0 && task.optional?.includes(quantity)) return [];
      // By the size that numbers of this kind have in the whole run, as the verdict goes by.
      const others = reference.filter((one) => one.quantity === quantity && one.step !== step);
      const same = firstDifference([...others, ...mine], [...others, row]) === undefined;
      const name = task.quantities[quantity] ?? quantity;
      return [{ name, own: shown(mine[0]?.value), reference: shown(row.value), same }];
    });
  const between = (task.between?.(step) ?? []).map(([name, value]) => [name, shown(value)] as const);
  return { title: capital(task.at(step)), rows, between };
}

/** All that was noted, with ten digits, as the script that is taken along prints it. */
export const numbersIn = (own: readonly Noted[]): string =>
  own
    .map(({ step, quantity, value }) => `${String(step).padEnd(4)} ${quantity.padEnd(10)} ${shown(value, 10)}`)
    .join('\n')
    .replaceAll('\u2212', '-');
