import { useRef, useState } from 'preact/hooks';
import { isNumeric, type Schema, type Value, type Values } from '../../../engine/schema.ts';
import { valueText, wordOf } from '../../../figure/break/break-text.ts';
import type { BreakMap as Cells, Finding } from '../../../figure/break/find-turn.ts';
import { MathText } from '../../panels/MathText.tsx';
import { plainText } from '../../panels/math-text.ts';

interface Props {
  schema: Schema;
  finding: Finding;
  map: Cells;
  set(values: Values): void;
}

/** Minimum number of columns between two values written below the map. */
const APART = 2;

/**
 * A map of the verdict over the two most important controls: a table whose cells set the figure, with a line where the
 * verdict changes. Arrow keys move through it.
 */
export function BreakMap({ schema, finding, map: { x, y, cells }, set }: Props) {
  const { now, turn } = finding;
  const body = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState({ i: x.values.indexOf(now[x.name]!), j: y.values.indexOf(now[y.name]!) });
  // As on a chart, values grow upward; choices are listed as in their control.
  const rows = y.values.map((_, j) => j);
  if (isNumeric(schema[y.name])) rows.reverse();

  const move = (event: KeyboardEvent): void => {
    const [right, down] = STEPS[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    const i = Math.min(x.values.length - 1, Math.max(0, at.i + right));
    const row = Math.min(rows.length - 1, Math.max(0, rows.indexOf(at.j) + down));
    setAt({ i, j: rows[row]! });
    body.current?.querySelectorAll('tr')[row]?.querySelectorAll('button')[i]?.focus();
  };
  const valuesAt = (i: number, j: number): Values => ({ ...now, [x.name]: x.values[i]!, [y.name]: y.values[j]! });
  const isAt = (values: Values | undefined, i: number, j: number): boolean => {
    const here = valuesAt(i, j);
    return values !== undefined && Object.keys(schema).every((name) => values[name] === here[name]);
  };
  const text = (name: string, value: Value): string => valueText(schema, name, value).replace(/^“(.*)”$/, '$1');
  const written = columnsWritten(x.values, now[x.name]!, turn?.values[x.name]);
  const kinds = new Set(cells.flat());

  return (
    <div class="break-map">
      <p class="break-y">
        <MathText text={labelOf(schema, y.name)} />
      </p>
      <table>
        <caption class="aloud">
          {plainText(`The verdict by ${labelOf(schema, x.name)} (columns) and ${labelOf(schema, y.name)} (rows)`)}
        </caption>
        <tbody ref={body} onKeyDown={move}>
          {rows.map((j, row) => (
            <tr key={j}>
              <th scope="row">
                <MathText text={text(y.name, y.values[j]!)} />
              </th>
              {x.values.map((value, i) => {
                const cell = cells[j]![i];
                const right = i + 1 < x.values.length && borders(cell, cells[j]![i + 1]);
                const below = row + 1 < rows.length && borders(cell, cells[rows[row + 1]!]![i]);
                const isNow = isAt(now, i, j);
                const isTurn = isAt(turn?.values, i, j);
                const where = `${labelOf(schema, x.name)} ${text(x.name, value)}, ${labelOf(schema, y.name)} ${text(y.name, y.values[j]!)}`;
                return (
                  <td
                    key={i}
                    data-answer={cell ?? 'untried'}
                    class={[right && 'turns-right', below && 'turns-below'].filter(Boolean).join(' ')}
                  >
                    <button
                      type="button"
                      tabIndex={i === at.i && j === at.j ? 0 : -1}
                      title={plainText(`${where}: ${wordOf(cell)}`)}
                      aria-label={plainText(
                        `${where}: ${wordOf(cell)}${isNow ? ', where the search began' : ''}${isTurn ? ', the nearest change' : ''}`,
                      )}
                      onFocus={() => setAt({ i, j })}
                      onClick={() => set(valuesAt(i, j))}
                    >
                      {(isNow || isTurn) && <Mark turn={isTurn} />}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {x.values.map((value, i) => (
              <th scope="col" key={value.toString()}>
                <span class={written.has(i) ? undefined : 'aloud'}>
                  <MathText text={text(x.name, value)} />
                </span>
              </th>
            ))}
          </tr>
          <tr>
            <td class="break-x" colSpan={x.values.length + 1}>
              <MathText text={labelOf(schema, x.name)} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p class="break-key" aria-hidden="true">
        {(['holds', 'fails', 'depends', 'open'] as const)
          .filter((kind) => kinds.has(kind))
          .map((kind) => (
            <span key={kind}>
              <i data-answer={kind} /> {wordOf(kind)}
            </span>
          ))}
        {(kinds.has(undefined) || kinds.has('unknown')) && (
          <span>
            <i data-answer="untried" /> {wordOf(undefined)}
          </span>
        )}
        <span>
          <Mark turn={false} /> here
        </span>
        {turn && (
          <span>
            <Mark turn /> nearest change
          </span>
        )}
      </p>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  Home: [-99, 0],
  End: [99, 0],
  PageUp: [0, -99],
  PageDown: [0, 99],
};

function Mark({ turn }: { turn: boolean }) {
  return (
    <svg class={turn ? 'break-turn' : 'break-now'} viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r={turn ? 5 : 4} />
      {turn && <circle class="break-dot" cx="7" cy="7" r="1.8" />}
    </svg>
  );
}

const labelOf = (schema: Schema, name: string): string => {
  const { label, unit } = schema[name]!;
  return unit === undefined ? label : `${label}, ${unit}`;
};

/** Whether there is a line between two cells: between two verdicts, but not beside an untested cell. */
function borders(a: Cells['cells'][number][number], b: Cells['cells'][number][number]): boolean {
  const tried = (cell: typeof a): boolean => cell !== undefined && cell !== 'unknown';
  return tried(a) && tried(b) && a !== b;
}

/**
 * The columns with a written value: the current setting, the change of verdict, the ends, and others if there is room.
 */
function columnsWritten(values: readonly Value[], now: Value, turn: Value | undefined): Set<number> {
  const written = new Set<number>();
  const first = [values.indexOf(now), ...(turn === undefined ? [] : [values.indexOf(turn)])];
  for (const i of [...first, 0, values.length - 1, ...values.keys()]) {
    const room = [...written].every((other) => Math.abs(other - i) >= APART);
    if (i >= 0 && room) written.add(i);
  }
  return written;
}
