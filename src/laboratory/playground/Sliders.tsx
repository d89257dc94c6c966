import { useRef } from 'preact/hooks';
import type { Parameter, Schema } from '../../engine/schema.ts';
import { onRailsOf, topNumbers, withNumber } from '../../python/numbers.ts';
import { NumberRails } from '../../widgets/code/NumberRails.tsx';
import type { Bench } from './bench.ts';

const SPEC = { name: 'lab' };
const MOST = 6;

/** A rail and a field for each number that the text names at its top. On another loss rails are made anew. */
export function Sliders({ bench }: { bench: Bench }) {
  const { own, loss } = bench.settings.value;
  const before = useRef<{ loss: string; schema: Schema }>({ loss, schema: {} });
  const { schema, values } = topNumbers(own.text);
  const near = Object.fromEntries(
    Object.entries(schema)
      .slice(0, MOST)
      .map(([name, rail]) => [name, nearer(rail)]),
  );
  const numbers = onRailsOf(before.current.loss === loss ? before.current.schema : {}, { schema: near, values });
  before.current = { loss, schema: numbers.schema };
  if (Object.keys(near).length === 0) return null;
  return (
    <div class="lab-sliders">
      <NumberRails
        numbers={numbers}
        spec={SPEC}
        set={(name, to) => {
          const { own } = bench.settings.peek();
          bench.set({ own: { ...own, text: withNumber(own.text, name, to) } });
        }}
      />
    </div>
  );
}

/** A rate suits this loss already: it may become twenty times smaller or eight times larger. */
function nearer(rail: Parameter): Parameter {
  if (rail.kind !== 'number' || rail.scale !== 'log') return rail;
  const inTwoDigits = (value: number): number => Number(value.toPrecision(2));
  return { ...rail, min: inTwoDigits(rail.default / 20), max: inTwoDigits(rail.default * 8) };
}
