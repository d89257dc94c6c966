import { MathText } from '../../widgets/panels/MathText.tsx';
import type { Noted } from '../python/noted.ts';
import { firstDifference } from './compare.ts';
import type { Finding } from './diagnose.ts';
import type { Task } from './task.ts';
import { shown } from './words.ts';

type Compared = Extract<Finding, { own: unknown }>;

interface Row {
  readonly quantity: string;
  readonly own: number | undefined;
  readonly reference: number;
  readonly same: boolean;
}

/** What was noted at a step, beside the reference. */
export function rowsAt(task: Task, { own, reference }: Compared, step: number): Row[] {
  const numberOf = (rows: readonly Noted[], name: string) =>
    rows.find((row) => row.step === step && row.quantity === name)?.value;
  return reference
    .filter((row) => row.step === step)
    .flatMap((row) => {
      const value = numberOf(own, row.quantity);
      if (value === undefined && task.optional?.includes(row.quantity)) return [];
      // By the size that numbers of this kind have in the whole run, as the verdict goes by.
      const others = reference.filter(({ quantity, step: at }) => quantity === row.quantity && at !== step);
      const mine = own.filter(({ quantity, step: at }) => quantity === row.quantity && at === step);
      const same = firstDifference([...others, ...mine], [...others, row]) === undefined;
      return [{ quantity: row.quantity, own: value, reference: row.value, same }];
    });
}

/** The first step that differs, number by number; and what the engine has in between, to compare what one prints with. */
export function StepTable({ task, finding, step }: { task: Task; finding: Compared; step: number }) {
  const rows = rowsAt(task, finding, step);
  const between = task.between?.(step) ?? [];
  return (
    <div class="task-table">
      <table>
        <caption>
          <MathText text={capital(task.at(step))} />
        </caption>
        <thead>
          <tr>
            <th scope="col">quantity</th>
            <th scope="col">yours</th>
            <th scope="col">reference</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ quantity, own, reference, same }) => (
            <tr key={quantity} data-same={same}>
              <th scope="row">
                <MathText text={task.quantities[quantity] ?? quantity} />
              </th>
              <td>{shown(own)}</td>
              <td>{shown(reference)}</td>
              <td>{same ? 'same' : 'differs'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {between.length > 0 && (
        <details>
          <summary>What the reference has in between</summary>
          <p>
            Print your own to compare: <code>print(m)</code> after its line.
          </p>
          <table>
            <tbody>
              {between.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td>{shown(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}

/** All that was noted, with ten digits, as the script that is taken along prints it. */
export const numbersIn = (own: readonly Noted[]): string =>
  own
    .map(({ step, quantity, value }) => `${String(step).padEnd(4)} ${quantity.padEnd(10)} ${shown(value, 10)}`)
    .join('\n');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
