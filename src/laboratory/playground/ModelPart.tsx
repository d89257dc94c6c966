import type { Bench } from './bench.ts';
import { CodeBox } from './CodeBox.tsx';
import { MOST_PARAMETERS, type Settings } from './settings.ts';
import { WindowFields } from './WindowFields.tsx';

/** The reader's model as text, how many parameters it has, and which two of them the sheet shows. */
export function ModelPart({ bench }: { bench: Bench }) {
  const { modelText, phi, over, start } = bench.settings.value;
  const wrong = bench.wrong.value;
  const counts = Array.from({ length: MOST_PARAMETERS }, (_, i) => i + 1);
  const resize = (count: number): void => {
    const next = Array.from({ length: count }, (_, i) => phi[i] ?? 0);
    bench.set({ phi: next, over: [Math.min(over[0], count - 1), Math.min(over[1], count - 1)] });
  };
  const show = (axis: 0 | 1, i: number): void => {
    const next: Settings['over'] = axis === 0 ? [i, over[1]] : [over[0], i];
    // A parameter that leaves the sheet stays where the run starts; one that comes is where it stood.
    const kept = [...phi];
    kept[over[0]] = start[0];
    kept[over[1]] = start[1];
    bench.set({ over: next, phi: kept, start: [kept[next[0]] ?? 0, kept[next[1]] ?? 0] });
  };
  return (
    <>
      <CodeBox
        text={modelText}
        label="Your model"
        trouble={wrong?.where === 'model' ? wrong : undefined}
        read={() => bench.settings.peek().modelText}
        onChange={(text) => bench.set({ modelText: text })}
      />
      <div class="lab-window">
        <label>
          parameters{' '}
          <select value={phi.length} onChange={({ currentTarget }) => resize(Number(currentTarget.value))}>
            {counts.map((count) => (
              <option key={count} value={count} selected={count === phi.length}>
                {count}
              </option>
            ))}
          </select>
        </label>
        {phi.length > 2 &&
          ([0, 1] as const).map((axis) => (
            <label key={axis}>
              {axis === 0 ? 'across' : 'up'}{' '}
              <select value={over[axis]} onChange={({ currentTarget }) => show(axis, Number(currentTarget.value))}>
                {phi.map((_, i) => (
                  <option key={i} value={i} selected={i === over[axis]} disabled={i === over[1 - axis]}>
                    phi[{i}]
                  </option>
                ))}
              </select>
            </label>
          ))}
      </div>
      <WindowFields bench={bench} names={[`phi[${over[0]}]`, `phi[${over[1]}]`]} />
    </>
  );
}
