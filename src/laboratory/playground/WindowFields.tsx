import { useState } from 'preact/hooks';
import type { Span } from '../../experiments/kit/losses.ts';
import type { Bench } from './bench.ts';

const minus = (value: number): string => String(value).replace('-', '\u2212');

/** The stretch of each axis that the sheet shows. */
export function WindowFields({ bench, names }: { bench: Bench; names: readonly [string] | readonly [string, string] }) {
  const { window } = bench.settings.value;
  const [wrong, setWrong] = useState('');
  const set = (axis: 'x' | 'y', span: Span): boolean => {
    const isSpan = span.every(Number.isFinite) && span[0] < span[1];
    const [from, to] = window[axis];
    const name = names[axis === 'x' ? 0 : 1] ?? axis;
    setWrong(
      isSpan ? '' : `${name} goes from a number to a larger one; the sheet keeps ${minus(from)} to ${minus(to)}.`,
    );
    if (isSpan) bench.set({ window: { ...window, [axis]: span } });
    return isSpan;
  };
  return (
    <div class="lab-window">
      {(['x', 'y'] as const).slice(0, names.length).map((axis, i) => (
        <span key={axis}>
          {names[i]} from{' '}
          <End name={`${names[i]} from`} value={window[axis][0]} set={(from) => set(axis, [from, window[axis][1]])} />{' '}
          to <End name={`${names[i]} to`} value={window[axis][1]} set={(to) => set(axis, [window[axis][0], to])} />
        </span>
      ))}
      <span role="status">{wrong}</span>
    </div>
  );
}

function End({
  name,
  value,
  set,
}: {
  name: string;
  value: number;
  /** Whether it was taken. */
  set(value: number): boolean;
}) {
  return (
    <input
      type="number"
      step="any"
      aria-label={name}
      value={value}
      onChange={({ currentTarget }) => {
        if (!set(currentTarget.value === '' ? Number.NaN : Number(currentTarget.value)))
          currentTarget.value = String(value);
      }}
    />
  );
}
