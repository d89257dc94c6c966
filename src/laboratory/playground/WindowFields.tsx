import type { Bench } from './bench.ts';
import type { Span } from './losses.ts';

/** The stretch of each axis that the sheet shows. */
export function WindowFields({ bench, names }: { bench: Bench; names: readonly [string] | readonly [string, string] }) {
  const { window } = bench.settings.value;
  const set = (axis: 'x' | 'y', span: Span): void => {
    if (span[0] < span[1]) bench.set({ window: { ...window, [axis]: span } });
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
    </div>
  );
}

function End({ name, value, set }: { name: string; value: number; set(value: number): void }) {
  return (
    <input
      type="number"
      step="any"
      aria-label={name}
      value={value}
      onChange={({ currentTarget }) => {
        const typed = currentTarget.value === '' ? Number.NaN : Number(currentTarget.value);
        if (Number.isFinite(typed)) set(typed);
      }}
    />
  );
}
